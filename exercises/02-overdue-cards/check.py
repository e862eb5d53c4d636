"""02.overdue-cards: the dashboard shows what is overdue, with the cards of the list."""

import re
from datetime import UTC, datetime, timedelta

from kit import Browser, Copy, Page, need, need_equal, read_text

TITLES = ["Bread", "Milk", "Soap", "Tea"]
CARD = "taskmaster/templates/components/card.html"
MARK = "shown-by-the-component"


def _day(days: int) -> str:
    return (datetime.now(UTC).date() + timedelta(days=days)).isoformat()


def _shop(copy: Copy) -> Browser:
    """Add four tasks: Milk and Bread are overdue, Soap is due later, and Tea was done in time."""
    browser = copy.member()
    browser.add("Bread", due_on=_day(-3))
    browser.add("Milk", due_on=_day(-1))
    browser.add("Soap", due_on=_day(2))
    browser.add("Tea", due_on=_day(-1))
    browser.press("Done: Tea", at="/tasks/")
    return browser


def _dashboard(browser: Browser) -> Page:
    return browser.open("/analytics/")


def shows_overdue(copy: Copy) -> None:
    """The dashboard shows the tasks that are overdue, and no others."""
    page = _dashboard(_shop(copy))
    need_equal(sorted(page.order(TITLES)), ["Bread", "Milk"], "The dashboard shows")


def buttons(copy: Copy) -> None:
    """Each stands there with its buttons, and *Done* makes it done."""
    browser = _shop(copy)
    need(_dashboard(browser).buttons("Delete: Milk"), "The dashboard has no 'Delete: Milk'.")
    browser.press("Done: Milk")
    left = _dashboard(browser).order(TITLES)
    need_equal(left, ["Bread"], "After Done of Milk, the dashboard shows")


def one_component(copy: Copy) -> None:
    """Dashboard and list share one card: who changes the component changes both."""
    card = copy.folder / CARD
    begins = r"(\{% macro task_card\b[^%]*%\})"
    marked = re.sub(begins, rf"\1<b>{MARK}</b>", read_text(card))
    need(MARK in marked, f"{CARD} has no macro task_card any more.")
    card.write_text(marked, encoding="utf-8")
    browser = _shop(copy)
    said = "The component task_card was changed, and the cards {} did not change with it."
    need(browser.open("/tasks/").shows(MARK), said.format("of the list"))
    need(_dashboard(browser).shows(MARK), said.format("on the dashboard"))


def nothing_overdue(copy: Copy) -> None:
    """Where nothing is overdue, the dashboard has no card."""
    browser = copy.member()
    browser.add("Soap", due_on=_day(2))
    need(not _dashboard(browser).order(TITLES), "Soap is not overdue, and the dashboard shows it.")
