"""The stories of a database that cannot be used: people, programs and terminals are told why."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.acceptance.apps import App
from tests.acceptance.databases import Database, NewDatabase, SQLite
from tests.acceptance.page import Page
from tests.acceptance.program import Program, is_problem
from tests.acceptance.visitor import Visitor
from tests.acceptance.words import PASSWORD
from tests.support.tiny import Ran
from workbook.apps.databases import sqlite_url

pytestmark = pytest.mark.since("03")

AWAY = "postgresql://postgres@/app?host=/no/such/folder"


USER = 'SELECT id FROM "user" WHERE username = %s'
TASK = """INSERT INTO task (owner_id, title, notes, created_at)
    VALUES (%s, 'T', '', '2026-01-02 03:04:05')"""


def words_for_strangers(app: App, words: str) -> str:
    """Return what somebody far away is told; a server keeps the rest to its log."""
    return "Try again in a few seconds" if app.stage >= "05" else words


@dataclass(frozen=True)
class Faulty:
    """A database that cannot be used, and words of what is to be done."""

    url: str
    words: str
    database: Database


def nowhere(database: Database, tmp_path: Path) -> Faulty:
    """Return a database that is not there at all."""
    if database.kind == "sqlite":
        return Faulty(sqlite_url(tmp_path), "cannot be opened", database)
    return Faulty(AWAY, "DATABASE_URL", database)


@pytest.fixture(scope="module", params=["nowhere", "never upgraded", "at 0001"])
def faulty(
    request: pytest.FixtureRequest,
    new_database: NewDatabase,
    first_database: NewDatabase,
    tmp_path_factory: pytest.TempPathFactory,
) -> Faulty:
    """Each database that cannot be used, in turn."""
    if request.param == "nowhere":
        return nowhere(new_database(), tmp_path_factory.mktemp("folder"))
    database = first_database() if request.param == "at 0001" else new_database()
    return Faulty(database.url, "flask db upgrade", database)


@pytest.fixture
def advice(app: App, faulty: Faulty) -> str:
    """Words that people and programs are told about that database."""
    return words_for_strangers(app, faulty.words)


@pytest.fixture(scope="module")
def victim(
    app: App, faulty: Faulty, visitor: Visitor, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Visitor]:
    """Somebody at an app on that database, with a session."""
    log = tmp_path_factory.mktemp("victim") / "app.log"
    with app.served_as_it_is(faulty.url, log) as address, Visitor(address, app.stage) as somebody:
        if somebody.register().is_redirect:  # accounts are older than the tables that lack
            [(number,)] = faulty.database.run(USER, somebody.name)
            faulty.database.run(TASK, number)
        else:  # a session of an app that works
            somebody.client.cookies = httpx.Cookies(dict(visitor.client.cookies))
        yield somebody


def is_page(answer: httpx.Response, words: str) -> bool:
    """Tell whether an answer is a page for people that says what is to be done."""
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    page = Page(answer)
    return page.status == 503 and words in page.text and page.soup.find("h1") is not None


def says_so(answer: httpx.Response, words: str) -> bool:
    """Tell whether an answer is a problem for programs that says what is to be done."""
    return is_problem(answer, 503) and words in answer.json()["detail"]


def test_a_page_of_an_app_without_a_fit_database_says_what_to_do(
    victim: Visitor, advice: str
) -> None:
    for path in ("/tasks/", "/analytics/", "/tasks/1/edit"):
        assert is_page(victim.request("GET", path), advice), path


def test_a_form_of_an_app_without_a_fit_database_says_what_to_do(
    app: App, victim: Visitor, advice: str
) -> None:
    with Visitor(victim.address, app.stage) as guest:
        answers = [guest.register(), guest.log_in()]
    if answers[0].is_redirect:
        paths = ["/tasks/new", "/tasks/1/edit"]
        answers = [victim.post(path, title="T", tags="t") for path in paths]

    assert all(is_page(answer, advice) for answer in answers)


def test_the_api_of_an_app_without_a_fit_database_says_what_to_do(
    victim: Visitor, advice: str
) -> None:
    program = Program(victim)
    answers = [program.ask_for_token()]
    if answers[0].status_code == 200:
        program.sign_in()
        answers = [
            program.send("GET", "/api/tasks"),
            program.send("POST", "/api/tasks", {"title": "T", "tags": ["t"]}),
        ]
    program.close()

    assert all(says_so(answer, advice) for answer in answers)


def ends_in_one_line(ran: Ran, words: str) -> bool:
    """Tell whether a command ends with one line that says what is to be done."""
    lines = [line for line in ran.said.splitlines() if not line.startswith("Adding ")]
    assert len(lines) == 1, ran.said
    return ran.status != 0 and words in lines[0]


def test_a_command_on_a_database_that_is_not_fit_ends_with_one_line(
    app: App, faulty: Faulty
) -> None:
    assert ends_in_one_line(app.flask(faulty.url, "seed", "--tasks", "3"), faulty.words)


def test_an_upgrade_of_a_database_that_is_not_there_ends_with_one_line(
    app: App, database: Database, tmp_path: Path
) -> None:
    fault = nowhere(database, tmp_path)

    assert ends_in_one_line(app.flask(fault.url, "db", "upgrade"), fault.words)


def read_only(database: Database) -> str:
    """Return the URL that opens a file to be read and never written."""
    if not isinstance(database, SQLite):
        pytest.skip("only SQLite keeps a database in a file")
    return f"sqlite:///file:{database.file.as_posix()}?mode=ro&uri=true"


def test_an_app_that_may_not_write_its_file_says_so_and_still_shows_it(
    app: App, ready_database: NewDatabase, tmp_path: Path
) -> None:
    database, log = ready_database(), tmp_path / "app.log"
    url, words = read_only(database), words_for_strangers(app, "cannot be written")
    app.does(database, "seed", "--tasks", "3", "--username", "reader", "--password", PASSWORD)

    with app.served_as_it_is(url, log) as address, Visitor(address, app.stage) as reader:
        assert reader.log_in("reader").is_redirect
        program = Program(reader)
        program.client.headers["Authorization"] = (
            f"Bearer {program.ask_for_token('reader').json()['token']}"
        )
        assert is_page(reader.add("New", tags="new"), words)
        number = reader.tasks().numbers()[0]
        assert is_page(reader.post(f"/tasks/{number}/toggle"), words)
        assert says_so(program.send("DELETE", f"/api/tasks/{number}"), words)
        assert len(reader.tasks().rows()) == 3
        program.close()


def test_an_upgrade_of_a_file_that_may_not_be_written_ends_with_one_line(
    app: App, first_database: NewDatabase
) -> None:
    url = read_only(first_database())

    assert ends_in_one_line(app.flask(url, "db", "upgrade"), "cannot be written")
