"""01.done-last: what is open stands above what is done."""

from kit import Browser, Copy, Page, need, need_equal

TITLES = ["Bread", "Milk", "Soap", "Tea"]  # Tea is the newest


def _shop(copy: Copy, *done: str) -> Browser:
    """Open the list with four tasks, of which some are done."""
    browser = copy.browser()
    for title in TITLES:
        browser.press("Add", title=title)
    for title in done:
        page = browser.press(f"Done: {title}")
        need(page.buttons(f"Reopen: {title}"), f"After Done of {title}, the page has no Reopen.")
    return browser


def _order(page: Page) -> list[str]:
    return page.order(TITLES)


def open_first(copy: Copy) -> None:
    """Tasks that are open stand above those that are done."""
    page = _shop(copy, "Tea").open("/")
    need_equal(_order(page), ["Soap", "Milk", "Bread", "Tea"], "With Tea done, the list shows")


def newest_first(copy: Copy) -> None:
    """Among the open tasks the newest stands first, and so it does among those that are done."""
    page = _shop(copy, "Milk", "Tea").open("/")
    wanted = ["Soap", "Bread", "Tea", "Milk"]
    need_equal(_order(page), wanted, "With Milk and Tea done, in this order, the list shows")


def opened_again(copy: Copy) -> None:
    """A task that is opened again is back in its old place."""
    browser = _shop(copy, "Milk", "Tea")
    page = browser.press("Reopen: Milk")
    wanted = ["Soap", "Milk", "Bread", "Tea"]
    need_equal(_order(page), wanted, "With Milk and Tea done, and Milk opened again, it shows")


def refused(copy: Copy) -> None:
    """The page that refuses a title shows the list in the same order."""
    page = _shop(copy, "Tea").send("Add", {"title": ""})
    wanted = ["Soap", "Milk", "Bread", "Tea"]
    need_equal(_order(page), wanted, "With Tea done and a blank title refused, the list shows")
