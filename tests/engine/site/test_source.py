"""The source pages: every file, as it is after every step, and who wrote each line of it."""

import json
import os
from functools import cache

import pytest
from bs4 import BeautifulSoup, Tag

from tests.support.tiny import Tiny
from workbook.course.chapters import Step
from workbook.course.reasons import reason
from workbook.history.history import history
from workbook.site.addresses import address
from workbook.site.source.listings import listing
from workbook.site.source.pages import source_pages
from workbook.site.source.project_states import Point, Version, points
from workbook.site.source.runs import Run, runs
from workbook.site.source.trees import page_at, page_of_version

pytestmark = pytest.mark.pages

made_by_replay = pytest.mark.skipif(os.name == "nt", reason="replay types into bash")
SHOWN = """
import json
from workbook.site.source.pages import source_pages
print(json.dumps(source_pages()))
"""


@cache
def made() -> dict[str, str]:
    """Return the pages of the workbook."""
    return source_pages()


@cache
def read(html: str) -> BeautifulSoup:
    """Read what is HTML of a page; what is empty counts in code."""
    return BeautifulSoup(html, "html.parser", preserve_whitespace_tags={"code"})


@cache
def every_point() -> list[Point]:
    """Return the project after each step."""
    return list(points(history()))


def shown(soup: BeautifulSoup, path: str) -> Tag:
    """Return the listing of a file."""
    found = soup.select_one(f'.source[aria-label="{path}"]')
    assert found, path
    return found


def text_of(listing: Tag) -> str:
    """Return the lines of a listing as they are read."""
    return "".join(code.get_text() for code in listing.select("code"))


@pytest.mark.parametrize(
    ("target", "link"),
    [
        ("03-models/33-an-index.md#one", "../../03-models/33-an-index/#one"),
        ("03-models/index.md", "../../03-models/"),
        ("index.md", "../../"),
    ],
)
def test_a_page_whose_name_ends_like_an_index_keeps_its_name(target: str, link: str) -> None:
    assert address("diffs/01-02/index.md", target) == link


def test_every_file_after_every_step_is_in_its_tree() -> None:
    for point in every_point():
        files = {path: version.blob for path, version in point.files.items()}

        assert files == history().tree(point.step), point.step.name


def test_every_file_is_shown_to_the_byte_under_the_heading_that_a_tree_leads_to() -> None:
    wrong = []
    for version in (version for point in every_point() for version in point.made):
        page, _, anchor = page_of_version(version).partition("#")
        text = made()[page]
        heading = f"## `{version.path}` {{ #{anchor} }}\n"
        part = text[text.index(heading) :].split("\n## ")[0]
        listed = text_of(shown(read(part), version.path))
        if listed.encode() != (history().content(version.blob) or b"\n"):
            wrong.append(f"{version.step.name} {version.path}")

    assert wrong == []


def test_the_tree_of_a_step_has_its_files_and_no_other() -> None:
    for point in every_point():
        links = read(made()[page_at(point.step)]).select(".tree a")

        expected = [
            address(page_at(point.step), page_of_version(each)) for each in point.files.values()
        ]
        assert sorted(str(link["href"]) for link in links) == sorted(expected)


def test_the_page_of_each_step_says_why_it_was_taken() -> None:
    for point in every_point():
        assert f"\n**Why:** {reason(point.step)}\n" in made()[page_at(point.step)]


def test_every_run_leads_to_a_page_that_writes_its_lines() -> None:
    strays = [
        f"{version.path} at {version.step.name}: {line!r} of {run.step.name}"
        for point in every_point()
        for version in point.made
        for run in runs(history(), version)
        for line in run.lines
        if line and line not in run.step.text and "#" in run.address
    ]

    assert strays == []


def test_what_a_command_wrote_leads_to_the_page_and_no_heading_of_it() -> None:
    point = next(point for point in every_point() if "migrations/alembic.ini" in point.files)
    version = point.files["migrations/alembic.ini"]

    (run,) = runs(history(), version)

    assert run.address == version.step.page.removeprefix("docs/")


