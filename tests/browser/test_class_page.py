"""The page of a class, on a phone and on a desk, by day and by night."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.engine.classroom.test_feedback import ABSENT, CLASS
from tests.support.accessible import ALL, findings
from workbook.classroom.feedback import as_html
from workbook.classroom.likeness import Line, Pair, Passage
from workbook.classroom.page import page
from workbook.classroom.standing import Standing

LONG = "W" * 120  # a name, a word of an error, or a line that nothing breaks
WHY = f"{LONG}Error: {LONG}; {LONG}.py, line 3: {LONG}"
STOPS = Standing(LONG, step="02.39", heading="A feature goes", whole=True, why=WHY, again=True)
LINES = (Line(8, "def of_the_chapter():", False), Line(9, f"    {LONG}", True))
SIDES = (Passage(f"{LONG}.py", LINES), Passage("app.py", (*LINES, Line(30, "x = 1", True))))
ALIKE = [Pair((LONG, "ada"), (90, 80), (SIDES,))]
WIDTHS = [390, 760, 1280]  # the narrowest with a table is between


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of a class with all that may stand in it."""
    file = tmp_path_factory.mktemp("class") / "class.html"
    text = page([*CLASS, STOPS], [*ABSENT, LONG + LONG], ALIKE, f"week 1: {LONG}", "2026-11-29")
    file.write_text(text, encoding="utf-8")
    return file.as_uri()


def opened(browser: Browser, address: str, width: int, scheme: str) -> Page:
    """Open the page in a window, and all that is folded in it."""
    size = ViewportSize(width=width, height=800)
    page = browser.new_page(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(address)
    page.locator("details").evaluate_all("all => all.forEach(each => { each.open = true })")
    return page


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    browser: Browser, address: str, width: int, scheme: str, tmp_path: Path
) -> None:
    (tmp_path / "feedback.html").write_text(as_html(STOPS), encoding="utf-8")
    for each in (address, (tmp_path / "feedback.html").as_uri()):
        with opened(browser, each, width, scheme) as page:
            assert findings(page, impacts=ALL) == []
            assert page.locator(":root").evaluate("root => root.scrollWidth") == width


def test_a_phone_shows_a_card_of_each_and_a_desk_a_table(browser: Browser, address: str) -> None:
    with opened(browser, address, 390, "light") as phone:
        cells = phone.locator("tr:has-text('ada') td:visible")
        words = cells.evaluate_all(
            "all => all.map(td => getComputedStyle(td, '::before').content + td.innerText)"
        )
        assert [word.split("\n")[0] for word in words] == [
            '"Step"01.6 A stylesheet',
            '"Starts"yes',
            '"Stories"1 of 2',
            '"Exercises"1 of 2',
        ]
        tops = cells.evaluate_all("all => all.map(td => td.getBoundingClientRect().top)")
        assert tops == sorted(set(tops))
        assert phone.locator("tr:has-text('bob') td:visible").all_inner_texts() == [
            "It holds more than 50 MB."
        ]
    with opened(browser, address, 1280, "light") as desk:
        cells = desk.locator("tr:has-text('ada') > *")
        tops = cells.evaluate_all("all => all.map(td => td.getBoundingClientRect().top)")
        assert len(tops) == 5
        assert len(set(tops)) == 1


def test_a_name_of_who_needs_help_leads_to_its_row(browser: Browser, address: str) -> None:
    with opened(browser, address, 390, "light") as page:
        page.locator("section").get_by_role("link", name="Zoë").click()

        assert page.locator("tr:target th").inner_text() == "Zoë"
        assert page.locator("tr:target").bounding_box()


def test_headings_lead_through_the_page(browser: Browser, address: str) -> None:
    with opened(browser, address, 1280, "light") as page:
        heads = page.get_by_role("heading").evaluate_all("all => all.map(h => h.tagName)")
        assert heads == ["H1", "H2", "H2", "H2"]
