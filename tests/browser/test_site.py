"""The site in a real browser: whole, quiet, and legible at any width."""

import pytest
from playwright.sync_api import Browser, Page, Request

from tests.browser.conftest import kind, pages_to_open

WIDTHS = (1280, 360)


def test_each_page_is_quiet_and_no_wider_than_the_window(
    request: pytest.FixtureRequest, site: str, browser: Browser
) -> None:
    asked: list[str] = []
    errors: list[str] = []
    too_wide: list[str] = []
    kinds: set[str] = set()

    def note(request: Request) -> None:
        asked.append(request.url)

    with browser.new_context(viewport={"width": WIDTHS[0], "height": 800}) as context:
        page = context.new_page()
        page.on("request", note)
        page.on("pageerror", lambda error: errors.append(str(error)))
        for path in pages_to_open(request):
            is_known = kind(path) in kinds
            answer = page.goto(site + path, wait_until="load" if is_known else "networkidle")
            kinds.add(kind(path))
            assert answer
            assert answer.ok
            too_wide += [f"{path} at {width}" for width in WIDTHS if is_wider(page, width)]
            page.set_viewport_size({"width": WIDTHS[0], "height": 800})

    assert not errors
    assert {url for url in asked if not url.startswith((site, "data:", "blob:"))} == set()
    assert too_wide == []


def is_wider(page: Page, width: int) -> bool:
    """Tell whether a page has to be scrolled sideways in a window of a width."""
    page.set_viewport_size({"width": width, "height": 800})
    return int(page.evaluate("document.documentElement.scrollWidth")) > width
