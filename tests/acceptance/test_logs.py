"""The stories of a server's log: a line of JSON for each request, and nothing that is secret."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.acceptance.apps import App
from tests.acceptance.databases import Database, NewDatabase
from tests.acceptance.gunicorn import ON_GUNICORN
from tests.acceptance.machines import METRICS_TOKEN as TOKEN
from tests.acceptance.program import Program
from tests.acceptance.servers import Server
from tests.acceptance.tour import tour
from tests.acceptance.visitor import Visitor
from tests.acceptance.words import PASSWORD
from workbook.apps.ports import HOST
from workbook.apps.settings import SECRET, on_this_machine

pytestmark = [pytest.mark.since("05"), ON_GUNICORN]

ID = "X-Request-ID"
SANE = "trace-0123.abc_DEF"
MAD = ["", "short", "x" * 65, "has blanks in it", '{"not":"an id"}', "line%0Abreak", "żółw-żółw"]
BREAKS = """

@app.get("/break")
def break_down() -> str:
    raise RuntimeError("words of the developer")
"""
USER = 'SELECT id FROM "user" WHERE username = %s'


@pytest.fixture(scope="module")
def served_database(ready_database: NewDatabase) -> Database:
    """The database of the server whose log is read."""
    return ready_database()


@pytest.fixture(scope="module")
def server(
    app: App, served_database: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server with a page that breaks, stopped at its end."""
    folder = tmp_path_factory.mktemp("logs")
    own = app.copy(folder / "taskmaster").telling(METRICS_TOKEN=TOKEN)
    with (own.folder / "wsgi.py").open("a", encoding="utf-8") as file:
        file.write(BREAKS)
    with own.serving(folder / "app.log", served_database, prepared=True) as server:
        yield server


@pytest.fixture(scope="module")
def somebody(app: App, server: Server) -> Iterator[Visitor]:
    """Somebody with an account there."""
    with Visitor(server.address, app.stage).arrive() as visitor:
        yield visitor


def ask(server: Server, visitor: Visitor, path: str, **headers: str) -> tuple[Any, httpx.Response]:
    """Send a request; return the one line that the log has of it, and the answer."""
    raw = [(name.replace("_", "-").encode(), text.encode()) for name, text in headers.items()]
    answer = visitor.client.get(server.address + path, headers=raw)
    [line] = server.requests(request_id=answer.headers[ID])
    return line, answer


def test_the_line_of_a_request_tells_what_happened(
    server: Server, somebody: Visitor, served_database: Database
) -> None:
    number = somebody.adds("Logged")
    [(user,)] = served_database.run(USER, somebody.name)

    line, _ = ask(server, somebody, f"/tasks/{number}/edit?q=unlogged")

    expected = {
        "level": "INFO",
        "method": "GET",
        "route": "/tasks/<int:task_id>/edit",
        "path": f"/tasks/{number}/edit",
        "status": 200,
        "user_id": user,
    }
    assert line | expected == line
    assert line["duration_ms"] > 0
    assert line["client"].startswith("10.")
    assert line["timestamp"].startswith("20")


def test_the_line_of_a_login_tells_who_it_was(
    app: App, server: Server, somebody: Visitor, served_database: Database
) -> None:
    [(user,)] = served_database.run(USER, somebody.name)
    with Visitor(server.address, app.stage) as again:
        answer = again.log_in(somebody.name)

    [line] = server.requests(request_id=answer.headers[ID])
    assert (line["route"], line["status"], line["user_id"]) == ("/auth/login", 303, user)


def test_the_line_of_a_guest_who_is_lost_has_no_user_and_no_route(app: App, server: Server) -> None:
    with Visitor(server.address, app.stage) as guest:
        line, answer = ask(server, guest, "/nothing/here")

    assert answer.status_code == line["status"] == 404
    assert (line["user_id"], line["route"]) == (None, "none")


def test_a_sane_id_of_a_request_is_kept(server: Server, somebody: Visitor) -> None:
    line, answer = ask(server, somebody, "/tasks/", X_Request_ID=SANE)

    assert answer.headers[ID] == line["request_id"] == SANE


