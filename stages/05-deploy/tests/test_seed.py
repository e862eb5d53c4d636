"""The command that fills a demo account."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from taskmaster.analytics.services import summarise
from taskmaster.auth.services import authenticate
from taskmaster.database import db
from taskmaster.tasks.models import Task
from taskmaster.tasks.services import list_tasks
from tests.people import make_user, task_of


def seed(app: Flask, *arguments: str) -> tuple[int, str]:
    """Run the command; return its exit status and what it printed."""
    result = app.test_cli_runner().invoke(args=["seed", *arguments])
    return result.exit_code, result.output


def test_a_demo_account_has_tasks_of_every_kind(app: Flask) -> None:
    status, printed = seed(app)

    assert status == 0
    assert "Log in as demo, with the password demo-password." in printed
    with app.app_context():
        summary = summarise(authenticate("demo", "demo-password"))
    assert (summary.total, summary.done) == (100, 34)
    assert 0 < summary.overdue < 100
    assert [name for name, _ in summary.per_tag] == ["home", "family", "errand"]
    assert all(25 <= number <= 50 for _, number in summary.per_tag)


def test_more_tasks_come_on_top_and_those_of_others_stay_as_they_are(app: Flask) -> None:
    with app.app_context():
        make_user("ada")
    task_of(app, "ada")
    seed(app, "--tasks", "10")

    assert seed(app, "--tasks", "5")[0] == 0

    with app.app_context():
        assert summarise(authenticate("demo", "demo-password")).total == 15
        assert db.session.scalar(select(func.count(Task.id))) == 16


def test_a_million_is_a_matter_of_batches(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("taskmaster.demo.BATCH", 10)

    seed(app, "--tasks", "25", "--username", "bob", "--password", "another one")

    with app.app_context():
        assert summarise(authenticate("bob", "another one")).total == 25


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--username", "a"), "Choose a name of 3 to 30 letters"),
        (("--password", "short"), "Choose a password of 8 to 128 characters."),
        (
            ("--username", "ada", "--password", "not this one"),
            "The account ada has another password.",
        ),
        (("--tasks", "-1"), "Invalid value for '--tasks'"),
        (("--tasks", "many"), "Invalid value for '--tasks'"),
    ],
)
def test_what_makes_no_sense_is_refused(app: Flask, arguments: tuple[str, ...], says: str) -> None:
    with app.app_context():
        make_user("ada")

    status, printed = seed(app, *arguments)

    assert status != 0
    assert says in printed
    assert "Traceback" not in printed


def test_either_all_tasks_are_added_or_none(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("taskmaster.demo.find_tags", lambda *_: [][0])

    assert seed(app)[0] != 0

    with app.app_context():
        assert list_tasks(authenticate("demo", "demo-password")).items == []
