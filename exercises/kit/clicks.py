"""Click through an app as a curious visitor does: every link and every button, once of each kind.

It knows no story, so it can be asked of any state of an app. It finds what raises an error, and
what leads nowhere.
"""

import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bs4 import Tag

from kit.browser import Browser
from kit.learner import Copy
from kit.page import Page, filled
from kit.traces import explain
from kit.words import Unmet

if TYPE_CHECKING:
    from flask import Flask

PAGES = 80  # more than any of these apps has; what goes on after that is endless
TYPED = {"password": "correct horse battery", "date": "2030-01-02"}  # by the type of a field
NAMED = {"username": "ada"}
LATER = re.compile(r"(Delete|Log out)\b", re.IGNORECASE)  # what takes something away
NUMBER = re.compile(r"\d+")


class Clicks:
    """A visitor who has seen some of an app, and what went wrong on the way."""

    def __init__(self, copy: Copy) -> None:
        """Take a copy of an app."""
        self.folder, self.browser = copy.folder, Browser(_app(copy))
        self.seen: set[str] = set()
        self.pressed: set[tuple[str, ...]] = set()
        self.problems: list[str] = []
        self.asked = 0

    def walk(self) -> None:
        """Open the first page and go on from there; what takes something away is pressed last."""
        for take_away in (False, True):
            self.seen.clear()
            self._open("/", take_away=take_away)

    def _open(self, path: str, *, take_away: bool) -> None:
        waiting = [path]
        while waiting:
            path = waiting.pop(0)
            if path in self.seen or self.asked > PAGES:
                continue
            self.seen.add(path)
            page = self._ask("GET", path, {})
            if page and page.status >= 400:  # noqa: PLR2004 - it leads nowhere
                self.problems.append(f"A page links to {path}, which answers with {page.status}")
            if not page:
                continue
            pressed = [
                self._press(page, form, button, take_away=take_away)
                for form, button in _forms(page)
            ]
            if not any(pressed):
                waiting += _links(page)
            else:  # it may look different now, and what was taken away is on no page any more
                waiting = ["/"] if take_away else [path, *waiting]
                self.seen = set() if take_away else self.seen - {path}

    def _press(self, page: Page, form: Tag, button: Tag, *, take_away: bool) -> bool:
        """Press a button, unless one of its kind was pressed; tell whether it was."""
        label = str(button.get("aria-label") or button.get_text(" ", strip=True))
        path = str(button.get("formaction") or form.get("action") or page.path)
        method = str(button.get("formmethod") or form.get("method") or "get").upper()
        kind = (method, NUMBER.sub("N", path), label.partition(":")[0])
        if kind in self.pressed or bool(LATER.match(label)) != take_away:
            return False
        self.pressed.add(kind)
        sent = filled(form, button)
        for field in form.find_all(["input", "textarea"]):
            name, sort = str(field.get("name", "")), str(field.get("type", "text"))
            if name and sort != "hidden" and not sent.get(name):
                sent[name] = NAMED.get(name) or TYPED.get(sort, "Milk")
        answer = self._ask(method, path, sent)
        if answer and answer.status in (404, 405):
            self.problems.append(f"{method} {path} answers with {answer.status} to {label!r}")
        if "password" in sent:  # who has an account sees other pages
            self.seen.clear()
        return True

    def _ask(self, method: str, path: str, sent: dict[str, str]) -> Page | None:
        self.asked += 1
        fields: dict[str, Any] = {"query_string" if method == "GET" else "data": sent}
        try:
            answer = self.browser.client.open(
                path, method=method, follow_redirects=True, **(fields if sent else {})
            )
        except Exception as error:
            self.problems.append(f"{method} {path} raises an error:\n{explain(error, self.folder)}")
            return None
        page = Page(answer)
        if page.status >= 500:  # noqa: PLR2004 - a fault of the app
            self.problems.append(f"{method} {path} answers with {page.status}")
        return page


def _app(copy: Copy) -> "Flask":
    """Make the app; one with a database gets a new one, with the tables that its models describe.

    Its migrations may be on their way: a page breaks one to show what happens then.
    """
    if not (copy.folder / "taskmaster" / "database.py").is_file():
        return copy.made()
    app = copy.made({"SQLALCHEMY_DATABASE_URI": copy.new_url()})
    with app.app_context():
        import_module("taskmaster.database").db.create_all()
    return app


def _links(page: Page) -> list[str]:
    paths = [str(tag["href"]) for tag in page.soup.find_all("a", href=True)]
    return [path for path in paths if path.startswith("/") and not path.startswith("//")]


def _forms(page: Page) -> Iterator[tuple[Tag, Tag]]:
    for form in page.soup.find_all("form"):
        for button in form.find_all("button"):
            yield form, button


def main(folder: Path, scratch: Path) -> int:
    """Click through a folder's app; print what went wrong, and return how much it is."""
    try:
        clicks = Clicks(Copy(folder, scratch))
        clicks.walk()
        problems = clicks.problems
    except Unmet as unmet:
        problems = [str(unmet)]
    except Exception as error:
        problems = [f"The app does not start:\n{explain(error, folder)}"]
    print("\n".join(problems))
    return len(problems)


if __name__ == "__main__":
    raise SystemExit(min(main(*map(Path, sys.argv[1:])), 1))
