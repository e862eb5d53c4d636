"""Slides in a real browser: led by keyboard, readable, whole on each slide, and from here alone."""

import re
from collections.abc import Iterator

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import shared_by_workers
from tests.support.accessible import findings
from workbook.core.paths import DOCS
from workbook.course.stages import stages
from workbook.site.generated import write_pages
from workbook.site.teaching.hours import hours

DECKS = [hour.slides for stage in stages() for hour in hours(stage)]
TOO_HIGH = """slides => slides.map((slide, at) => {
    slide.style.display = "block";
    const found = [at + 1, slide.scrollHeight];
    slide.style.display = "";
    return found;
}).filter(found => found[1] > 720)"""


@pytest.fixture(scope="module", autouse=True)
def made(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Slides are files as they are, so no builder is needed; none may copy docs/ meanwhile."""
    with FileLock(shared_by_workers(tmp_path_factory) / "site.lock"):
        write_pages()


@pytest.fixture
def slides(browser: Browser, scheme: str) -> Iterator[Page]:
    """A projector in each colour scheme."""
    with browser.new_context(
        viewport={"width": 1280, "height": 720},
        color_scheme="dark" if scheme == "dark" else "light",
    ) as context:
        yield context.new_page()


def test_the_arrow_keys_lead_through_slides_that_can_be_read(slides: Page) -> None:
    asked: list[str] = []
    slides.on("request", lambda request: asked.append(request.url))
    slides.goto((DOCS / DECKS[0]).as_uri())
    expect(slides.get_by_role("heading", name="A list that grows by a form")).to_be_visible()

    for name in ("An empty project", "A folder with a history"):
        slides.keyboard.press("ArrowRight")
        expect(slides.get_by_role("heading", name=name)).to_be_visible()
        assert findings(slides, rules=("color-contrast", "image-alt", "list")) == []
    expect(slides).to_have_url(re.compile("#/2$"))  # so a reload stays there
    slides.keyboard.press("ArrowLeft")
    expect(slides.get_by_role("heading", name="An empty project")).to_be_visible()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def test_no_slide_has_more_than_fits_on_it(browser: Browser) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 720}) as context:
        page = context.new_page()
        wrong = {}
        for deck in DECKS:
            page.goto((DOCS / deck).as_uri())
            page.wait_for_function("window.Reveal?.isReady()")
            if found := page.eval_on_selector_all(".slides > section", TOO_HIGH):
                wrong[deck] = found

    assert wrong == {}


def test_on_an_upright_phone_slides_are_read_as_a_page(browser: Browser) -> None:
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        page.goto((DOCS / DECKS[3]).as_uri())
        page.wait_for_load_state()
        code = page.locator(".slides pre")
        sizes = code.evaluate_all("all => all.map(each => each.getBoundingClientRect().width)")

        assert min(sizes) > 300  # nothing is scaled, as a slide of 1280 pixels would be
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        expect(page.locator(".notes").first).to_be_hidden()
        page.set_viewport_size({"width": 844, "height": 390})
        page.wait_for_function("window.Reveal?.isReady()")
