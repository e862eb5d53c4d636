"""A real browser: Debian's or the system's Chromium where it is, Playwright's own otherwise.

Chromium without a window around the page is half the work: for each new page the other draws an
address bar, too, with a page of its own in it that nobody sees.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Playwright, sync_playwright

from workbook.core.errors import WorkbookError

PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def browser() -> Iterator[Browser]:
    """Lend a headless browser.

    Raises:
        WorkbookError: if there is none.
    """
    with sync_playwright() as playwright, launched(playwright) as window:
        yield window


def launched(playwright: Playwright) -> Browser:
    """Start a headless browser.

    Args:
        playwright: drives it; there is one in a thread.

    Raises:
        WorkbookError: if there is none.
    """
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    try:
        return playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
    except Exception as error:
        raise WorkbookError(
            f"No browser could be started: {str(error).splitlines()[0]}\n"
            "Install Chromium: apt-get install chromium-headless-shell, say, "
            "or playwright install chromium."
        ) from None
