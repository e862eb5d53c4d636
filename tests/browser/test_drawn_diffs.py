"""What a diff page draws in a real browser: git's lines and numbers, and none of them cut off."""

from itertools import pairwise

import pytest
from playwright.sync_api import Page

from tests.browser.drawn import (
    bring_all,
    by_git,
    changed_by_git,
    draw_all,
    drawn,
    other_colours,
    side,
    unified,
)
from tests.browser.test_diffs import is_wider_than_its_window
from workbook.course.stages import Stage, stages

PAIRS = list(pairwise(stages()))
# Where each row of a table is, and how high; what the page names already is no row.
PLACES = """tables => tables.map(table => [...table.rows]
  .filter(row => row.checkVisibility())
  .map(row => row.getBoundingClientRect())
  .map(({ top, height }) => [Math.round(top), Math.round(height)]))"""
# What a builder, or a script, may do to a piece before it is drawn.
PLANTED = {
    "a wrong number": """piece => {
      piece.dataset.at = piece.dataset.at.replace(/[+](\\d+)/, (_, line) => `+${+line + 1}`);
    }""",
    "a lost blank line": """piece => {
      const runs = [...piece.querySelectorAll("ins")];
      const run = runs.find(each => each.textContent.includes("\\n+\\n"));
      run.textContent = run.textContent.replace("\\n+\\n", "\\n");
    }""",
}
TOO_WIDE = """parts => parts.filter(part => part.scrollWidth > part.clientWidth + 1)
  .map(part => part.outerHTML)"""


def open_all(page: Page, site: str, pair: tuple[Stage, Stage], layout: str) -> None:
    """Open a diff page with all its files, in a layout, and have it drawn."""
    page.goto(f"{site}diffs/{pair[0].number}-{pair[1].number}/")
    page.get_by_label(layout).check()
    page.get_by_role("button", name="Open all").click()
    draw_all(page)


def unlike_git(page: Page, pair: tuple[Stage, Stage]) -> list[str]:
    """Return the anchor of each file of which a unified page shows something else than git."""
    return [
        anchor
        for anchor, paths, hunks in drawn(page)
        if hunks != [(head, unified(lines)) for head, lines in by_git(*pair, paths)]
    ]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[1].number)
def test_unified_each_line_and_its_numbers_are_those_of_git(
    site: str, page: Page, pair: tuple[Stage, Stage]
) -> None:
    open_all(page, site, pair, "Unified")

    assert unlike_git(page, pair) == []
    shown = {path for _, paths, _ in drawn(page) for path in paths}
    assert shown == changed_by_git(*pair)


@pytest.mark.parametrize("fault", PLANTED)
def test_a_line_that_is_not_as_git_has_it_is_found(site: str, page: Page, fault: str) -> None:
    page.goto(f"{site}diffs/02-03/")
    page.get_by_label("Unified").check()
    bring_all(page)
    page.locator("#file-taskmaster-faults-py .piece").nth(1).evaluate(PLANTED[fault])
    page.locator("#file-taskmaster-faults-py > summary").click()
    draw_all(page)

    page.locator("details:is(.change, .asides):not([open])").evaluate_all(
        "all => all.forEach(each => each.remove())"
    )
    assert unlike_git(page, PAIRS[1]) == ["file-taskmaster-faults-py"]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[1].number)
def test_side_by_side_each_line_and_its_number_are_those_of_git(
    site: str, page: Page, pair: tuple[Stage, Stage]
) -> None:
    open_all(page, site, pair, "Side by side")
    for anchor, paths, hunks in drawn(page):
        said = by_git(*pair, paths)
        assert [head for head, _ in hunks] == [head for head, _ in said], anchor
        for (head, tables), (_, lines) in zip(hunks, said, strict=True):
            if len({line.mark for line in lines}) == 1:  # beside nothing, so it has all the room
                assert tables == unified(lines), f"{anchor} {head}"
                continue
            left, right = tables
            assert list(filter(None, left)) == side(lines, "+"), f"{anchor} {head}"
            assert list(filter(None, right)) == side(lines, "-"), f"{anchor} {head}"
            rows = [(old[1:], new[1:]) for old, new in zip(left, right, strict=True)]
            context = [row for row in rows if any(text[:1] == [" "] for text in row)]
            assert all(old == new for old, new in context), f"{anchor} {head}: not in one row"


def test_words_that_differ_inside_a_line_are_marked(site: str, page: Page) -> None:
    page.goto(f"{site}diffs/02-03/")
    draw_all(page)
    readme = page.locator("#file-readme-md")

    assert "second" in readme.locator(".drawn del").all_inner_texts()
    assert "third" in readme.locator(".drawn ins").all_inner_texts()


@pytest.mark.parametrize("layout", ["Side by side", "Unified"])
def test_a_drawn_line_has_the_colours_that_it_has_as_text(
    site: str, page: Page, layout: str
) -> None:
    open_all(page, site, PAIRS[1], layout)
    assert other_colours(page) == []

    line = page.locator("#file-taskmaster-pages-py .d2h-ins .k").first
    line.evaluate("word => word.className = 's'")
    assert other_colours(page) == ["file-taskmaster-pages-py"]


def test_a_long_line_wraps_beside_its_other_side(site: str, page: Page) -> None:
    open_all(page, site, PAIRS[1], "Side by side")

    sides = page.locator(".d2h-file-side-diff tbody").evaluate_all(PLACES)
    for left, right in zip(sides[::2], sides[1::2], strict=True):
        assert left == right
    heights = {height for side in sides for _, height in side}
    assert max(heights) >= 2 * min(heights)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("layout", ["Side by side", "Unified"])
def test_nothing_of_a_diff_scrolls_or_is_cut_off(
    site: str, page: Page, layout: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    open_all(page, site, PAIRS[1], layout)

    assert not is_wider_than_its_window(page)
    parts = page.locator(".drawn :is(.d2h-file-wrapper, .d2h-file-diff, td, td > div)")
    assert parts.evaluate_all(TOO_WIDE) == []
