"""The diff pages in a real browser: the layouts, folding, and what is left without JavaScript."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.accessible import findings

WINDOWS = {"phone": {"width": 360, "height": 740}, "desktop": {"width": 1280, "height": 800}}


@pytest.fixture(params=WINDOWS)
def window(request: pytest.FixtureRequest, browser: Browser, scheme: str) -> Iterator[Page]:
    """A window of a phone and of a desktop, light and dark."""
    size = WINDOWS[request.param]
    with browser.new_context(viewport=size, color_scheme=scheme) as context:  # type: ignore[arg-type]
        yield context.new_page()


def is_wider_than_its_window(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def layout_of(page: Page, name: str) -> str | None:
    """Go to a file, and return the layout in which the beginning of it is drawn."""
    piece = page.locator(f"#{name} .piece").first
    piece.scroll_into_view_if_needed()
    expect(piece).to_have_attribute("data-layout", re.compile("."))
    return piece.get_attribute("data-layout")


def test_a_click_changes_the_layout_and_the_choice_is_remembered(site: str, window: Page) -> None:
    window.goto(f"{site}diffs/02-03/")
    side, unified = window.get_by_label("Side by side"), window.get_by_label("Unified")

    unified.check()
    assert layout_of(window, "file-readme-md") == "line-by-line"
    side.check()
    assert layout_of(window, "file-readme-md") == "side-by-side"
    assert window.locator("[data-layout='line-by-line']").count() == 0
    assert not is_wider_than_its_window(window)

    window.goto(f"{site}diffs/03-04/")
    expect(side).to_be_checked()
    assert window.locator("[data-layout='line-by-line']").count() == 0
    unified.check()
    window.reload()
    expect(unified).to_be_checked()


@pytest.mark.parametrize(("width", "chosen"), [(360, "Unified"), (1280, "Side by side")])
def test_the_first_layout_fits_the_window(
    site: str, browser: Browser, width: int, chosen: str
) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        page.goto(f"{site}diffs/02-03/")

        expect(page.get_by_label(chosen)).to_be_checked()


def test_the_keyboard_alone_changes_the_layout_and_folds(site: str, page: Page) -> None:
    page.goto(f"{site}diffs/02-03/")
    page.get_by_label("Side by side").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("Unified")).to_be_checked()
    assert layout_of(page, "file-readme-md") == "line-by-line"
    page.get_by_label("Unified").focus()

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Fold all")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.locator("details.change[open]").count() == 0

    first = page.locator("details.change").first
    first.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(first).to_have_attribute("open", "")
    expect(first.locator(".drawn").first).to_be_visible()


def test_a_long_file_is_drawn_when_it_is_opened(site: str, window: Page) -> None:
    window.goto(f"{site}diffs/03-04/")
    folded = window.locator("details.change:not([open])").first
    name = str(folded.get_attribute("id"))
    assert folded.locator(".drawn").count() == 0

    window.locator(f"#{name} > summary").click()

    expect(window.locator(f"#{name} .drawn").first).to_be_visible()


def test_the_tree_leads_to_a_file_and_unfolds_it(site: str, page: Page) -> None:
    page.goto(f"{site}diffs/03-04/")
    name = str(page.locator("details.change:not([open])").first.get_attribute("id"))

    page.get_by_text("In their folders").click()
    page.locator(f".diff-tree a[href='#{name}']").click()

    expect(page.locator(f"#{name}")).to_have_attribute("open", "")
    expect(page.locator(f"#{name} > summary")).to_be_in_viewport()


def test_what_is_far_away_is_text_that_can_be_found(site: str, page: Page) -> None:
    page.goto(f"{site}diffs/02-03/")
    page.locator(".drawn").first.wait_for()
    far = page.locator("#file-taskmaster-pages-py .piece").last
    text = str(far.locator("ins").last.text_content()).rstrip("\n")
    line = text.split("\n")[-1].removeprefix("+").strip()

    assert page.locator(".drawn").count() < page.locator(".piece").count() / 4
    assert far.locator(".drawn").count() == 0
    assert page.evaluate("line => find(line)", line)
    expect(far.locator(".drawn")).to_be_visible()  # as the browser has gone there
    expect(far.locator("pre")).to_be_hidden()


@pytest.mark.parametrize("name", ["file-taskmaster-store-py", "file-migrations-env-py"])
def test_a_link_leads_to_a_file_while_what_is_around_it_is_drawn(
    site: str, page: Page, name: str
) -> None:
    page.goto(f"{site}diffs/02-03/#{name}")

    expect(page.locator(f"#{name} .drawn").first).to_be_visible()
    expect(page.locator(f"#{name} > summary")).to_be_in_viewport()


def test_a_link_of_a_hunk_leads_to_the_heading_of_its_step(site: str, page: Page) -> None:
    page.goto(f"{site}diffs/02-03/")

    page.locator("#file-gitignore .hunk-head a").click()

    page.wait_for_url(f"{site}03-models/2-a-first-table/#*")  # loaded as a whole
    anchor = page.url.partition("#")[2]
    assert page.locator(f"#{anchor}").count() == 1


def test_without_javascript_the_diff_is_text_in_colours(site: str, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site}diffs/02-03/")

        lines = page.locator("#file-gitignore pre")
        expect(lines).to_be_visible()
        expect(lines).to_contain_text("+instance/")
        colour = lines.locator("ins").evaluate("line => getComputedStyle(line).backgroundColor")
        assert colour not in ("rgba(0, 0, 0, 0)", "transparent")
        page.locator("details.change:not([open]) > summary").first.click()
        page.goto(f"{site}diffs/")
        expect(page.get_by_text("The comparison needs JavaScript.")).to_be_visible()


def test_what_draws_is_fetched_when_there_is_something_to_draw(site: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}diffs/01-02/")  # all of it is folded
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "diff2html" in url and url.endswith(".js")]

    page.locator(".change > summary").first.click()

    expect(page.locator(".drawn").first).to_be_visible()


def test_without_what_draws_the_text_stays(site: str, page: Page) -> None:
    page.route("**/diff2html-*.js", lambda route: route.abort())
    page.goto(f"{site}diffs/02-03/#file-gitignore")

    expect(page.get_by_text("Layout")).to_have_count(0)  # there is nothing to choose any more
    expect(page.locator("#file-gitignore pre")).to_be_visible()
    assert page.locator(".drawn, .piece > pre[hidden]").count() == 0
    page.get_by_role("button", name="Fold all").click()
    assert page.locator("details.change[open]").count() == 0


def test_axe_finds_nothing_serious(site: str, browser: Browser, scheme: str) -> None:
    with browser.new_context(color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        for path in ("diffs/02-03/", "diffs/?from=02.3&to=02.4"):
            page.goto(site + path)
            page.locator(".piece").first.scroll_into_view_if_needed()
            page.locator(".drawn").first.wait_for()

            assert findings(page, "article") == []
