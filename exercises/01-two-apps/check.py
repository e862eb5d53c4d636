"""01.two-apps: each app that the factory makes has a limit of its own."""

from kit import Browser, Copy, Unmet, need


def _browser(copy: Copy, title_max: int) -> Browser:
    """Open an app with a limit."""
    try:
        return Browser(copy.app(title_max=title_max))
    except TypeError as error:
        raise Unmet(f"create_app(title_max={title_max}) makes no app: {error}.") from error


def _takes(browser: Browser, length: int) -> bool:
    """Tell whether an app takes a title of a length."""
    title = "x" * length
    page = browser.send("Add", {"title": title})
    return page.status == 200 and page.shows(title)


def _need_limit(browser: Browser, limit: int, which: str) -> None:
    need(_takes(browser, limit), f"{which} refuses a title of {limit} characters.")
    need(not _takes(browser, limit + 1), f"{which} takes a title of {limit + 1} characters.")


def as_before(copy: Copy) -> None:
    """`create_app()` makes an app that takes titles of up to 120 characters, as before."""
    _need_limit(copy.browser(), 120, "create_app()")


def a_limit(copy: Copy) -> None:
    """`create_app(title_max=20)` makes an app that takes titles of up to 20 characters."""
    _need_limit(_browser(copy, 20), 20, "create_app(title_max=20)")


def message(copy: Copy) -> None:
    """The message beside the field says how many characters this app takes."""
    page = _browser(copy, 20).send("Add", {"title": "x" * 21})
    said = "The app takes 20 characters, and a title of 21 is refused without a word about 20."
    need("20" in page.words.split(), said)


def apart(copy: Copy) -> None:
    """Two apps in one process each keep to their own limit, and share no task."""
    short, long = _browser(copy, 20), _browser(copy, 40)
    _need_limit(long, 40, "Of two apps, the one with title_max=40")
    _need_limit(short, 20, "Of two apps, the one with title_max=20 that was made first")
    need(not short.open("/").shows("x" * 40), "One app shows a task that was added in the other.")
