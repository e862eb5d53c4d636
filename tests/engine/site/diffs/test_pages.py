"""The diff pages: each change leads to the step that makes it, and all of them make the stage."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from tests.support.diff_pages import PAIRS, Pair, soup_of, target
from tests.support.patched import patch_of, text_of, tree_of, tree_with
from tests.support.tiny import Tiny, console
from workbook.core.errors import WorkbookError
from workbook.course.anchors import headings
from workbook.course.chapters import Step, steps
from workbook.course.stages import stages
from workbook.history.followed_files import followed
from workbook.history.history import history
from workbook.history.hunk_links import Explainer
from workbook.history.patches import parse_patch
from workbook.site.diffs.comparisons import LONG

pytestmark = pytest.mark.pages

# Not shown on any page: commands make them, or take them away.
BY_COMMAND = {
    "migrations/README": "flask db init",
    "migrations/alembic.ini": "flask db init",
    "migrations/env.py": "flask db init",
    "migrations/script.py.mako": "flask db init",
    "migrations/versions/0001_users_and_tasks.py": "flask db migrate",
    "migrations/versions/0002_tags_as_rows.py": "flask db migrate",
    "taskmaster/store.py": "git rm",
    "demo.py": "git rm",
    "migrations/versions/0003_indexes.py": "flask db migrate",
}


def faults(soup: BeautifulSoup) -> Iterator[str]:
    """Yield each link of a page to a step whose page does not contain the change."""
    for change in soup.select("details.change"):
        for piece in change.select(".piece"):
            lines = f"{piece['data-at']}\n{text_of(piece, 'pre')}"
            (file,) = parse_patch(str(change["data-header"]) + lines)
            written = [line for line in file.hunks[0].changes if line.text.strip()]
            changed = {line.mark + line.text for line in written}
            links = [str(link["href"]) for link in links_of(piece)]
            if not links:
                yield f"{file.new} {file.hunks[0].header} has no link"
            for link in links:
                step, anchor = target(link)
                if anchor not in {anchor for _, anchor in headings(step)}:
                    yield f"{file.new}: no heading of {step.page} is #{anchor}"
                if not contains(step, changed, {file.old, file.new}):
                    yield f"{file.new} {file.hunks[0].header} is not in {step.page}"


def links_of(piece: Tag) -> list[Tag]:
    """Return the links that explain a piece: its own, or those of the hunk that it is."""
    own = piece.select(".piece-head a")
    return own or piece.find_all_previous("p", class_="hunk-head", limit=1)[0].select("a")


def contains(step: Step, changed: set[str], paths: set[str]) -> bool:
    """Tell whether a page writes one of some lines into a file, or has the command that does."""
    names = {Path(path).name for path in paths}
    for fence in step.blocks:
        mark = "" if fence.language == "diff" else "+"
        of_file = fence.title and Path(fence.title).name in names
        if of_file and changed & {mark + line for line in fence.lines}:
            return True
    commands = {BY_COMMAND[path] for path in paths & BY_COMMAND.keys()}
    return any(command in step.text for command in commands)


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_each_hunk_leads_to_steps_that_make_it(pair: Pair) -> None:
    assert list(faults(soup_of(pair))) == []


def test_a_hunk_that_its_step_does_not_make_is_found() -> None:
    soup = soup_of(PAIRS[1])
    planted = next(piece for piece in soup.select(".piece") if len(links_of(piece)) == 1)
    for line in planted.select("ins, del"):
        line.string = f"{line.get_text()[0]}planted\n"

    (fault,) = faults(soup)

    assert "is not in docs/03-models/" in fault


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_a_link_has_the_words_of_the_heading_that_it_leads_to(pair: Pair) -> None:
    for link in soup_of(pair).select(".hunk a, .story > a"):
        step, anchor = target(str(link["href"]))
        (line,) = [line for line, each in headings(step) if each == anchor]
        heading = re.sub(r"^#+ |[`*]", "", step.text.split("\n")[line - 1])
        named, _, under = link.get_text().partition(" · ")

        assert named == f"{step.name} {step.heading}"
        assert (under or step.heading) == heading


@pytest.mark.parametrize("line", ["+planted\n", "-planted\n"])
def test_a_hunk_that_no_step_made_is_refused(line: str) -> None:
    explainer = Explainer(history(), *(steps(stage)[-1] for stage in PAIRS[1]))
    header = "diff --git a/wsgi.py b/wsgi.py\n--- a/wsgi.py\n+++ b/wsgi.py\n"
    (file,) = parse_patch(f"{header}@@ -1,2 +1,2 @@\n{line}")

    with pytest.raises(WorkbookError, match=r"wsgi.py: no step made this hunk:\n@@ -1,2"):
        explainer.reasons(file, file.hunks[0])


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_the_patch_that_a_page_holds_makes_the_next_stage(pair: Pair, tmp_path: Path) -> None:
    made = tree_with(steps(pair[0])[-1], patch_of(soup_of(pair)), tmp_path)

    assert made == tree_of(steps(pair[1])[-1], tmp_path)


def test_a_patch_that_lost_a_line_does_not_apply(tmp_path: Path) -> None:
    patch = re.sub(r"\n\+[^+].*", "", patch_of(soup_of(PAIRS[3])), count=1)

    with pytest.raises(WorkbookError, match="git apply failed"):
        tree_with(steps(PAIRS[3][0])[-1], patch, tmp_path)


def test_a_file_that_steps_moved_is_followed_though_little_of_it_is_left() -> None:
    moved = soup_of(PAIRS[0]).select_one("#file-taskmaster-__init__-py")

    assert moved
    assert text_of(moved, "summary").startswith("moved app.py → taskmaster/__init__.py")
    assert "Moved in 02.1" in moved.get_text()


def test_long_files_are_folded_and_others_open_but_on_a_large_page() -> None:
    for change in soup_of(PAIRS[2]).select("details.change"):
        lines = sum(each.get_text().count("\n") for each in change.select("pre ins, pre del"))

        assert change.has_attr("open") == (lines <= LONG)
    assert not soup_of(PAIRS[0]).select("details[open]")


def test_the_tree_counts_every_file_once() -> None:
    soup = soup_of(PAIRS[1])
    same = [int(each.get_text().split()[0]) for each in soup.select(".diff-tree .same")]
    paths = {path for stage in PAIRS[1] for path in history().tree(steps(stage)[-1])}

    assert len(soup.select(".diff-tree a")) == len(soup.select("details.change"))
    assert len(soup.select(".diff-tree a")) + sum(same) == len(paths)
    assert {str(link["href"])[1:] for link in soup.select(".diff-tree a")} == {
        str(change["id"]) for change in soup.select("details.change")
    }


@pytest.mark.skipif(os.name == "nt", reason="replay types into bash")
def test_a_move_whose_old_place_is_taken_again_is_no_move(tiny: Tiny) -> None:
    tiny.step(console("$ git mv greeting.txt words.txt", "$ echo new > greeting.txt"))
    assert tiny.replay("--write").status == 0
    asked = (
        "from workbook.course.chapters import find_point as at\n"
        "from workbook.history.hunk_links import Explainer\n"
        "from workbook.history.followed_files import followed\n"
        "from workbook.history.history import history\n"
        "made, old, new = history(), at('1.1'), at('1.2')\n"
        "files = followed(made, old, new, Explainer(made, old, new))\n"
        "print(', '.join(f'{file.kind} {file.new}' for file in files))"
    )

    assert tiny.run("-c", asked).said == "changed greeting.txt, added words.txt\n"


def test_every_diff_of_two_stages_is_explained() -> None:
    made = history()
    ends = [steps(stage)[-1] for stage in stages()]
    for old, new in ((old, new) for at, old in enumerate(ends) for new in ends[at + 1 :]):
        explainer = Explainer(made, old, new)
        for file in followed(made, old, new, explainer):
            assert all(explainer.reasons(file, hunk) for hunk in file.hunks)
