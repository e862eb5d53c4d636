"""On paper: nothing to press, answers stay folded, changes do not, and few pages."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.drawn import draw_all
from tests.browser.test_drawn_diffs import TOO_WIDE

KINDS = (
    *("diffs/02-03/", "source/02-blueprints/18-whose-task/"),
    *("02-blueprints/12-a-title-is-a-text/", "exercises/01-undo-delete/"),
)
TO_PRESS = "button, input, select, .md-code__nav, .diff-switch, .explorer"
SHOWN = """all => all.filter(each => each.checkVisibility(
  {visibilityProperty: true, opacityProperty: true})).map(each => each.outerHTML)"""
# Of each note that can be folded: is it open on the screen, and does paper show what is in it?
OPEN = """all => all.map(each => each.open && !each.parentElement.closest("details:not([open])"))"""
INSIDE = """all => all.map(each => [...each.children].some(
  part => part.localName !== "summary" && part.checkVisibility()))"""
# What no browser splits between two sheets: what must not be split, and what scrolls.
KEPT_WHOLE = """all => all.map(each => getComputedStyle(each)).filter(
  style => style.breakInside !== "auto" || style.overflowY !== "visible").length"""
# What begins a line behind lines that come or go, and stands further in than the edge of all.
MOVED_IN = """all => all.flatMap(code => [...code.childNodes].filter(node => {
  if (node.nodeType !== Node.TEXT_NODE) return false;
  if (!["INS", "DEL"].includes(node.previousSibling?.nodeName)) return false;
  const range = document.createRange();
  range.setStart(node, 0);
  range.setEnd(node, 1);
  const edge = code.getBoundingClientRect().left + parseFloat(getComputedStyle(code).paddingLeft);
  return Math.abs(range.getBoundingClientRect().left - edge) > 1;
}).map(node => node.data))"""
PAGES = {  # of A4, at most
    "exercises/01-undo-delete/": 3,
    "02-blueprints/12-a-title-is-a-text/": 4,
}


def put_on_paper(page: Page) -> None:
    """Show a page as it is printed; a browser says so before, and the theme listens."""
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")


def opened(page: Page, address: str) -> None:
    """Open a page, and wait for what its scripts make."""
    page.goto(address)
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("path", KINDS)
def test_nothing_can_be_pressed_on_paper(site: str, page: Page, path: str) -> None:
    opened(page, site + path)
    put_on_paper(page)

    assert page.locator(TO_PRESS).evaluate_all(SHOWN) == []


@pytest.mark.parametrize("path", KINDS[2:])
def test_answers_and_hints_are_as_folded_as_on_the_screen(site: str, page: Page, path: str) -> None:
    opened(page, site + path)
    notes = page.locator("article details")
    before = notes.evaluate_all(OPEN)
    assert before
    put_on_paper(page)

    assert notes.evaluate_all(INSIDE) == before


def test_a_hint_that_is_open_is_printed_and_the_screen_is_as_before(site: str, page: Page) -> None:
    opened(page, f"{site}exercises/01-undo-delete/")
    hints = page.locator("article details")
    hints.nth(1).locator("summary").click()
    put_on_paper(page)
    assert hints.evaluate_all(INSIDE) == [False, True, False]

    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert hints.evaluate_all(OPEN) == [False, True, False]
    hints.first.locator("summary").click()
    assert hints.evaluate_all(INSIDE) == [True, True, False]


def test_all_of_a_diff_is_printed_but_of_what_is_given_the_names_alone(
    site: str, page: Page
) -> None:
    opened(page, f"{site}diffs/02-03/")
    page.get_by_role("button", name="Fold all").click()
    put_on_paper(page)
    given = page.locator(".asides .change")
    folded = page.locator("article details:not(.asides .change)")

    assert set(folded.evaluate_all(INSIDE)) == {True}
    assert set(given.evaluate_all(INSIDE)) == {False}
    assert len(given.locator("summary .count").evaluate_all(SHOWN)) == given.count()


def test_no_file_of_a_diff_waits_for_a_sheet_of_its_own(site: str, page: Page) -> None:
    opened(page, f"{site}diffs/02-03/")
    put_on_paper(page)

    boxes = page.locator(".change, .change .lines > code")
    assert boxes.count()
    assert boxes.evaluate_all(KEPT_WHOLE) == 0


def test_a_diff_is_printed_as_text_of_which_nothing_is_cut_off(site: str, page: Page) -> None:
    opened(page, f"{site}diffs/02-03/")
    page.get_by_role("button", name="Open all").click()
    draw_all(page)
    put_on_paper(page)
    page.set_viewport_size({"width": 720, "height": 1000})  # as wide as A4

    lines = page.locator(".piece:not(.asides *) > pre")
    assert page.locator(".drawn").evaluate_all(SHOWN) == []
    assert len(lines.evaluate_all(SHOWN)) == lines.count()
    assert lines.evaluate_all(TOO_WIDE) == []


def test_no_line_of_a_diff_stands_further_in_than_it_is(site: str, page: Page) -> None:
    opened(page, f"{site}diffs/02-03/")
    put_on_paper(page)

    lines = page.locator(".piece:not(.asides *) > pre > code")
    assert lines.count()
    assert lines.evaluate_all(MOVED_IN) == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_printed_on_few_sheets(site: str, page: Page, path: str) -> None:
    opened(page, site + path)
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))

    assert 1 <= len(sheets) <= PAGES[path]
