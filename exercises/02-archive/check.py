"""02.archive: done tasks have a page of their own, and it is a feature that can go again."""

import shutil
from importlib import import_module

from kit import Browser, Copy, inside, need, need_equal

TITLES = ["Bread", "Milk", "Soap"]
PAGE = "/archive/"


def _shop(browser: Browser) -> None:
    """Add three tasks; Milk and Soap are done."""
    for title in TITLES:
        browser.add(title)
    for title in ("Milk", "Soap"):
        browser.press(f"Done: {title}", at="/tasks/")


def _need_page(browser: Browser) -> None:
    need(browser.status(PAGE) != 404, f"There is no page at {PAGE} yet.")


def shows_done(copy: Copy) -> None:
    """`/archive/` shows the tasks that are done, and no others."""
    browser = copy.member()
    _need_page(browser)
    _shop(browser)
    page = browser.open(PAGE)
    need_equal(sorted(page.order(TITLES)), ["Milk", "Soap"], "With Milk and Soap done, it shows")


def own(copy: Copy) -> None:
    """Each user sees their own tasks there."""
    app = copy.app()
    mine, other = copy.member("ada", app), copy.member("bob", app)
    _need_page(mine)
    _shop(mine)
    page = other.open(PAGE)
    need(not page.order(TITLES), "Ada has done two tasks, and Bob finds them in his archive.")


def guarded(copy: Copy) -> None:
    """Who is not signed in is sent to the login page."""
    browser = copy.browser()
    _need_page(browser)
    page = browser.open(PAGE)
    seen = "is shown" if page.path == PAGE else f"leads to {page.path}"
    need(
        page.path == "/auth/login",
        f"Without an account, {PAGE} {seen}.\nIt should lead to the login page.",
    )


def entry(copy: Copy) -> None:
    """The navigation of every page leads there."""
    page = copy.member().open("/analytics/")
    links = [link["href"] for link in page.links("Archive")]
    need(links == [PAGE], f"On /analytics/ no entry 'Archive' leads to {PAGE}.")


@inside
def can_go(copy: Copy) -> None:
    """Without the folder `taskmaster/archive` and its line in `FEATURES`, all else works."""
    package = import_module("taskmaster")
    need("archive" in package.FEATURES, "FEATURES does not name 'archive'.")
    need((copy.folder / "taskmaster/archive").is_dir(), "There is no folder taskmaster/archive.")
    copy.changed = "Without the folder and the line"
    shutil.rmtree(copy.folder / "taskmaster/archive")
    package.FEATURES = tuple(name for name in package.FEATURES if name != "archive")
    browser = copy.member()
    _shop(browser)
    page = browser.open("/analytics/")
    need(not page.links("Archive"), "With the feature gone, the navigation still names it.")
    need(browser.status(PAGE) == 404, f"With the feature gone, {PAGE} still answers.")
