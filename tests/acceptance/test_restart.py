"""The stories of a restart: what was there before it is there after it."""

from pathlib import Path

import pytest

from tests.acceptance.apps import App
from tests.acceptance.databases import NewDatabase
from tests.acceptance.visitor import Visitor
from workbook.apps.ports import free_port

pytestmark = pytest.mark.since("03")

TASKS: dict[str, dict[str, str]] = {
    "Zoë kauft Käse": {"notes": "Ganz\noder gar nicht 🥕", "due_on": "2999-12-31"},
    "Tagged": {"tags": "Home, home, 買い物"},
    "Bare": {},
}


def settle(visitor: Visitor) -> None:
    """Add tasks of every kind; one is done."""
    for title, fields in TASKS.items():
        visitor.add(title, **fields)
    visitor.press("Tagged", "toggle")


def kept(visitor: Visitor) -> list[object]:
    """Return all that the app says of somebody's tasks, and all that it lets them change."""
    page = visitor.tasks()
    forms = [visitor.open(f"/tasks/{number}/edit") for number in page.numbers()]
    names = ("title", "notes", "due_on", "tags")
    return [
        [visitor.sees(title) for title in TASKS],
        [[form.value(name) for name in names] for form in forms],
        visitor.tasks(status="done").numbers(),
        visitor.tasks(tag="買い物").numbers(),
        visitor.open("/analytics/").figure("Done"),
    ]


def test_my_tasks_are_there_after_a_restart(
    app: App, new_database: NewDatabase, tmp_path: Path
) -> None:
    database, port, log = new_database(), free_port(), tmp_path / "app.log"
    with app.served(log, database, port) as address:
        visitor = Visitor(address, app.stage).arrive()
        settle(visitor)
        before = kept(visitor)

    with visitor, app.served(log, database, port):
        with_the_old_session = kept(visitor)
        visitor.post("/auth/logout")
        logged_out = visitor.tasks().path
        logged_in = visitor.log_in().status_code
        after = kept(visitor)

    assert after == with_the_old_session == before
    assert (logged_out, logged_in) == ("/auth/login", 303)
    assert before[1:] == [
        [
            ["Bare", "", "", ""],
            ["Tagged", "", "", "Home, home, 買い物"],
            ["Zoë kauft Käse", "Ganz\noder gar nicht 🥕", "2999-12-31", ""],
        ],
        *[before[2]] * 2,
        "1",
    ]


def test_an_app_that_is_told_of_no_database_keeps_its_data_in_its_instance_folder(
    app: App, tmp_path: Path
) -> None:
    own = app.copy(tmp_path / "taskmaster")

    for status in (303, 400):  # the second time the name is taken
        with (
            own.served(tmp_path / "app.log", None) as address,
            Visitor(address, app.stage) as visitor,
        ):
            assert visitor.register("somebody").status_code == status

    assert [path.name for path in (own.folder / "instance").glob("*.db")] == ["taskmaster.db"]
    assert not list(own.folder.glob("*.db"))
