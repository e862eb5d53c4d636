"""The stories of a write that fails: it leaves nothing half done, and the app goes on."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import httpx
import pytest

from tests.acceptance.apps import App
from tests.acceptance.at_once import at_once, statuses
from tests.acceptance.databases import Database, NewDatabase, SQLite, rows_of
from tests.acceptance.page import Page
from tests.acceptance.program import Program, is_problem
from tests.acceptance.visitor import Visitor
from tests.acceptance.words import some_name

pytestmark = pytest.mark.since("03")

OTHERS = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""

# What makes a database refuse the last part of a write, by its kind.
REFUSING = {
    "sqlite": [
        """CREATE TRIGGER refuse BEFORE INSERT ON task_tag
            BEGIN SELECT RAISE(ABORT, 'refused'); END"""
    ],
    "postgresql": [
        """CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = '23000'; END $$""",
        "CREATE TRIGGER refuse BEFORE INSERT ON task_tag EXECUTE FUNCTION refuse()",
    ],
}


@contextmanager
def locked(database: SQLite) -> Iterator[None]:
    """Write to a database, and take longer than the app waits."""
    with closing(sqlite3.connect(database.file, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield  # to close it is to undo that


def writes(
    visitor: Visitor, guest: Visitor, program: Program
) -> list[Callable[[], httpx.Response]]:
    """Return every kind of write, each on a page that is open."""
    number, token = visitor.adds("Stays", tags="old"), visitor.token()
    new, path = {"title": "New", "tags": "new"}, f"/tasks/{number}"
    asked = guest.open("/auth/register")
    account = {"username": some_name(), "password": "long enough"}
    return [
        partial(visitor.request, "POST", "/tasks/new", **new, **token),
        partial(visitor.request, "POST", f"{path}/edit", **new, **token),
        partial(visitor.request, "POST", f"{path}/toggle", **token),
        partial(visitor.request, "POST", f"{path}/delete", **token),
        partial(guest.submit, asked, asked.form_with("username"), **account),
        partial(program.send, "POST", "/api/tasks", new | {"tags": ["new"]}),
        partial(program.send, "PATCH", f"/api{path}", {"done": True, "tags": ["new"]}),
        partial(program.send, "DELETE", f"/api{path}"),
    ]


def test_a_write_that_has_to_wait_too_long_says_so_and_leaves_nothing_half_done(
    visitor: Visitor, guest: Visitor, program: Program, database: Database
) -> None:
    if not isinstance(database, SQLite):
        pytest.skip("only SQLite lets one write at a time")
    jobs = writes(visitor, guest, program)
    before = rows_of(database)

    with locked(database):
        readable = visitor.tasks().row("Stays")
        answers = at_once(jobs)

    assert readable, "nothing can be read meanwhile"
    assert statuses(answers) == [503] * len(jobs)
    assert all("Try again" in Page(answer).text for answer in answers[:5])
    assert all(is_problem(answer, 503) for answer in answers[5:])
    assert all("Try again" in answer.json()["detail"] for answer in answers[5:])
    assert rows_of(database) == before
    assert sorted(job().status_code for job in jobs[:3]) == [303] * 3


def test_a_write_whose_last_part_fails_leaves_nothing_of_its_first(
    app: App, ready_database: NewDatabase, tmp_path: Path
) -> None:
    database, log = ready_database(), tmp_path / "app.log"
    with app.served_as_it_is(database.url, log) as address, Visitor(address, app.stage) as visitor:
        number = visitor.arrive().adds("Stays")
        token, before = visitor.token(), rows_of(database)
        new = {"title": "New", "notes": "New", "tags": "new, newer"} | token
        for statement in REFUSING[database.kind]:
            database.run(statement)

        paths = ["/tasks/new", f"/tasks/{number}/edit"]
        answers = [visitor.request("POST", path, **new) for path in paths]

        assert all(answer.is_error for answer in answers)
        assert rows_of(database) == before
        assert visitor.tasks().row("Stays")


def test_a_connection_that_is_lost_is_made_again(
    app: App, ready_database: NewDatabase, tmp_path: Path
) -> None:
    database, log = ready_database(), tmp_path / "app.log"
    if isinstance(database, SQLite):
        pytest.skip("SQLite has no server to lose")

    with app.served_as_it_is(database.url, log) as address, Visitor(address, app.stage) as visitor:
        visitor.arrive().add("Stays")
        database.run(OTHERS)
        first, *others = [visitor.tasks() for _ in range(4)]

    assert first.status in ([200] if app.told else [200, 503])  # a server's pool looks before
    assert all(page.row("Stays") for page in others)
