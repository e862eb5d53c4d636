"""A diff page by keyboard: few stops, the switch among the first, and a ring where one is."""

import re
from collections import Counter
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.contrast import contrast
from workbook.course.stages import stages

PAIRS = list(pairwise(stages()))
FIRST = 8  # stops up to the switch: the theme's own, and no more
AROUND = 36  # stops that are neither files nor links to steps, those to pages and sittings
MOST = 130
# What a stop is: a part of the switch, a file, a link to a step, or anything around them.
KIND = """stop => stop.matches("details.change > summary") ? "file"
  : stop.matches(":is(.hunk-head, .piece-head, .story) > a") ? "step"
  : stop.closest(".diff-switch") ? "switch" : "around" """
# All stops, in order: of radios with one name, the chosen one; and places that scroll, as well.
STOPS = f"""() => [...document.querySelectorAll("*")].filter(each => {{
  if (!each.checkVisibility({{ visibilityProperty: true }}) || each.disabled) return false;
  if (each.type === "radio" && !each.checked) return false;
  const scrolls = /auto|scroll/.test(getComputedStyle(each).overflowX)
    && each.scrollWidth > each.clientWidth;
  return each.tabIndex >= 0 || (scrolls && each.closest("article"));
}}).map({KIND})"""
RING = """stop => {
  const { outlineStyle, outlineColor, outlineWidth } = getComputedStyle(stop);
  const ground = getComputedStyle(document.body).backgroundColor;
  return [outlineStyle, parseFloat(outlineWidth), outlineColor, ground];
}"""


@pytest.fixture(params=PAIRS, ids=lambda pair: pair[1].number)
def path(request: pytest.FixtureRequest) -> str:
    """The path of each diff page in turn."""
    old, new = request.param
    return f"diffs/{old.number}-{new.number}/"


def stops(page: Page) -> list[str]:
    """Return the kind of each stop of a page, from its top to its end."""
    return [str(kind) for kind in page.evaluate(STOPS)]


def press_tab(page: Page) -> str:
    """Press Tab, and return the kind of the stop where it leads."""
    page.keyboard.press("Tab")
    return str(page.locator(":focus").evaluate(KIND))


def test_a_page_has_few_stops_and_the_switch_among_the_first(
    site: str, page: Page, path: str
) -> None:
    page.goto(site + path)
    found = stops(page)
    count = Counter(found)

    assert "switch" in [press_tab(page) for _ in range(FIRST)]
    assert count["file"] == page.locator("details.change:not(.asides *)").count()
    assert count["around"] + count["switch"] <= AROUND
    assert len(found) < MOST


def test_what_is_folded_costs_two_stops_a_file(site: str, page: Page, path: str) -> None:
    page.goto(site + path)
    page.get_by_role("button", name="Fold all").click()

    count = Counter(stops(page))
    assert count["file"] == count["step"] == page.locator(".diffs > details.change").count()


def test_the_first_stop_leads_past_the_navigation_of_a_phone(
    site: str, browser: Browser, path: str
) -> None:
    window = {"width": 390, "height": 800}
    with browser.new_context(viewport=window, reduced_motion="reduce") as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(site + path)
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text(re.compile("Skip to content"))
        page.keyboard.press("Enter")

        assert "switch" in [press_tab(page) for _ in range(3)]


def test_a_ring_shows_which_part_of_the_switch_the_keyboard_is_at(
    site: str, browser: Browser, scheme: str
) -> None:
    with browser.new_context(color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{site}diffs/02-03/")
        assert any(press_tab(page) == "switch" for _ in range(FIRST))

        for key in ("ArrowRight", "ArrowLeft", "Tab", "Tab"):
            style, width, *colours = page.locator(":focus").evaluate(RING)
            assert style == "solid"
            assert width >= 2
            assert contrast(*colours) >= 3
            page.keyboard.press(key)
