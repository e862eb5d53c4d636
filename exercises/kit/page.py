"""A page as a person sees it: its words, its buttons, its links and its fields."""

import re
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup, Tag

from kit.words import Unmet, need

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from kit.remote import Answer

FIELDS = ["input", "textarea", "select"]
BUTTONS = ["button", "input"]
BEHIND_SAYS = "The database is behind the app"
BEHIND = (
    ".\nIn the check's copy all migrations have run. So a migration is missing, "
    "or a query names a column that isn't there"
)


class Page:
    """An answer of the app, as a person sees it."""

    def __init__(self, response: "TestResponse | Answer") -> None:
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
        return f", and says: {said}{BEHIND if BEHIND_SAYS in said else ''}" if said else ""

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

    def field(self, name: str) -> Tag | None:
        """Return a form field, if the page has it."""
        return self.soup.find(FIELDS, attrs={"name": name})

    def value(self, name: str) -> str:
        """Return what stands in a form field."""
        field = self.field(name)
        if field is None:
            raise Unmet(f"The page at {self.path} has no field called {name!r}.")
        return _value(field)

    def links(self, label: str) -> list[Tag]:
        """Return the links of a name."""
        return [tag for tag in self.soup.find_all("a", href=True) if _is_called(tag, label)]


def filled(form: Tag, button: Tag) -> dict[str, str]:
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


def _name(tag: Tag) -> str:
    """Return what a button or link is called, as a screen reader says it."""
    said = tag.get("aria-label") or tag.get_text(" ", strip=True) or tag.get("value") or ""
    return re.sub(r"\s+", " ", str(said)).strip()


def _is_called(tag: Tag, label: str) -> bool:
    name = _name(tag).lower()
    if label.endswith("..."):
        return name.startswith(label[:-3].strip().lower())
    return name == label.lower()


def _value(field: Tag) -> str:
    if field.name == "textarea":
        # A browser drops the line break that opens the field.
        return field.get_text().replace("\r\n", "\n").removeprefix("\n")
    if field.name == "select":
        options = field.select("option[selected]") or field.select("option")[:1]
        return str(options[0].get("value", options[0].get_text())) if options else ""
    return str(field.get("value", "on" if field.get("type") in ("checkbox", "radio") else ""))
