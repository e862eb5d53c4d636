"""The history of the tables, up and down, with rows in them."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import check, downgrade, upgrade
from sqlalchemy import inspect, text

from taskmaster import create_app
from taskmaster.database import db
from tests.databases import new_database

TEXTS = {1: "Garden, garden, home", 2: "", 3: "home", 4: "Zoë, żółw, 買い物", 5: "home, shop"}
USERS = (
    'INSERT INTO "user" (id, username, username_lower, password_hash) '
    "VALUES (:id, :name, :name, 'x')"
)
TASKS = (
    "INSERT INTO task (id, owner_id, title, notes, created_at, tags) "
    "VALUES (:id, :owner, 'Buy milk', '', '2030-01-31 12:00:00', :tags)"
)
LINKS = "SELECT task_id, owner_id, name FROM task_tag JOIN tag ON tag.id = tag_id"
HISTORY = ScriptDirectory("migrations")
NEXT = """
from alembic import op

revision, down_revision = "9999", "{head}"


def upgrade():
    with op.batch_alter_table("user") as batch_op:
        batch_op.alter_column("username", nullable=True)
"""


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Flask]:
    """An app at work on a database at revision 0001, with two users and five tasks."""
    app = create_app({"SQLALCHEMY_DATABASE_URI": new_database(tmp_path, "_old")})
    with app.app_context():
        upgrade(revision="0001")
        run(USERS, [{"id": 1, "name": "ada"}, {"id": 2, "name": "bob"}])
        run(
            TASKS,
            [{"id": each, "owner": 1 + each // 4, "tags": tags} for each, tags in TEXTS.items()],
        )
        yield app
        db.engine.dispose()


def run(statement: str, rows: list[dict]) -> None:
    """Run a statement for each of some rows."""
    with db.engine.begin() as connection:
        connection.execute(text(statement), rows)


def rows(query: str) -> list[tuple]:
    """Return what a query finds, in order."""
    with db.engine.connect() as connection:
        return sorted(tuple(row) for row in connection.execute(text(query)))


def columns(table: str) -> dict[str, tuple]:
    """Return the columns of a table: type, whether they may be empty, and default."""
    found = inspect(db.engine).get_columns(table)
    return {each["name"]: (str(each["type"]), each["nullable"], each["default"]) for each in found}


@pytest.mark.usefixtures("old")
def test_each_tag_becomes_a_row_and_each_task_keeps_its_tags() -> None:
    upgrade()

    expected = [
        (each, 1 + each // 4, name)
        for each, tags in TEXTS.items()
        for name in tags.split(", ")
        if name
    ]
    assert rows(LINKS) == sorted(expected)
    assert len(rows("SELECT id FROM tag")) == len({link[1:] for link in expected})


@pytest.mark.usefixtures("old")
def test_the_way_back_gives_each_task_the_text_it_had() -> None:
    before = columns("task")

    upgrade()
    downgrade(revision="0001")

    assert columns("task") == before
    assert rows("SELECT id, tags FROM task") == sorted(TEXTS.items())
    assert set(inspect(db.engine).get_table_names()) == {"alembic_version", "task", "user"}


@pytest.mark.usefixtures("old")
def test_up_down_and_up_again_ends_where_the_first_way_up_did() -> None:
    upgrade()
    first = rows(LINKS)

    downgrade(revision="0001")
    upgrade()

    assert rows(LINKS) == first


@pytest.mark.usefixtures("old")
def test_no_revision_loses_a_task() -> None:
    down = [each.revision for each in HISTORY.walk_revisions("0001", "heads")]
    counts = {}
    for move, names in ((upgrade, down[::-1]), (downgrade, down)):
        for name in names:
            move(revision=name)
            counts[move.__name__, name] = len(rows("SELECT id FROM task"))

    assert len(counts) == 2 * len(down)
    assert set(counts.values()) == {5}, counts


@pytest.mark.usefixtures("old")
def test_a_table_may_change_and_keep_all_that_refers_to_it(tmp_path: Path) -> None:
    upgrade()
    copy = copytree("migrations", tmp_path / "migrations")
    path = Path(copy, "versions", "9999_next.py")
    path.write_text(NEXT.format(head=HISTORY.get_current_head()))
    before = rows(LINKS)

    upgrade(directory=str(copy))

    assert len(rows("SELECT id FROM task")) == 5
    assert rows(LINKS) == before


@pytest.mark.usefixtures("old")
def test_the_way_back_to_the_start_leaves_nothing() -> None:
    upgrade()
    downgrade(revision="base")

    assert inspect(db.engine).get_table_names() == ["alembic_version"]


@pytest.mark.usefixtures("old")
def test_the_models_and_the_migrations_agree() -> None:
    upgrade()

    check()  # ends the test if there is anything to migrate


@pytest.mark.usefixtures("old")
def test_a_migration_that_fails_leaves_everything_as_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = columns("task"), rows("SELECT id, tags FROM task")
    monkeypatch.setattr("alembic.operations.Operations.drop_column", fail, raising=False)

    with pytest.raises(RuntimeError):
        upgrade.__wrapped__()

    assert (columns("task"), rows("SELECT id, tags FROM task")) == before
    assert not inspect(db.engine).has_table("tag")


def fail(*_: object) -> None:
    """Fail in the middle of a migration."""
    raise RuntimeError
