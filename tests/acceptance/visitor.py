"""A visitor with a browser: opens pages, fills in forms, reads what comes back."""

import re
from collections.abc import Iterable
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpx
from bs4 import Tag

from tests.acceptance.page import Page, says
from tests.acceptance.proxy import new_client
from tests.acceptance.words import PASSWORD, some_name


def say_where_from(request: httpx.Request) -> None:
    """Do as browsers do on HTTPS, where apps look at it: name the page that led here."""
    if request.url.scheme == "https":
        request.headers.setdefault("Referer", str(request.url.join("/")))


class Visitor:
    """Somebody with a browser of their own."""

    def __init__(self, address: str, stage: str, home: str = "") -> None:
        """Go to an app.

        Args:
            address: where it answers; may end in a path that it is mounted at.
            stage: the number of the stage whose contract it follows.
            home: the address that they come from; none: one of their own.
        """
        self.address, self.stage = address, stage
        self.mount = urlsplit(address).path
        self.name = some_name()
        self.list, self.adding = ("/", "/") if stage < "02" else ("/tasks/", "/tasks/new")
        self.client = new_client(home)
        self.client.event_hooks["request"].append(say_where_from)

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

    def arrive(self) -> Self:
        """Get ready to add tasks, which takes an account from the step of stage 02 on that has any.

        Before, there is no page to register at.
        """
        page = self.open("/auth/register") if self.stage >= "02" else None
        if page and page.status != 404:
            fields = {"username": self.name, "password": PASSWORD}
            answer = self.submit(page, page.form_with("username"), **fields)
            assert answer.is_redirect, f"{self.name} gets no account: {answer.status_code}"
        return self

    def register(self, name: str = "", password: str = PASSWORD) -> httpx.Response:
        """Ask for an account, under one's own name if no other is given."""
        return self.fill("/auth/register", username=name or self.name, password=password)

    def log_in(self, name: str = "", password: str = PASSWORD, then: str = "") -> httpx.Response:
        """Sign in, to go on to a page."""
        path = "/auth/login" + (f"?{httpx.QueryParams(next=then)}" if then else "")
        return self.fill(path, username=name or self.name, password=password)

    def open(self, path: str, **query: str) -> Page:
        """Open a path of the app; redirects are followed."""
        url = self.address + path
        return Page(self.client.get(url, params=query or None, follow_redirects=True))

    def follow(self, page: Page, link: str) -> Page:
        """Follow a link of a page."""
        return Page(self.client.get(page.response.url.join(link), follow_redirects=True))

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
        target = urljoin(str(page.response.url), str(form.get("action", "")))
        return self.client.post(target, data=filled | fields)

    def fill(self, path: str, **fields: str) -> httpx.Response:
        """Open the page of a form, fill in its fields, and press its button."""
        page = self.open(path)
        return self.submit(page, page.form_with(next(iter(fields))), **fields)

    def refused(self, path: str, about: str, **fields: str) -> Page:
        """Send a form that breaks a rule about one field; return the page that says so there."""
        asked = self.open(path)
        page = Page(self.submit(asked, asked.form_with(about), **fields))
        assert page.status == 400, f"{path} answers {page.status} to {fields}"
        assert page.message_beside(about) != asked.message_beside(about), "nothing is said there"
        return page

    def post(self, path: str, **fields: str) -> httpx.Response:
        """Send fields to a path, with the token that stands in a form of one's own."""
        return self.request("POST", path, **self.token() | fields)

    def token(self) -> dict[str, str]:
        """Return what a form of one's own sends along unseen; signed out, the form to log in."""
        page = self.open(self.adding)
        field = "username" if page.path.endswith("/auth/login") else "title"
        hidden = page.form_with(field).find_all("input", type="hidden")
        return {str(tag["name"]): str(tag["value"]) for tag in hidden}

    def add(self, title: str, **fields: str) -> httpx.Response:
        """Add a task with the app's own form."""
        return self.fill(self.adding, title=title, **fields)

    def add_all(self, titles: Iterable[str], **fields: str) -> None:
        """Add many tasks, with one form that is sent again and again."""
        page = self.open(self.adding)
        for title in titles:
            self.submit(page, page.form_with("title"), title=title, **fields)

    def adds(self, title: str, **fields: str) -> str:
        """Add a task, and return its number."""
        self.add(title, **fields)
        return self.number(title)

    def tasks(self, **query: str) -> Page:
        """Open the task list."""
        return self.open(self.list, **query)

    def number(self, title: str) -> str:
        """Return the number of the task with a title."""
        return self.tasks().number(title)

    def sees(self, title: str) -> str:
        """Return all that the list says of a task."""
        return says(self.tasks().task(title))

    def press(self, title: str, action: str) -> httpx.Response:
        """Press the toggle or delete button of the task with a title."""
        page = self.tasks()
        form = page.task(title).find("form", action=re.compile(rf"/tasks/\d+/{action}(\?|$)"))
        assert isinstance(form, Tag), f"the task {title!r} has no {action} button"
        return self.submit(page, form)