def tiny_pages(tiny: Tiny) -> dict[str, str]:
    """Return the pages of a workbook."""
    ran = tiny.run("-c", SHOWN)
    assert ran.status == 0, ran.said
    found: dict[str, str] = json.loads(ran.said)
    return found


@made_by_replay
def test_a_file_that_moved_says_from_where_and_keeps_who_wrote_its_lines(moved: Tiny) -> None:
    page = tiny_pages(moved)["source/02-moved/1-move/index.md"]

    assert "Moved from greeting.txt, [as it was after 01.1](../../../source/01-tiny/" in page
    assert "Gone from where they were: `greeting.txt`." in page
    found = read(page)
    steps = [link.get_text() for link in found.select(".source > a")]
    assert steps == ["01.1", "02.1"]
    assert text_of(shown(found, "words.txt")) == "hello\neverybody\ngoodbye\n"
    assert found.select_one(".source > code.new").get_text() == "goodbye\n"  # type: ignore[union-attr]


@made_by_replay
def test_a_file_leads_to_what_it_becomes(moved: Tiny) -> None:
    page = tiny_pages(moved)["source/01-tiny/1-begin/index.md"]

    assert "New, [changes in 02.1](../../../source/02-moved/1-move/index.md#words-txt)." in page


@made_by_replay
def test_a_line_that_no_step_wrote_is_found(moved: Tiny) -> None:
    moved.edit("+goodbye", "+farewell", "docs/02-moved/1-move.md")
    asked = (
        "from workbook.history.history import history\n"
        "from workbook.site.source.project_states import points\n"
    )
    code = f"""{asked}from workbook.site.source.runs import runs
last = list(points(history()))[-1]
print([run.address for run in runs(history(), last.files["words.txt"])])"""

    ran = moved.run("-c", code)

    assert ran.said == "['01-tiny/1-begin.md#begin', '02-moved/1-move.md']\n"


def a_step(number: int) -> Step:
    """Return a step that exists."""
    return every_point()[number].step


def test_a_listing_colours_a_file_and_keeps_it_whole() -> None:
    lines = ['"""Two', "", 'lines."""', "", "if 1 < 2 & 3:", "    pass", "\t", ""]
    run = Run(a_step(0), "plan.md#now", lines)

    found = read(listing("a.py", [run], a_step(1), "source/index.md"))

    assert text_of(shown(found, "a.py")) == "\n".join(lines) + "\n"
    assert found.select_one(".k")
    assert not found.select(".new")
    assert found.select_one("a")["href"] == "../plan/#now"  # type: ignore[index]


@pytest.mark.parametrize("path", ["a.html", "Dockerfile", "x.conf", "no-ending", "a.mako", ".env"])
def test_a_file_of_any_kind_is_shown_whole(path: str) -> None:
    lines = ["", "{{ a }} <b>", "  ", "[x]", "", ""]
    found = listing(path, [Run(a_step(0), "plan.md", lines)], a_step(0), "source/index.md")

    assert text_of(shown(read(found), path)) == "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("page", "target", "expected"),
    [
        ("source/index.md", "plan.md", "../plan/"),
        ("source/index.md", "source/index.md#a", "#a"),
        ("source/02/5/index.md", "02/5.md#b", "../../../02/5/#b"),
        ("source/02/5/index.md", "source/02/6/index.md#b", "../6/#b"),
        ("source/02/5/index.md", "index.md", "../../../"),
    ],
)
def test_an_address_is_relative_to_the_page_it_stands_on(
    page: str, target: str, expected: str
) -> None:
    assert address(page, target) == expected


def test_two_files_of_a_step_never_share_an_anchor() -> None:
    for point in every_point():
        anchors = [version.anchor for version in point.made]
        assert len(set(anchors)) == len(anchors), point.step.name


def test_a_version_is_new_changed_or_moved() -> None:
    first = Version("a.py", "1", a_step(0), None)

    changes = [first.change, Version("a.py", "2", a_step(1), first).change]

    assert changes == ["new", "changed"]
    assert Version("b.py", "2", a_step(1), first).change == "moved from a.py"


def test_a_page_of_each_step_and_no_other_is_made() -> None:
    expected = {page_at(point.step) for point in every_point()} | {"source/index.md"}

    assert set(made()) == expected
