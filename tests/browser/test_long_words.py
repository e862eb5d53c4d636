"""Long words on a narrow screen: no page gets wider than the window, whatever is typed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from workbook.apps.environments import environment
from workbook.apps.ports import HOST, free_port
from workbook.apps.serving import start, stop
from workbook.course.stages import find_stage

WIDTH = 360
WORD = "https://example.com/"
TITLE = WORD.ljust(120, "W")
FIELDS = {
    "title": TITLE,
    "notes": WORD.ljust(2000, "W"),
    "tags": ", ".join(letter * 30 for letter in "VWXYZ"),
}
REFUSED = {"title": "W" * 500, "notes": "W" * 2500, "tags": "W" * 500}
NAME = "W" * 30


@pytest.fixture(params=["01", "02"])
def page(request: pytest.FixtureRequest, browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """A narrow window at a fresh app; the pages of 02 are those of every later stage."""
    folder, port = find_stage(request.param).folder, free_port()
    app = start(folder, environment(folder / "requirements.txt"), port, tmp_path / "app.log")
    where = f"http://{HOST}:{port}"
    size = ViewportSize(width=WIDTH, height=800)
    with browser.new_context(base_url=where, viewport=size, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/")
        yield page
    stop(app)


def send(page: Page, path: str, **fields: str) -> None:
    """Type into the fields of a form, and press its button; the page that answers is narrow."""
    page.goto(path)
    for name, text in fields.items():
        page.locator(f"main [name={name}]").fill(text)
    fits(page)
    form = page.locator("main form", has=page.locator(f"[name={next(iter(fields))}]"))
    form.locator("button").click()
    page.wait_for_load_state()  # a page without its style sheet yet has another width
    fits(page)


def fits(page: Page, path: str = "") -> None:
    """Hold that a page is as wide as the window, and no wider."""
    if path:
        page.goto(path)
    wide = page.locator(":root").evaluate("root => root.scrollWidth")
    assert wide <= WIDTH, f"{page.url} is {wide} pixels wide"


def test_no_page_is_wider_than_the_window(page: Page) -> None:
    if page.locator("input[name=title]").count():  # stage 01
        send(page, "/", title=TITLE)
        send(page, "/", title=REFUSED["title"])
        return
    send(page, "/auth/register", username="W" * 500, password="x")
    send(page, "/auth/login", username="W" * 500, password="x")
    send(page, "/auth/register", username=NAME, password="W" * 100)
    send(page, "/tasks/new", **FIELDS)
    send(page, "/tasks/new", **REFUSED)
    send(page, "/tasks/1/edit", **FIELDS)
    send(page, "/tasks/1/edit", **REFUSED)
    send(page, "/tasks/", tag="W" * 30, q=WORD.ljust(500, "W"))
    for path in ("/", "/analytics/", f"/{'w' * 500}", f"/tasks/?tag={'W' * 30}"):
        fits(page, path)
