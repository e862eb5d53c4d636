"""What the app says when its database is behind, locked, or out of reach."""

import logging
import sqlite3
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from taskmaster import create_app
from taskmaster.database import db
from tests.people import task_of

BEHIND = "The database is behind the app. Run: flask db upgrade"


def app_on(url: str) -> Flask:
    """Return an app on another database."""
    return create_app({"SQLALCHEMY_DATABASE_URI": url, "WTF_CSRF_ENABLED": False})


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
    tmp_path: Path, url: str, says: str
) -> None:
    sqlite3.connect(tmp_path / "read.db").execute("PRAGMA user_version = 1").close()

    status, page = log_in(app_on(url.format(tmp_path)))

    assert status == 503
    assert says in page
    assert "<nav" not in page


def test_a_page_that_is_not_there_survives_a_database_that_is_not_either(tmp_path: Path) -> None:
    client = app_on(f"sqlite:///{tmp_path}/empty.db").test_client()
    with client.session_transaction() as session:
        session["user_id"] = 1

    answer = client.get("/nowhere")

    assert answer.status_code == 503
    assert BEHIND in answer.text


def test_a_program_gets_a_problem(tmp_path: Path) -> None:
    client = app_on(f"sqlite:///{tmp_path}/empty.db").test_client()

    answer = client.post("/api/token", auth=("ada", "x"))

    assert answer.content_type == "application/problem+json"
    assert answer.json == {"status": 503, "title": "Service Unavailable", "detail": BEHIND}


def test_the_log_keeps_what_the_driver_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        log_in(app_on(f"sqlite:///{tmp_path}/empty.db"))

    assert f"{BEHIND} (no such table: user)" in caplog.text


def test_a_locked_database_says_so_and_nothing_is_half_done(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/locked.db"
    app = app_on(url)
    with app.app_context():
        db.create_all()
        db.session.execute(text("PRAGMA busy_timeout = 1"))
        db.session.remove()
    other = sqlite3.connect(tmp_path / "locked.db")
    other.execute("BEGIN IMMEDIATE")

    form = {"username": "ada", "password": "correct horse"}
    answer = app.test_client().post("/auth/register", data=form)
    other.close()

    assert answer.status_code == 503
    assert "Another program is writing to the database." in answer.text
    assert log_in(app)[0] == 400
    assert app.test_client().post("/auth/register", data=form).status_code == 303


@pytest.mark.parametrize("action", ["toggle", "edit"])
def test_who_changes_what_somebody_has_just_deleted_is_told_so(
    app: Flask, ada: FlaskClient, monkeypatch: pytest.MonkeyPatch, action: str
) -> None:
    number = task_of(app, "ada")
    commit = db.session.commit

    def overtaken() -> None:
        with db.engine.begin() as other:
            other.execute(text("DELETE FROM task"))
        commit()

    monkeypatch.setattr(db.session, "commit", overtaken)
    answer = ada.post(f"/tasks/{number}/{action}", data={"title": "Buy bread"})

    assert answer.status_code == 409
    assert "Look at it again." in answer.text
