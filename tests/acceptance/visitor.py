"""A visitor with a browser: opens pages, fills in forms, reads what comes back."""

import re
import ssl
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpx
from bs4 import BeautifulSoup, Tag

# One for all: making one takes longer than most stories.
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
TOGGLE = re.compile(r"/tasks/(\d+)/toggle$")


class Page:
    """An answer of the app, as a person sees it."""

    def __init__(self, response: httpx.Response) -> None:
        """Read an answer."""
        self.response = response
        self.status = response.status_code
        self.soup = BeautifulSoup(response.content, "html.parser", from_encoding="utf-8")

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
        return field.get_text() if field.name == "textarea" else str(field.get("value", ""))

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

    def rows(self) -> list[Tag]:
        """Return the rows of the task list: what is around each toggle button, and no other."""
        forms = self.soup.find_all("form", action=TOGGLE)
        return [_row(form) for form in forms]

    def row(self, title: str) -> Tag | None:
        """Return the row of the task with exactly this title."""
        return next((row for row in self.rows() if title in row.stripped_strings), None)


def _row(form: Tag) -> Tag:
    row = form
    for parent in form.parents:
        if len(parent.find_all("form", action=TOGGLE)) > 1 or parent.name in ("ul", "ol", "main"):
            break
        row = parent
    return row


class Visitor:
    """Somebody with a browser of their own."""

    def __init__(self, address: str, stage: str) -> None:
        """Go to an app.

        Args:
            address: where it answers; may end in a path that it is mounted at.
            stage: the number of the stage whose contract it follows.
        """
        self.address, self.stage = address, stage
        self.mount = urlsplit(address).path
        self.client = httpx.Client(timeout=30, trust_env=False, verify=NO_TLS)

    def __enter__(self) -> Self:
        """Be somebody who leaves again."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the browser."""
        self.client.close()

    def open(self, path: str) -> Page:
        """Open a path of the app; redirects are followed."""
        return Page(self.client.get(self.address + path, follow_redirects=True))

    def request(self, method: str, path: str, **fields: str) -> httpx.Response:
        """Send a bare request, as any program could, and follow nothing."""
        data = fields if method == "POST" else None
        return self.client.request(method, self.address + path, data=data)

    def submit(self, page: Page, form: Tag, **fields: str) -> httpx.Response:
        """Press a form's button, with some fields filled in anew, and follow nothing."""
        filled = {
            str(tag["name"]): page.value(str(tag["name"]))
            for tag in form.find_all(["input", "textarea"], attrs={"name": True})
        }
        target = urljoin(str(page.response.url), str(form["action"]))
        return self.client.post(target, data=filled | fields)

    def add(self, title: str) -> httpx.Response:
        """Add a task with the app's own form."""
        page = self.open("/")
        return self.submit(page, page.form_with("title"), title=title)

    def tasks(self) -> Page:
        """Open the task list."""
        return self.open("/")

    def press(self, title: str, action: str) -> httpx.Response:
        """Press the toggle or delete button of the task with a title."""
        page = self.tasks()
        row = page.row(title)
        assert row is not None, f"no task is called {title!r}"
        form = row.find("form", action=re.compile(rf"/tasks/\d+/{action}$"))
        assert isinstance(form, Tag), f"the task {title!r} has no {action} button"
        return self.submit(page, form)
