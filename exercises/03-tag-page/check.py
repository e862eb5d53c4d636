"""03.tag-page: a page that asks as often for twelve tags as for three."""

from kit import Browser, Copy, need, need_equal

PAGE = "/analytics/tags"


def _tagged(browser: Browser, *words: str) -> None:
    """Add two tasks for each word, under a tag of that name, and a third that is done."""
    for word in words:
        for title in (f"First {word}", f"Newest open {word}", f"Done {word}"):
            browser.add(title, tags=word)
        browser.press(f"Done: Done {word}")


def _rows(browser: Browser) -> list[str]:
    """Return the words of each row of the table, one text a row."""
    rows = browser.open(PAGE).soup.select("tbody tr")
    return [row.get_text(" ", strip=True) for row in rows]


def right_rows(copy: Copy) -> None:
    """The page shows each tag that has open tasks: how many, and which is the newest."""
    browser = copy.member()
    _tagged(browser, "home", "shop")
    wanted = ["home 2 Newest open home", "shop 2 Newest open shop"]
    need_equal(_rows(browser), wanted, "For two tags with two open tasks each, the table shows")


def nothing_open(copy: Copy) -> None:
    """A tag without an open task is not there."""
    browser = copy.member()
    browser.add("Milk", tags="shop")
    browser.press("Done: Milk")
    need_equal(_rows(browser), [], "With its one task done, the table shows")


def own(copy: Copy) -> None:
    """It counts a user's own tasks, also where somebody else has a tag of the same name."""
    app = copy.app()
    mine, other = copy.member("ada", app), copy.member("bob", app)
    _tagged(mine, "home")
    other.add("Bread", tags="home")
    need_equal(_rows(other), ["home 1 Bread"], "Bob has one task under home, and his table shows")


def as_many(copy: Copy) -> None:
    """It sends as many queries for twelve tags as for three."""
    database = copy.database()
    browser = copy.member("ada", database.app)
    _tagged(browser, "a", "b", "c")
    counts = []
    for words in ([], list("defghijkl")):
        _tagged(browser, *words)
        with database.queries() as sent:
            shown = len(_rows(browser))
        counts.append(len(sent))
    need(shown == 12, f"With twelve tags, the table has {shown} rows.")
    said = f"For three tags the page sends {counts[0]} queries, and for twelve {counts[1]}."
    need(counts[0] == counts[1], said)
