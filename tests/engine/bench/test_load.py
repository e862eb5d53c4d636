"""The load: which broken promise it finds, each one planted."""

import http.server
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import ClassVar
from urllib.parse import parse_qs

import pytest

from workbook.bench.accounts import Person
from workbook.bench.clients import Attempt, Client, Request, at_work
from workbook.bench.load import summary
from workbook.bench.promises import broken, taken_along

ADA = Person("ada", {"Cookie": "session=ada"}, {"Authorization": "Bearer ada"}, "token")
HALTED = 50.0
READ = Attempt(Request("GET", "/tasks/", 200, {}), 10, 0.5, 200)
WRITE = Attempt(Request("POST", "/tasks/new", 303, {}, "", "Milk"), 11, 0.5, 303)
BEFORE, ACROSS, AFTER = ((sent, took, None) for sent, took in ((10, 1), (49, 2), (51, 1)))


def ended(attempt: Attempt, sent: float, took: float, status: int | None) -> Attempt:
    """Return the same attempt with another end."""
    return replace(attempt, sent=sent, took=took, status=status)


def test_an_app_that_answers_all_and_keeps_what_it_acknowledges_breaks_nothing() -> None:
    assert broken([READ, WRITE], ["Milk", "Somebody else's"], HALTED) == []


@pytest.mark.parametrize(
    ("attempts", "rows", "says"),
    [
        ([ended(READ, 9, 1, 500)], [], "1 answered 500, which is a fault of the server: GET /tas"),
        ([ended(READ, 9, 1, 429)], [], "1 answered 429, which is not what was wanted: GET /tasks"),
        ([ended(WRITE, 9, 1, 200)], [], "1 answered 200, which is not what was wanted: POST /tas"),
        ([ended(READ, *BEFORE)], [], "1 without an answer, which a live worker owed: GET /tasks"),
        ([ended(READ, *AFTER)], [], "1 without an answer, which a live worker owed: GET /tasks/"),
        ([WRITE], [], "1 acknowledged, and not in the database: Milk."),
        ([WRITE], ["Milk", "Milk"], "1 in the database more than once: Milk."),
    ],
)
def test_each_broken_promise_is_named(attempts: list[Attempt], rows: list[str], says: str) -> None:
    [sentence] = broken(attempts, rows, HALTED)

    assert sentence.startswith(says)


@pytest.mark.parametrize("rows", [[], ["Milk"]])
def test_what_a_killed_worker_had_accepted_may_be_lost_written_or_not(rows: list[str]) -> None:
    attempts = [ended(WRITE, *ACROSS), READ]

    assert broken(attempts, rows, HALTED) == []
    assert taken_along(attempts, HALTED) == 1


def test_of_many_faults_a_few_are_shown() -> None:
    [sentence] = broken([WRITE] * 9, [], HALTED)

    assert sentence.endswith("Milk; Milk; Milk and 6 more.")


def test_what_was_counted_is_said() -> None:
    assert summary([READ, WRITE, ended(READ, *ACROSS)], HALTED).startswith(
        "3 requests, 1 writes acknowledged; a request took 500 ms in the middle, 2.0 s at most.\n1 "
    )


class App(http.server.BaseHTTPRequestHandler):
    """An app that keeps titles, until it is told to make a mistake."""

    titles: ClassVar[list[str]] = []
    mistake: ClassVar[str] = ""

    def do_GET(self) -> None:
        """Answer with a page."""
        self.end(500 if self.mistake == "fault" else 200)

    def do_POST(self) -> None:
        """Write a task."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.mistake == "hang up":
            return
        if self.path == "/tasks/new":
            if self.mistake != "forget":
                self.titles.extend(parse_qs(body)["title"])
            self.end(303)
        else:
            self.titles.append(body.split('"')[3])
            self.end(201)

    def end(self, status: int) -> None:
        """Send a status, and no more."""
        self.send_response(status)
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@contextmanager
def app(mistake: str) -> Iterator[int]:
    """Serve the app with a mistake in it; yield its port."""
    App.titles.clear()
    App.mistake = mistake
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), App) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("mistake", "words"),
    [
        ("", []),
        ("fault", ["answered 500"]),
        ("hang up", ["without an answer"]),
        ("forget", ["and not in the database"]),
    ],
)
def test_clients_find_the_mistakes_of_an_app(mistake: str, words: list[str]) -> None:
    with app(mistake) as port:
        clients = [Client(port, replace(ADA, name=f"ada {number}")) for number in range(4)]
        with at_work(clients):
            time.sleep(0.3)
        attempts = [attempt for client in clients for attempt in client.attempts]

        found = broken(attempts, App.titles, 0.0)

    assert all(len(client.attempts) > 5 for client in clients)
    assert len(found) == len(words)
    assert all(word in sentence for word, sentence in zip(words, found, strict=True))
