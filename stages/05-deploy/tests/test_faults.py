"""What the app says when its database is behind, locked, or out of reach."""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from taskmaster import create_app
from taskmaster.auth.services import find_user
from taskmaster.database import db
from tests.people import task_of

AppOn = Callable[[str], Flask]
BEHIND = "The database is behind the app. Run: flask db upgrade"


@pytest.fixture
def app_on() -> Iterator[AppOn]:
    """Make an app on another database; in the end it closes its connections."""
    apps: list[Flask] = []

    def make(url: str) -> Flask:
        apps.append(create_app({"SQLALCHEMY_DATABASE_URI": url, "WTF_CSRF_ENABLED": False}))
        return apps[-1]

    yield make
    for app in apps:
        with app.app_context():
            db.engine.dispose()


def log_in(app: Flask) -> tuple[int, str]:
    """Try to log in; return the status, and the words of the page."""
    answer = app.test_client().post("/auth/login", data={"username": "ada", "password": "x"})
    return answer.status_code, answer.text


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("sqlite:///{}/empty.db", BEHIND),
        ("sqlite:///{}", "The database file cannot be opened."),
        ("sqlite:///file:{}/read.db?mode=ro&uri=true", "The database file cannot be written."),
    ],
)
def test_a_database_that_cannot_be_used_says_what_to_do(
    app_on: AppOn, tmp_path: Path, url: str, says: str
) -> None:
    with closing(sqlite3.connect(tmp_path / "read.db")) as file:
        file.execute("PRAGMA user_version = 1")

    status, page = log_in(app_on(url.format(tmp_path)))

    assert status == 503
    assert says in page
    assert "<nav" not in page


def test_code_that_expects_the_error_of_a_database_gets_it(app_on: AppOn, tmp_path: Path) -> None:
    with app_on(f"sqlite:///{tmp_path}/empty.db").app_context(), pytest.raises(OperationalError):
        find_user("ada")


def test_an_unknown_address_says_what_to_do_about_the_database_too(
    app_on: AppOn, tmp_path: Path
) -> None:
    client = app_on(f"sqlite:///{tmp_path}/empty.db").test_client()
    with client.session_transaction() as session:
        session["user_id"] = 1

    answer = client.get("/nowhere")

    assert answer.status_code == 503
    assert BEHIND in answer.text


def test_a_program_gets_a_problem(app_on: AppOn, tmp_path: Path) -> None:
    client = app_on(f"sqlite:///{tmp_path}/empty.db").test_client()

    answer = client.post("/api/token", auth=("ada", "x"))

    assert answer.content_type == "application/problem+json"
    assert answer.json == {"status": 503, "title": "Service Unavailable", "detail": BEHIND}


def test_the_log_keeps_what_the_driver_said(
    app_on: AppOn, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        log_in(app_on(f"sqlite:///{tmp_path}/empty.db"))

    assert f"{BEHIND} (no such table: user)" in caplog.text


def test_a_locked_database_says_so_and_nothing_is_half_done(app_on: AppOn, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/locked.db"
    app = app_on(url)
    with app.app_context():
        db.create_all()
        db.session.execute(text("PRAGMA busy_timeout = 1"))
        db.session.remove()
    form = {"username": "ada", "password": "correct horse"}

    with closing(sqlite3.connect(tmp_path / "locked.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = app.test_client().post("/auth/register", data=form)

    assert answer.status_code == 503
    assert "Another program is writing to the database." in answer.text
    assert log_in(app)[0] == 400
    assert app.test_client().post("/auth/register", data=form).status_code == 303


def meanwhile(monkeypatch: pytest.MonkeyPatch, statement: str) -> None:
    """Have somebody else run a statement just before the next commit."""
    commit = db.session.commit

    def overtaken() -> None:
        with db.engine.begin() as other:
            other.execute(text(statement))
        commit()

    monkeypatch.setattr(db.session, "commit", overtaken)


@pytest.mark.parametrize("action", ["toggle", "edit"])
def test_who_changes_what_somebody_has_just_deleted_is_told_so(
    app: Flask, ada: FlaskClient, monkeypatch: pytest.MonkeyPatch, action: str
) -> None:
    number = task_of(app, "ada")
    meanwhile(monkeypatch, "DELETE FROM task")
    answer = ada.post(f"/tasks/{number}/{action}", data={"title": "Buy bread"})

    assert answer.status_code == 409
    assert "Look at it again." in answer.text


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE task SET title = NULL",
        "INSERT INTO tag (owner_id, name) SELECT owner_id, NULL FROM task",
    ],
)
def test_a_rule_that_only_a_mistake_can_break_is_no_conflict(
    app: Flask, ada: FlaskClient, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    number = task_of(app, "ada")
    meanwhile(monkeypatch, statement)

    with pytest.raises(IntegrityError):
        ada.post(f"/tasks/{number}/toggle")
