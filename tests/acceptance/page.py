"""A page as a person sees it: its fields, the messages beside them, and the rows of tasks."""

import re
from collections import Counter
from functools import cached_property

import httpx
from bs4 import BeautifulSoup, Tag

TOGGLE = re.compile(r"/tasks/(\d+)/toggle(\?|$)")


class Page:
    """An answer of the app, as a person sees it."""

    def __init__(self, response: httpx.Response) -> None:
        """Read an answer."""
        self.response = response
        self.status = response.status_code

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The page, taken apart."""
        return BeautifulSoup(self.response.content, "html.parser", from_encoding="utf-8")

    @property
    def path(self) -> str:
        """The path that gave this page."""
        return self.response.url.path

    @property
    def text(self) -> str:
        """All the words on the page."""
        return self.soup.get_text(" ", strip=True)

    def field(self, name: str) -> Tag:
        """Return the form field of a name."""
        field = self.soup.find(["input", "textarea", "select"], attrs={"name": name})
        assert isinstance(field, Tag), f"{self.path} has no field {name!r}"
        return field

    def value(self, name: str) -> str:
        """Return what stands in a field."""
        field = self.field(name)
        if field.name == "textarea":  # a browser drops the line break that opens one
            return field.get_text().replace("\r\n", "\n").removeprefix("\n")
        return str(field.get("value", ""))

    def message_beside(self, name: str) -> str:
        """Return the message that is tied to a field, as a screen reader would say it."""
        ids = str(self.field(name).get("aria-describedby", "")).split()
        found = [self.soup.find(id=each) for each in ids]
        return " ".join(tag.get_text(" ", strip=True) for tag in found if tag)

    def form_with(self, name: str) -> Tag:
        """Return the form that has a field of a name."""
        form = self.field(name).find_parent("form")
        assert form is not None, f"the field {name!r} of {self.path} stands in no form"
        return form

    def toggles(self) -> list[Tag]:
        """Return the form that completes each task, from the top."""
        return self.soup.find_all("form", action=TOGGLE)

    def rows(self) -> list[Tag]:
        """Return the rows of the task list: what is around each toggle button, and no other."""
        forms = self.toggles()
        around = Counter(id(parent) for form in forms for parent in form.parents)
        return [_row(form, around) for form in forms]

    def row(self, title: str) -> Tag | None:
        """Return the row of the task with exactly this title."""
        return next((row for row in self.rows() if title in row.stripped_strings), None)

    def task(self, title: str) -> Tag:
        """Return the row of a task that is on the list."""
        row = self.row(title)
        assert row is not None, f"no task is called {title!r}"
        return row

    def numbers(self) -> list[str]:
        """Return the number of each task, from the top."""
        return [_number(form) for form in self.toggles()]

    def number(self, title: str) -> str:
        """Return the number of the task with exactly this title."""
        row = self.task(title)
        return _number(row.find_all("form", action=TOGGLE)[0])

    def older(self) -> str | None:
        """Return where the link to older tasks leads, if there is one."""
        link = self.soup.find("a", rel="next") or self.soup.find("a", string=re.compile("Older"))
        return str(link["href"]) if isinstance(link, Tag) else None

    def figure(self, name: str) -> str:
        """Return the text with a number in it that follows a name."""
        label = (self.soup.main or self.soup).find(
            string=re.compile(rf"^\s*{re.escape(name)}\s*$", re.IGNORECASE)
        )
        assert label is not None, f"{self.path} does not show {name!r}"
        found = label.find_next(string=re.compile(r"\d"))
        assert found is not None, f"{self.path} shows no number for {name!r}"
        return str(found).strip()


def says(row: Tag) -> str:
    """Return the words of a row."""
    return row.get_text(" ", strip=True)


def _row(form: Tag, around: Counter[int]) -> Tag:
    row = form
    for parent in form.parents:
        if around[id(parent)] > 1 or parent.name in ("ul", "ol", "main"):
            break
        row = parent
    return row


def _number(form: Tag) -> str:
    found = TOGGLE.search(str(form["action"]))
    assert found
    return found[1]
