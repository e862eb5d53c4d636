"""What a page has of its theme at once, and the search, which is loaded when somebody asks."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support.small_site import build
from workbook.site.build import BUILDERS

STEP = "02-blueprints/6-a-blueprint/"
INDEX = re.compile(r"/search(_index)?\.json")
HEAVY = re.compile(r"/bundle\.|/search\.\w+\.min\.js|/search(_index)?\.json")
PLACE = ".md-search__input, .md-search__button"
LABELS = """inputs => inputs.map(
    input => document.querySelector(`label[for=${input.id}]`).textContent.trim())"""
SCHEME = "document.body.dataset.mdColorScheme"
# What is on its way to another colour two frames after somebody has chosen the other scheme.
FADING = """async () => {
  document.querySelector("[data-md-component=palette] label:not([hidden])").click();
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  return document.getAnimations().map(each => each.effect.target.tagName);
}"""

# Beyond the moment at which the theme's script closes what it finds open: its timer is shorter.
SETTLED = "new Promise(resolve => setTimeout(resolve, 500))"


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A window, in which no script may fail."""
    errors: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(error.stack or ""))
    yield page
    assert errors == []


def test_the_search_is_loaded_when_somebody_asks_for_it(site: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site + STEP, wait_until="networkidle")
    assert [url for url in asked if HEAVY.search(url)] == []

    page.keyboard.press("/")
    field = page.locator("input:focus")
    expect(field).to_be_visible()
    page.wait_for_load_state("networkidle")
    field.press_sequentially("whose task")

    page.locator("a:has(mark)", has_text="Whose task is it?").first.click()
    expect(page.locator("h1")).to_contain_text("Whose task is it?")
    assert [url for url in asked if not url.startswith((site, "data:", "blob:"))] == []


@pytest.mark.parametrize("width", [390, 1280])
def test_the_search_stays_open_at_a_part_of_a_page(site: str, browser: Browser, width: int) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        page.goto(site + STEP)
        page.goto(f"{site}{STEP}#{page.locator('article h2').last.get_attribute('id')}")

        page.keyboard.press("/")
        page.wait_for_function("document.documentElement.classList.contains('js')")
        page.evaluate(SETTLED)

        field = page.locator("input:focus")
        expect(field).to_be_visible()
        field.press_sequentially("whose task")
        expect(page.locator("a:has(mark)", has_text="Whose task is it?").first).to_be_visible()
        page.keyboard.press("Escape")  # no script keeps open what the reader closes
        expect(field).to_have_count(0)
        expect(page.locator("#__search")).not_to_be_checked()


def test_who_goes_past_the_search_by_keyboard_is_not_called_back(site: str, page: Page) -> None:
    page.goto(site + STEP)
    place = page.locator(PLACE).and_(page.locator(":focus"))
    for _ in range(8):
        if not place.count():
            page.keyboard.press("Tab")
    assert place.count()

    page.keyboard.press("Tab")
    page.wait_for_load_state("networkidle")  # the search has come meanwhile

    expect(page.locator(":focus")).to_have_count(1)
    assert not place.count()
    expect(page.locator("#__search")).not_to_be_checked()


def test_a_search_without_its_index_says_so(site: str, page: Page) -> None:
    page.route(INDEX, lambda route: route.fulfill(status=404, body=""))
    page.goto(site + STEP)

    page.locator(PLACE).first.click()

    expect(page.locator(".search-says")).to_contain_text("published without its index")
    expect(page.locator("#__search")).not_to_be_checked()


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_search_of_files_says_that_it_needs_a_server(
    builder: str, page: Page, tmp_path_factory: pytest.TempPathFactory
) -> None:
    page.goto(
        (build(builder, "# Home\n", tmp_path_factory.mktemp("small")) / "index.html").as_uri()
    )

    page.keyboard.press("/")

    expect(page.locator(".search-says")).to_contain_text("nox -s docs")


def test_the_scheme_is_the_systems_until_somebody_chooses(
    site: str, browser: Browser, scheme: str
) -> None:
    other = {"light": "slate", "dark": "default"}[scheme]
    with browser.new_context(color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(site + STEP)
        assert page.evaluate(SCHEME) == {"light": "default", "dark": "slate"}[scheme]

        page.locator("[data-md-component=palette] label:visible").click()
        assert page.evaluate(SCHEME) == other
        page.reload()

        assert page.evaluate(SCHEME) == other


def test_no_light_page_is_drawn_for_a_dark_system(site: str, browser: Browser) -> None:
    with browser.new_context(color_scheme="dark") as context:
        page = context.new_page()
        page.route(re.compile(r"/assets/theme\.js"), lambda route: route.abort())
        page.goto(site + STEP)

        assert page.evaluate(SCHEME) == "slate"


def test_no_colour_fades_into_that_of_the_other_scheme(site: str, page: Page) -> None:
    page.goto(site + STEP)
    page.evaluate("document.body.offsetWidth")  # drawn once

    assert page.evaluate(FADING) == []


def test_who_chooses_a_tab_has_chosen_it_on_every_page(site: str, page: Page) -> None:
    page.goto(f"{site}setup/")
    page.locator(".tabbed-labels label", has_text="Windows").first.click()
    assert {"macOS / Linux", "Windows"} & chosen(page) == {"Windows"}

    page.goto(f"{site}01-minimal/1-an-empty-project/")
    assert chosen(page) == {"Windows"}


def chosen(page: Page) -> set[str]:
    """Return what is said on the tabs that are chosen."""
    return set(page.locator(".tabbed-set > input:checked").evaluate_all(LABELS))


def test_the_columns_show_where_one_is(site: str, page: Page) -> None:
    page.goto(f"{site}05-deploy/44-a-back-up/")
    here = page.locator(".md-nav--primary .md-nav__link--active").last
    expect(here).to_be_in_viewport()

    page.locator("article h2").first.evaluate("heading => heading.scrollIntoView()")

    first = page.locator(".md-sidebar--secondary .md-nav__link").first
    expect(first).to_have_class(re.compile("active"))
