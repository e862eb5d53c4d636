"""A browser that opens pages of an app, presses their buttons and follows where they lead."""

from typing import TYPE_CHECKING, Any

from kit.page import Page, filled
from kit.words import Unmet, need

if TYPE_CHECKING:
    from flask import Flask

    from kit.remote import RemoteApp


class Browser:
    """A browser of one person, with cookies of its own."""

    def __init__(self, app: "Flask | RemoteApp") -> None:
        """Take an app to talk to."""
        self.client: Any = app.test_client()
        self.page: Page | None = None

    def open(self, path: str) -> Page:
        """Open a path and follow redirects; a page is shown unless it says 200."""
        self.page = Page(self.client.get(path, follow_redirects=True))
        need(
            self.page.status == 200,
            f"{path} answers with status {self.page.status}, and should with 200.",
        )
        return self.page

    def status(self, path: str) -> int:
        """Return the status of the answer at a path, without following redirects."""
        return int(self.client.get(path).status_code)

    def log_in(self, name: str) -> Page:
        """Sign in with an account that was made in a check."""
        return self.press("Log in", at="/auth/login", username=name, password=password(name))

    def token(self, name: str) -> dict[str, str]:
        """Return the header with which a program of somebody's asks the API."""
        answer = self.client.post("/api/token", auth=(name, password(name)))
        need(answer.status_code == 200, f"POST /api/token answers with {answer.status_code}.")
        return {"Authorization": f"Bearer {answer.get_json()['token']}"}

    def register(self, name: str) -> Page:
        """Make an account, and be signed in with it."""
        return self.press("Register", at="/auth/register", username=name, password=password(name))

    def add(self, title: str, **values: str) -> Page:
        """Add a task on the page for new ones."""
        return self.press("Add", at="/tasks/new", title=title, **values)

    def press(self, label: str, at: str | None = None, **values: str) -> Page:
        """Press a button of the page that is open.

        Args:
            label: what the button is called, as a screen reader says it.
            at: the path of the page; none: the one that is open.
            values: what to type into the fields of its form beforehand.

        Returns:
            The page that comes after it.

        Raises:
            Unmet: if there is no such button, or pressing it gives an error.
        """
        page = self.send(label, values, at)
        need(
            page.status < 400,
            f"Pressing {_plain(label)!r} answers with status {page.status}{page.complaint()}.",
        )
        return page

    def send(self, label: str, values: dict[str, str], at: str | None = None) -> Page:
        """Press a button, and return the page that comes after it, whatever its status.

        Args:
            label: what the button is called.
            values: what to type into the fields of its form beforehand.
            at: the path of the page; none: the one that is open.

        Raises:
            Unmet: if there is no such button, or it stands in no form.
        """
        page = self.page if self.page and at is None else self.open(at or "/")
        found = page.buttons(label)
        need(found, _no_button(page, label))
        button, form = found[0], found[0].find_parent("form")
        if form is None:
            raise Unmet(f"The button {_plain(label)!r} stands in no form, so it does nothing.")
        path = str(button.get("formaction") or form.get("action") or page.path)
        posts = str(button.get("formmethod") or form.get("method") or "get").lower() == "post"
        ask = self.client.post if posts else self.client.get
        sent = filled(form, button) | values
        fields: dict[str, Any] = {"data": sent} if posts else {"query_string": sent}
        self.page = Page(ask(path, follow_redirects=True, **fields))
        return self.page


def password(name: str) -> str:
    """Return the password of somebody who registers in a check."""
    return f"{name}-password"


def _no_button(page: Page, label: str) -> str:
    """Say that a page has no such button, and what it may have in its place."""
    said = f"The page at {page.path} has no button called {_plain(label)!r}."
    if not page.links(label):
        return said
    return f"{said}\nIt has a link of that name; a link only looks, a button changes something."


def _plain(label: str) -> str:
    return label.removesuffix("...")
