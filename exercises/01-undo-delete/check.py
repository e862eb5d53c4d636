"""01.undo-delete: a task that was deleted by mistake can be had back."""

from kit import Browser, Copy, need, need_equal

TITLES = ["Bread", "Milk", "Soap"]


def _shop(copy: Copy) -> Browser:
    """Open the list with three tasks: Soap, Milk, which is done, and Bread."""
    browser = copy.browser()
    for title in TITLES:
        browser.press("Add", title=title)
    browser.press("Done: Milk")
    return browser


def deleted(copy: Copy) -> None:
    """A task that is deleted is gone from the list."""
    page = _shop(copy).press("Delete: Milk")
    need(not page.shows("Milk"), "After Delete, the task is still on the list.")
    need_equal(page.order(TITLES), ["Soap", "Bread"], "After Delete of Milk, the list shows")


def back(copy: Copy) -> None:
    """After a task is deleted, a button *Undo* brings it back."""
    browser = copy.browser()
    browser.press("Add", title="Milk")  # alone, so that the list is empty in between
    browser.press("Delete: Milk")
    page = browser.press("Undo...")
    need(page.shows("Milk"), "After Undo, the task is not on the list.")


def as_it_was(copy: Copy) -> None:
    """It comes back as it was: in its old place, and done if it was done."""
    browser = _shop(copy)
    browser.press("Delete: Milk")
    page = browser.press("Undo...")
    need_equal(page.order(TITLES), ["Soap", "Milk", "Bread"], "After Undo of Milk, the list shows")
    need(page.buttons("Reopen: Milk"), "Milk was done when it was deleted. After Undo, it is open.")


def only_then(copy: Copy) -> None:
    """There is no *Undo* where there is nothing to undo: at first, and after it was pressed."""
    browser = _shop(copy)
    page = browser.open("/")
    need(
        not page.buttons("Undo..."),
        "In a new app nothing has been deleted yet, and its page offers Undo.\n"
        "Does it still know what another app deleted?",
    )
    browser.press("Delete: Milk")
    page = browser.press("Undo...")
    need(not page.buttons("Undo..."), "Undo was pressed, and the page offers it again.")


def nobody_else(copy: Copy) -> None:
    """Two apps in one process share nothing: what one deletes, the other can't bring back."""
    mine, other = _shop(copy), _shop(copy)
    mine.press("Delete: Milk")
    page = other.open("/")
    need(not page.buttons("Undo..."), "One app deletes a task, and another one offers Undo.")
    mine.press("Undo...")
