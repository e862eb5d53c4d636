"""Clients that read and write at the same time, and remember what came of each request."""

import http.client
import json
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import count
from threading import Event
from urllib.parse import urlencode

from workbook.apps.ports import HOST
from workbook.bench.accounts import Person
from workbook.core.deadlines import LIMITS


@dataclass(frozen=True)
class Request:
    """What is asked for, and which status is wanted."""

    method: str
    path: str
    wanted: int
    headers: Mapping[str, str]
    body: str | None = None
    title: str = ""  # of the task that it writes, if it writes one


@dataclass(frozen=True)
class Attempt:
    """A request, and what came of it."""

    request: Request
    sent: float  # when, on the clock of time.monotonic()
    took: float
    status: int | None  # none: no answer came, or not the whole of it

    @property
    def acknowledged(self) -> bool:
        """Whether it wrote a task, and was told so."""
        return bool(self.request.title) and self.status == self.request.wanted


@dataclass
class Client:
    """Somebody who adds a task by form and one by API, and reads three pages, again and again."""

    port: int
    person: Person
    attempts: list[Attempt] = field(default_factory=list)

    def requests(self) -> Iterator[Request]:
        """Yield what to ask for, without an end."""
        browser, program = self.person.cookie, self.person.bearer
        for number in count():
            by_form, by_api = (f"{self.person.name} {number} by {way}" for way in ("form", "API"))
            fields = urlencode({"csrf_token": self.person.token, "title": by_form})
            form = {"Content-Type": "application/x-www-form-urlencoded"} | browser
            yield Request("POST", "/tasks/new", 303, form, fields, by_form)
            yield Request("GET", "/tasks/", 200, browser)
            words = {"Content-Type": "application/json"} | program
            body = json.dumps({"title": by_api, "tags": ["load"]})
            yield Request("POST", "/api/tasks", 201, words, body, by_api)
            yield Request("GET", "/api/tasks?tag=load", 200, program)
            yield Request("GET", "/analytics/", 200, browser)

    def work(self, over: Event) -> None:
        """Ask, and remember what came of it, until it is over.

        Args:
            over: when it is.
        """
        for request in self.requests():
            if over.is_set():
                return
            sent = time.monotonic()
            status = answer(self.port, request)
            self.attempts.append(Attempt(request, sent, time.monotonic() - sent, status))


def answer(port: int, request: Request) -> int | None:
    """Return the status of an answer, or nothing if it does not come whole.

    Args:
        port: where the app listens.
        request: what is asked for.
    """
    headers = {"Connection": "close", **request.headers}
    with closing(http.client.HTTPConnection(HOST, port, timeout=LIMITS.answer)) as connection:
        try:
            connection.request(request.method, request.path, request.body, headers)
            response = connection.getresponse()
            response.read()
        except (OSError, http.client.HTTPException):
            return None
        return response.status


@contextmanager
def at_work(clients: list[Client]) -> Iterator[None]:
    """Have clients ask for as long as the block lasts, and wait for their last answers.

    Args:
        clients: who asks, all at the same time.
    """
    over = Event()
    with ThreadPoolExecutor(len(clients)) as threads:
        working = [threads.submit(client.work, over) for client in clients]
        try:
            yield
        finally:
            over.set()
    for each in working:
        each.result()