@pytest.mark.parametrize("sent", MAD)
def test_another_id_is_replaced(server: Server, somebody: Visitor, sent: str) -> None:
    line, answer = ask(server, somebody, "/tasks/", X_Request_ID=sent)

    assert answer.headers[ID] == line["request_id"] != sent
    assert len(line["request_id"]) >= 16


def test_two_requests_have_two_ids(server: Server, somebody: Visitor) -> None:
    ids = {ask(server, somebody, "/tasks/")[0]["request_id"] for _ in range(2)}

    assert len(ids) == 2


def test_an_error_is_one_record_with_its_traceback_and_the_id_of_its_request(
    server: Server, somebody: Visitor
) -> None:
    line, answer = ask(server, somebody, "/break")

    [record] = [each for each in server.lines() if "exc_info" in each]
    assert "words of the developer" not in answer.text
    assert line["status"] == answer.status_code == 500
    assert record["request_id"] == answer.headers[ID]
    assert record["level"] == "ERROR"
    assert record["exc_info"].startswith("Traceback ")
    assert record["exc_info"].endswith("RuntimeError: words of the developer")


def test_a_row_that_the_database_refuses_is_not_shown(
    app: App, ready_database: NewDatabase, tmp_path: Path
) -> None:
    database, log = ready_database(), tmp_path / "app.log"
    if database.kind == "sqlite":
        pytest.skip("SQLite does not tell which row it refuses")
    database.run("ALTER TABLE task ADD COLUMN colour text NOT NULL")  # as a release may forget

    with (
        app.serving(log, database, prepared=True) as server,
        Visitor(server.address, app.stage).arrive() as user,
    ):
        answer = user.add("private-title", notes="private-line\nprivate-end")
        [record] = [each for each in server.lines() if "exc_info" in each]

    assert answer.status_code == 500
    assert 'null value in column "colour"' in record["exc_info"]
    assert "INSERT INTO task" in record["exc_info"]
    assert "private" not in log.read_text(encoding="utf-8")


def talk_nonsense(server: Server) -> None:
    """Send what is no request."""
    with socket.create_connection((HOST, server.port), 10) as connection:
        connection.sendall(b"\xff\xfe nonsense\r\n\r\n")
        connection.recv(1000)


def secrets_of(visitor: Visitor, program: Program) -> dict[str, str]:
    """Return words that were told to an app, and are to stay between it and its visitor."""
    cookies = {f"cookie {name}": str(text) for name, text in visitor.client.cookies.items()}
    return cookies | {
        "password": PASSWORD,
        "wrong password": "wrong-password",
        "csrf token": next(iter(visitor.token().values())),
        "api token": str(program.client.headers["Authorization"]).split()[1],
        "metrics token": TOKEN,
        "query": "what-somebody-looks-for",
    }


def test_every_line_from_start_to_stop_is_json_and_none_has_a_secret(
    app: App, ready_database: NewDatabase, tmp_path: Path
) -> None:
    log, own = tmp_path / "app.log", app.telling(METRICS_TOKEN=TOKEN)
    with (
        own.serving(log, ready_database(), prepared=True) as server,
        Visitor(server.address, app.stage).arrive() as user,
        Visitor(server.address, app.stage) as guest,
    ):
        tour(user, guest)
        program = Program(user).sign_in()
        program.page(q="what-somebody-looks-for")
        user.tasks(q="what-somebody-looks-for")
        guest.log_in(user.name, "wrong-password")
        program.ask_for_token(password="wrong-password")
        headers = {"Authorization": f"Bearer {TOKEN}"}
        assert user.client.get(f"{server.address}/metrics", headers=headers).status_code == 200
        secrets = secrets_of(user, program) | {"secret": on_this_machine(app.folder)[SECRET]}
        talk_nonsense(server)
        program.close()

    text = log.read_text(encoding="utf-8")
    assert all(isinstance(json.loads(line), dict) for line in text.splitlines())
    assert len(server.requests()) > 50
    assert "Shutting down" in text
    assert [what for what, words in secrets.items() if words in text] == []
