"""The stories of migrations with rows in the tables: nothing is lost on the way up or down."""

from pathlib import Path

import pytest

from tests.acceptance.apps import App
from tests.acceptance.databases import Database, NewDatabase, Rows, rows_of

pytestmark = pytest.mark.since("03")

USERS = {1: "ada", 2: "Zoë", 3: "nobody"}
# By owner: what stands in the column tags, as the app writes it.
TEXTS = {
    1: ["home", "", "Home, Zebra, apple, home", "home, shop", "Äpfel, äpfel"],
    2: ["home", "買い物, 🥕", 'it\'s 100 %, say "so"', ""],
}
NAMES = """SELECT task.id, tag.owner_id, tag.name FROM task
    JOIN task_tag ON task_tag.task_id = task.id JOIN tag ON tag.id = task_tag.tag_id"""
FAILS = """from alembic import op
import sqlalchemy as sa

revision, down_revision = "9999", "{head}"
branch_labels = depends_on = None


def upgrade():
    op.create_table("half", sa.Column("id", sa.Integer()))
    op.execute("INSERT INTO half VALUES (1)")
    op.execute("UPDATE task SET title = 'half done'")
    op.add_column("task", sa.Column("half", sa.Integer()))
    op.drop_table("task_tag")
    raise RuntimeError("half-way")
"""


def fill(database: Database) -> None:
    """Put users and tasks into a database at its first revision."""
    for number, name in USERS.items():
        sql = 'INSERT INTO "user" (id, username, username_lower, password_hash)'
        database.run(f"{sql} VALUES (%s, %s, %s, 'x')", number, name, name.lower())
    for owner, texts in TEXTS.items():
        for text in texts:
            sql = "INSERT INTO task (owner_id, title, notes, created_at, tags)"
            values = "VALUES (%s, 'T', '', '2026-01-02 03:04:05', %s)"
            database.run(f"{sql} {values}", owner, text)


def expected_names() -> set[tuple[int, int, str]]:
    """Return each tag of each task, with the owner's number."""
    tasks = [(owner, text) for owner, texts in TEXTS.items() for text in texts]
    return {
        (number, owner, name)
        for number, (owner, text) in enumerate(tasks, 1)
        for name in text.split(", ")
        if name
    }


def texts_of(database: Database) -> Rows:
    """Return the column tags with its bytes."""
    rows = database.run("SELECT id, owner_id, tags FROM task ORDER BY id")
    return [(number, owner, text.encode()) for number, owner, text in rows]


@pytest.fixture(scope="module")
def filled(first_database: NewDatabase) -> Database:
    """A database at its first revision, with users, tasks and tags in it."""
    database = first_database()
    fill(database)
    return database


@pytest.fixture(scope="module")
def after_the_way_up(app: App, filled: Database) -> Database:
    """That database at its last revision."""
    database = filled.twin()
    app.does(database, "db", "upgrade")
    return database


@pytest.fixture
def upgraded(after_the_way_up: Database) -> Database:
    """A database like that, to go on with."""
    return after_the_way_up.twin()


def test_every_tag_is_found_after_the_way_up(upgraded: Database) -> None:
    assert sorted(upgraded.run(NAMES)) == sorted(expected_names())
    assert upgraded.run("SELECT owner_id, count(*) FROM tag GROUP BY 1 ORDER BY 1") == [
        (owner, len({name for _, one, name in expected_names() if one == owner})) for owner in TEXTS
    ]
    assert upgraded.column("task", "tags") == []


def test_the_way_down_gives_the_column_back_byte_for_byte(
    app: App, filled: Database, upgraded: Database
) -> None:
    column, texts = filled.column("task", "tags"), texts_of(filled)

    app.does(upgraded, "db", "downgrade", "0001")

    assert len(column) == 1
    assert upgraded.column("task", "tags") == column
    assert texts_of(upgraded) == texts
    assert not {"tag", "task_tag"} & set(upgraded.tables())


def test_a_second_way_up_ends_with_the_same_rows_and_the_same_tables(
    app: App, upgraded: Database
) -> None:
    schema, names = upgraded.schema(), sorted(upgraded.run(NAMES))

    app.does(upgraded, "db", "downgrade", "0001")
    app.does(upgraded, "db", "upgrade")

    assert sorted(upgraded.run(NAMES)) == names
    assert [row[0] for row in upgraded.schema()] == [row[0] for row in schema]


def test_the_way_down_to_nothing_can_be_gone_up_again(app: App, upgraded: Database) -> None:
    app.does(upgraded, "db", "downgrade", "base")
    tables = upgraded.tables()

    app.does(upgraded, "db", "upgrade")

    assert not {"user", "task", "tag", "task_tag"} & set(tables)
    assert {"user", "task", "tag", "task_tag"} <= set(upgraded.tables())
    assert upgraded.run("SELECT count(*) FROM task") == [(0,)]


@pytest.mark.since("05")
def test_the_way_back_by_one_and_forth_again_keeps_every_row(
    app: App, ready_database: NewDatabase
) -> None:
    database = ready_database()
    app.does(database, "seed", "--tasks", "30")
    before = rows_of(database)

    app.does(database, "db", "downgrade")
    back = rows_of(database)
    app.does(database, "db", "upgrade")

    assert len(before["task"]) == 30
    assert rows_of(database) == before
    assert before.pop("alembic_version") != back.pop("alembic_version")
    assert back == before


def test_the_migrations_make_what_the_models_say(app: App, ready_database: NewDatabase) -> None:
    ran = app.flask(ready_database().url, "db", "check")

    assert ran.status == 0, ran.said
    assert "No new upgrade operations detected." in ran.said


def test_a_migration_that_fails_half_way_leaves_all_as_it_was(
    app: App, upgraded: Database, tmp_path: Path
) -> None:
    before = upgraded.schema(), rows_of(upgraded)
    [(head,)] = upgraded.run("SELECT version_num FROM alembic_version")
    failing = app.copy(tmp_path / "taskmaster")
    path = failing.folder / "migrations" / "versions" / "9999_half.py"
    path.write_text(FAILS.format(head=head))

    ran = failing.flask(upgraded.url, "db", "upgrade")

    assert ran.status != 0
    assert "half-way" in ran.said
    assert (upgraded.schema(), rows_of(upgraded)) == before
    app.does(upgraded, "db", "check")
