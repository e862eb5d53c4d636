"""A tour of the app: every page, in each of its states."""

from tests.acceptance.page import Page
from tests.acceptance.visitor import Visitor

OUTSIDE = ["/", "/auth/register", "/auth/login", "/nothing"]
INSIDE = [
    "/tasks/",
    "/tasks/?status=done&tag=home&q=nothing",
    "/tasks/?status=maybe",
    "/tasks/new",
    "/analytics/",
    "/nothing",
]


def settle(visitor: Visitor) -> str:
    """Add more tasks than a page holds, of every kind, and return the number of one."""
    visitor.add_all(f"Task {count}" for count in range(18))
    more = {"notes": "Whole\nor not", "tags": "home, shop"} if visitor.stage >= "02" else {}
    visitor.add("Late", **more, **({"due_on": "2020-01-01"} if more else {}))
    visitor.add("Early", **more, **({"due_on": "2999-12-31"} if more else {}))
    visitor.add("Done", **more)
    visitor.press("Done", "toggle")
    visitor.add('<p>Marked</b> "up" & &lt;', **more)
    return visitor.number("Late")


def inside(stage: str, number: str) -> list[str]:
    """Return the paths of the pages for somebody who has settled."""
    return ["/"] if stage < "02" else [*INSIDE, f"/tasks/{number}/edit"]


def outside(stage: str) -> list[str]:
    """Return the paths of the pages for somebody who is not signed in."""
    return [] if stage < "02" else OUTSIDE


def tour(visitor: Visitor, guest: Visitor) -> dict[str, Page]:
    """Open every page, empty, full and refusing, and return each by a name for it."""
    pages = {"empty list": visitor.tasks(), "refused task": Page(visitor.add("x" * 121))}
    if visitor.stage >= "02":
        pages["empty dashboard"] = visitor.open("/analytics/")
        pages["refused account"] = Page(guest.register("x", "x"))
        pages["refused login"] = Page(guest.log_in("nobody-has-this", "x"))
        pages["forged form"] = Page(visitor.request("POST", "/tasks/new", title="x"))
        pages["refused method"] = Page(visitor.request("POST", "/tasks/"))
    number = settle(visitor)
    if visitor.stage >= "02":
        full = {"title": "x" * 121, "notes": "x" * 2001, "due_on": "soon", "tags": "x" * 31}
        pages["refused edit"] = Page(visitor.fill(f"/tasks/{number}/edit", **full))
    for path in inside(visitor.stage, number):
        pages[path] = visitor.open(path)
    for path in outside(visitor.stage):
        pages[f"{path} signed out"] = guest.open(path)
    return pages
