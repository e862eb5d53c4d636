"""The explorer in a real browser: its lists, its address, and the patch that it makes."""

import re
from itertools import pairwise, permutations
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.browser.drawn import bring_all, draw_all, other_colours
from tests.browser.test_diffs import is_wider_than_its_window
from tests.support.patched import tree_of, tree_with
from workbook.course.chapters import find_point, steps
from workbook.course.stages import stages
from workbook.history.history import history

# As the page itself reads what it draws.
PATCH = """() => [...document.querySelectorAll("details.change")].map(
    (change) => change.dataset.header + [...change.querySelectorAll(".piece")].map(
        (piece) => `${piece.dataset.at}\\n${piece.querySelector("pre").textContent}`
    ).join("")
).join("")"""

# What is coloured of the text of each file, and how.
COLOURS = """() => Object.fromEntries(
    [...document.querySelectorAll("details.change")].map((change) => [
        change.id,
        [...change.querySelectorAll("pre span[class]")].map(
            ({ className, textContent }) => [className, textContent]
        ),
    ])
)"""

LISTED = """groups => groups.map(
    group => [group.label, ...[...group.children].map(option => option.textContent)])"""


def says(page: Page, text: str) -> None:
    expect(page.locator("article").get_by_role("status")).to_contain_text(text)


def test_the_lists_choose_and_the_address_follows(site: str, page: Page) -> None:
    page.goto(f"{site}diffs/")
    says(page, "From 01 to 02, ")
    said = page.locator("article").get_by_role("status").inner_text()
    files, added, moved, changed, gone, untouched = map(int, re.findall(r"\b\d+\b", said)[2:])
    assert files == added + moved + changed + gone
    assert len(history().tree(find_point("01"))) == moved + changed + gone + untouched
    assert len(history().tree(find_point("02"))) == added + moved + changed + untouched

    page.get_by_label("From", exact=True).select_option("02.7")
    page.get_by_label("To", exact=True).select_option("02.8")

    says(page, "From 02.7 to 02.8,")
    assert page.url == f"{site}diffs/?from=02.7&to=02.8"
    expect(page.locator("#file-taskmaster-tasks-forms-py summary")).to_contain_text("added")
    expect(page.locator(".drawn").first).to_be_visible()
    page.go_back()
    says(page, "From 02.7 to 02,")
    page.go_back()
    says(page, "From 01 to 02,")
    expect(page.get_by_label("From", exact=True)).to_have_value("01")


def test_each_list_has_every_stage_and_every_step_under_it(site: str, page: Page) -> None:
    page.goto(f"{site}diffs/")
    says(page, "From 01 to 02, ")

    expected = [
        [f"{stage.number} {stage.title}", f"{stage.number} as a whole"]
        + [f"{step.name} {step.heading}" for step in steps(stage)]
        for stage in stages()
    ]
    for name in ("From", "To"):
        groups = page.get_by_label(name, exact=True).locator("optgroup")
        assert groups.evaluate_all(LISTED) == expected


def test_each_line_has_the_colours_that_the_diff_pages_give_it(site: str, page: Page) -> None:
    page.goto(f"{site}diffs/02-03/")
    bring_all(page)
    said = page.evaluate(COLOURS)
    page.goto(f"{site}diffs/?from=02&to=03")
    says(page, "From 02 to 03,")

    assert said["file-taskmaster-pages-py"]
    assert page.evaluate(COLOURS) == said
    draw_all(page)
    assert other_colours(page) == []


def test_the_keyboard_alone_chooses(site: str, page: Page) -> None:
    page.goto(f"{site}diffs/?from=03.1&to=03.2")
    says(page, "From 03.1 to 03.2,")

    page.get_by_label("From", exact=True).focus()
    page.keyboard.press("ArrowDown")
    says(page, "03.2 and 03.2 hold the same.")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    says(page, "From 03.2 to 03.3,")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    says(page, "From 03.3 to 03.2,")
    assert page.url.endswith("?from=03.3&to=03.2")


@pytest.mark.parametrize("width", [360, 1280])
def test_a_shared_address_shows_the_same_and_asks_no_other_host(
    site: str, browser: Browser, scheme: str, width: int
) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    window = {"width": width, "height": 800}
    with browser.new_context(viewport=window, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.on("request", note)
        page.goto(f"{site}diffs/?from=01.6&to=02.1#file-taskmaster-__init__-py")

        says(page, "From 01.6 to 02.1,")
        summary = page.locator("#file-taskmaster-__init__-py > summary")
        expect(summary).to_contain_text("moved app.py → taskmaster/__init__.py")
        expect(summary).to_be_in_viewport()
        assert not is_wider_than_its_window(page)
    assert {url for url in asked if not url.startswith((site, "data:", "blob:"))} == set()


@pytest.mark.parametrize("word", ["09", "02.77", "x", ""])
def test_a_step_that_is_not_there_is_said(site: str, page: Page, word: str) -> None:
    page.goto(f"{site}diffs/?from=01&to={word}")

    says(page, f"There is no stage or step {word}")
    expect(page.locator("details.change")).to_have_count(0)
    page.get_by_label("To", exact=True).select_option("01.2")
    says(page, "From 01 to 01.2,")


def test_data_that_does_not_come_is_said(site: str, page: Page) -> None:
    page.route("**/texts-03.json", lambda route: route.fulfill(status=404))
    page.goto(f"{site}diffs/?from=03.1&to=03.3")

    says(page, "The comparison cannot be made: texts-03.json cannot be read: 404.")


def test_the_patch_of_any_two_stages_makes_the_one_of_the_other(
    site: str, page: Page, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    # The page is the same whoever built the site: one shows every pair, the other the neighbours.
    every = request.node.callspec.params["site"] == "Material for MkDocs"

    for old, new in permutations(stages(), 2) if every else pairwise(stages()):
        page.goto(f"{site}diffs/?from={old.number}&to={new.number}")
        says(page, f"From {old.number} to {new.number},")

        before, after = steps(old)[-1], steps(new)[-1]
        assert tree_with(before, str(page.evaluate(PATCH)), tmp_path) == tree_of(after, tmp_path)
