"""The first page in a real browser: one screen that says it all, and one thing to press."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.support.accessible import ALL, findings

DESK: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
PRESS = ".md-content .md-button"
# What newcomers see before they scroll.
AT_ONCE = ("h1", PRESS, ".app img:visible", ".layers img:visible", ".chapters")


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def first(
    request: pytest.FixtureRequest, site: str, browser: Browser, scheme: str
) -> Iterator[Page]:
    """The first page at a desk and on a phone, by day and by night."""
    with browser.new_context(viewport=request.param, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(site)
        page.locator("article button").first.wait_for(state="attached")  # the theme adds it
        yield page


def bottom(part: Locator) -> float:
    box = part.bounding_box()
    assert box
    return box["y"] + box["height"]


def below(page: Page, *parts: str) -> list[str]:
    """Return what cannot be seen at once, of some parts of a page."""
    size = page.viewport_size
    assert size
    return [each for each in parts if bottom(page.locator(each)) > size["height"]]


def too_wide(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def test_it_fits_its_window_and_axe_finds_nothing(first: Page) -> None:
    assert not too_wide(first)
    assert findings(first, "article", ALL) == []


def test_a_part_that_is_too_wide_or_too_faint_is_told(first: Page) -> None:
    first.add_style_tag(
        content=".chapters { min-width: 2000px } .welcome p { color: #777 !important }"
    )

    assert too_wide(first)
    assert {each.split()[0] for each in findings(first, "article", ALL)} == {"color-contrast"}


@pytest.mark.parametrize("first", [DESK], ids=["desk"], indirect=True)
def test_one_screen_shows_the_app_the_layers_and_the_chapters(first: Page) -> None:
    assert below(first, *AT_ONCE) == []

    first.add_style_tag(content=".app img { min-height: 30rem }")
    assert below(first, *AT_ONCE) == [".layers img:visible", ".chapters"]


@pytest.mark.parametrize("first", [PHONE], ids=["phone"], indirect=True)
def test_a_phone_shows_at_once_what_to_press(first: Page) -> None:
    assert below(first, "h1", PRESS) == []


@pytest.mark.parametrize("first", [DESK], ids=["desk"], indirect=True)
def test_each_chapter_stands_beside_its_bar(first: Page) -> None:
    drawing = first.locator(".layers img:visible").bounding_box()
    beside = [each.bounding_box() for each in first.locator(".chapters li").all()]
    assert drawing

    height = (drawing["height"] - 26) / len(beside)
    for at, box in enumerate(beside):
        assert box
        assert box["y"] - drawing["y"] == pytest.approx(26 + at * height, abs=8)


def test_the_pictures_are_those_of_the_scheme(first: Page, scheme: str) -> None:
    shown = [str(each.get_attribute("src")) for each in first.locator("article img:visible").all()]

    assert [f"-{scheme}." in each for each in shown] == [True, True]
    loaded = "images => images.every(image => image.complete && image.naturalWidth)"
    assert first.locator("article img:visible").evaluate_all(loaded)


def test_one_thing_is_there_to_press_and_it_leads_to_the_plan(site: str, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(site)
        expect(page.locator(PRESS)).to_have_count(1)
        page.locator(PRESS).click()

        assert page.url == f"{site}plan/"
        expect(page.locator("h1")).to_contain_text("Plan")


def test_the_annotated_source_is_called_so_wherever_it_is_led_to(
    site: str, browser: Browser
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(site)
        page.locator("article").get_by_role("link", name="the annotated source").first.click()

        expect(page.locator("h1")).to_contain_text("The annotated source")
        expect(page.locator(".md-nav--primary")).to_contain_text("The annotated source")
