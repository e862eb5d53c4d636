"""The site in a real browser: whole, quiet, and legible at any width."""

import pytest
from playwright.sync_api import Browser, Request

from tests.browser.conftest import pages


def test_no_page_asks_another_host_or_reports_an_error(site: str, browser: Browser) -> None:
    asked: list[str] = []
    errors: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    with browser.new_context() as context:
        page = context.new_page()
        page.on("request", note)
        page.on("pageerror", lambda error: errors.append(str(error)))
        for path in pages():
            answer = page.goto(site + path, wait_until="networkidle")
            assert answer
            assert answer.ok

    assert not errors
    assert {url for url in asked if not url.startswith((site, "data:", "blob:"))} == set()


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_is_wider_than_the_window(site: str, browser: Browser, width: int) -> None:
    too_wide = []

    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        for path in pages():
            page.goto(site + path)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                too_wide.append(path)

    assert too_wide == []
