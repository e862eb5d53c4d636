"""The app in a real browser, with the mouse and with the keyboard alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from workbook.apps.environments import environment
from workbook.apps.ports import HOST, free_port
from workbook.apps.serving import start, stop
from workbook.course.stages import find_stage


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """A window at a fresh stage 01, without JavaScript."""
    folder, port = find_stage("01").folder, free_port()
    app = start(folder, environment(folder / "requirements.txt"), port, tmp_path / "app.log")
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"http://{HOST}:{port}/")
        yield page
    stop(app)


def test_a_task_is_added_completed_and_deleted(page: Page) -> None:
    page.get_by_label("What needs doing?").fill("Buy milk")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("Buy milk")).to_be_visible()

    page.get_by_role("button", name="Done: Buy milk").click()
    expect(page.get_by_role("button", name="Reopen: Buy milk")).to_be_visible()

    page.get_by_role("button", name="Delete: Buy milk").click()
    expect(page.get_by_text("Buy milk")).to_have_count(0)


def test_the_keyboard_alone_adds_a_task(page: Page) -> None:
    page.keyboard.press("Tab")
    page.keyboard.type("Call grandmother")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Call grandmother")).to_be_visible()


def test_a_refusal_is_said_beside_the_field(page: Page) -> None:
    page.get_by_role("button", name="Add").click()

    expect(page.get_by_label("What needs doing?")).to_have_accessible_description(
        "Give the task a title of 1 to 120 characters."
    )
