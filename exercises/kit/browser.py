"""A browser that opens pages of an app, presses their buttons and follows where they lead."""

import re
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup, Tag

from kit.words import Unmet, need

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse

FIELDS = ["input", "textarea", "select"]
BUTTONS = ["button", "input"]


class Page:
    """An answer of the app, as a person sees it."""

    def __init__(self, response: "TestResponse") -> None:
        """Read an answer."""
        self.status: int = response.status_code
        self.path: str = response.request.path
        self.body: str = response.get_data(as_text=True)
        self.soup = BeautifulSoup(self.body, "html.parser")

    @property
    def words(self) -> str:
        """All that stands on the page."""
        return self.soup.get_text(" ", strip=True)

    def complaint(self) -> str:
        """Return the first message beside a field, or the heading, to be said after a comma."""
        found = self.soup.select(".error")[:1] or self.soup.select("h1, h1 + p")[:2]
        said = ". ".join(tag.get_text(" ", strip=True) for tag in found).rstrip(".")
        return f", and says: {said}" if said else ""

    def shows(self, text: str) -> bool:
        """Tell whether a text stands on the page by itself, as the title of a task does."""
        return text in self.soup.stripped_strings

    def order(self, texts: list[str]) -> list[str]:
        """Return those of some texts that the page shows, from the top."""
        return list(dict.fromkeys(text for text in self.soup.stripped_strings if text in texts))

    def buttons(self, label: str) -> list[Tag]:
        """Return the buttons of a name; a name that ends with ``...`` may go on."""
        return [tag for tag in self.soup.find_all(BUTTONS) if _is_called(tag, label)]

    def card(self, title: str) -> Tag:
        """Return the row of a task: what is around its button *Delete*."""
        buttons = self.buttons(f"Delete: {title}")
        need(buttons, f"The page at {self.path} has no task {title!r} with a button 'Delete'.")
        row = buttons[0].find_parent("li")
        if row is None:
            raise Unmet(f"On the page at {self.path}, the task {title!r} stands in no row.")
        return row

    def value(self, name: str) -> str:
        """Return what stands in a form field."""
        field = self.soup.find(FIELDS, attrs={"name": name})
        if field is None:
            raise Unmet(f"The page at {self.path} has no field called {name!r}.")
        return _value(field)

    def links(self, label: str) -> list[Tag]:
        """Return the links of a name."""
        return [tag for tag in self.soup.find_all("a", href=True) if _is_called(tag, label)]


class Browser:
    """A browser of one person, with cookies of its own."""

    def __init__(self, app: "Flask") -> None:
        """Take an app to talk to."""
        self.client = app.test_client()
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
        return self.client.get(path).status_code

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
        need(found, f"The page at {page.path} has no button called {_plain(label)!r}.")
        button, form = found[0], found[0].find_parent("form")
        if form is None:
            raise Unmet(f"The button {_plain(label)!r} stands in no form, so it does nothing.")
        path = str(button.get("formaction") or form.get("action") or page.path)
        posts = str(button.get("formmethod") or form.get("method") or "get").lower() == "post"
        ask = self.client.post if posts else self.client.get
        sent = _filled(form, button) | values
        fields: dict[str, Any] = {"data": sent} if posts else {"query_string": sent}
        self.page = Page(ask(path, follow_redirects=True, **fields))
        return self.page


def password(name: str) -> str:
    """Return the password of somebody who registers in a check."""
    return f"{name}-password"


def _plain(label: str) -> str:
    return label.removesuffix("...")


def _name(tag: Tag) -> str:
    """Return what a button or link is called, as a screen reader says it."""
    said = tag.get("aria-label") or tag.get_text(" ", strip=True) or tag.get("value") or ""
    return re.sub(r"\s+", " ", str(said)).strip()


def _is_called(tag: Tag, label: str) -> bool:
    name = _name(tag).lower()
    if label.endswith("..."):
        return name.startswith(label[:-3].strip().lower())
    return name == label.lower()


def _filled(form: Tag, button: Tag) -> dict[str, str]:
    """Return what a form sends as it stands."""
    sent = {}
    for field in form.find_all(FIELDS):
        if field.get("type") in ("submit", "button", "image"):
            continue
        if field.get("type") in ("checkbox", "radio") and not field.has_attr("checked"):
            continue
        if name := field.get("name"):
            sent[str(name)] = _value(field)
    if name := button.get("name"):
        sent[str(name)] = str(button.get("value", ""))
    return sent


def _value(field: Tag) -> str:
    if field.name == "textarea":
        return field.get_text().removeprefix("\n")
    if field.name == "select":
        options = field.select("option[selected]") or field.select("option")[:1]
        return str(options[0].get("value", options[0].get_text())) if options else ""
    return str(field.get("value", "on" if field.get("type") in ("checkbox", "radio") else ""))
