"""The stories of the migration that comes next: what a learner changes in a model loses nothing.

SQLite changes most of a table by a copy of it, and dropping the old one takes along what refers
to it, unless the app sees to that.
"""

from pathlib import Path

import pytest

from tests.acceptance.apps import App
from tests.acceptance.databases import Database, NewDatabase, rows_of

pytestmark = pytest.mark.since("03")

TASKS = 30
# A model that gets a column: its feature, the line before that, its table, and some old columns.
NEW = [
    ("auth", "    password_hash: Mapped[str]\n", "user", "id, username, username_lower"),
    ("tasks", "    title: Mapped[str]\n", "task", "id, owner_id, title, created_at, done_at"),
    ("tasks", "    name: Mapped[str]\n", "tag", "id, owner_id, name"),
]
ADD_USER = """INSERT INTO "user" (username, username_lower, password_hash)
    VALUES (%s, %s, 'x') RETURNING id"""
LOSES = """from alembic import op

revision, down_revision = "9999", "{head}"
branch_labels = depends_on = None


def upgrade():
    op.execute("DELETE FROM tag")
"""


@pytest.fixture(scope="module")
def seeded(app: App, ready_database: NewDatabase) -> Database:
    """A database with a user's tasks, links and tags, and a user who is gone again."""
    database = ready_database()
    app.does(database, "seed", "--tasks", str(TASKS))
    database.run(ADD_USER, "gone", "gone")
    database.run("DELETE FROM \"user\" WHERE username = 'gone'")
    return database


@pytest.fixture
def ours(app: App, tmp_path: Path) -> App:
    """A copy of the app that may be changed."""
    return app.copy(tmp_path / "taskmaster")


def head_of(database: Database) -> str:
    """Return the revision that a database is at."""
    [(head,)] = database.run("SELECT version_num FROM alembic_version")
    return str(head)


def add_column(app: App, feature: str, after: str) -> None:
    """Give a model a column that is unique, behind a line of its own."""
    models = app.folder / "taskmaster" / feature / "models.py"
    text = models.read_text(encoding="utf-8")
    assert after in text
    line = "    code: Mapped[str | None] = mapped_column(unique=True)\n"
    models.write_text(text.replace(after, after + line, 1), encoding="utf-8")


def kept(database: Database, table: str, columns: str) -> dict[str, list[str]]:
    """Return the rows of every table, and of one table those columns that it had before."""
    rows = rows_of(database)
    del rows["alembic_version"]
    rows[table] = sorted(map(repr, database.run(f'SELECT {columns} FROM "{table}"')))
    return rows


@pytest.mark.parametrize(("feature", "after", "table", "columns"), NEW)
def test_a_unique_column_for_any_table_costs_no_row_up_or_down(
    ours: App, seeded: Database, feature: str, after: str, table: str, columns: str
) -> None:
    database = seeded.twin()
    before = kept(database, table, columns)
    add_column(ours, feature, after)

    ours.does(database, "db", "migrate", "--rev-id", "9999", "-m", "code")
    ours.does(database, "db", "upgrade")
    up = kept(database, table, columns)
    ours.does(database, "db", "downgrade")

    assert len(before["task"]) == TASKS
    assert len(before["task_tag"]) > TASKS / 2
    assert up == before
    assert kept(database, table, columns) == before


def test_a_number_that_was_given_is_not_given_again_after_a_table_has_changed(
    ours: App, seeded: Database
) -> None:
    database = seeded.twin()
    [(last,)] = database.run('SELECT max(id) + 1 FROM "user"')  # of the user who is gone
    add_column(ours, *NEW[0][:2])

    ours.does(database, "db", "migrate", "--rev-id", "9999", "-m", "code")
    ours.does(database, "db", "upgrade")
    [(next_one,)] = database.run(ADD_USER, "new", "new")

    assert next_one == last + 1


def test_a_migration_that_leaves_rows_alone_in_the_world_is_refused_and_undone(
    ours: App, seeded: Database
) -> None:
    database = seeded.twin()
    if database.kind != "sqlite":
        pytest.skip("PostgreSQL deletes what refers to it, as the models say")
    path = ours.folder / "migrations" / "versions" / "9999_loses.py"
    path.write_text(LOSES.format(head=head_of(database)))
    before = database.schema(), rows_of(database)

    ran = ours.flask(database.url, "db", "upgrade")

    assert ran.status != 0
    assert "Rows would refer to ones that are gone: " in ran.said
    assert " of task_tag to tag. Nothing changed." in ran.said
    assert (database.schema(), rows_of(database)) == before


def test_rows_that_a_person_has_left_alone_keep_no_migration_from_running(
    app: App, first_database: NewDatabase
) -> None:
    database = first_database()
    if database.kind != "sqlite":
        pytest.skip("PostgreSQL lets no person do that")
    sql = "INSERT INTO task (owner_id, title, notes, created_at, tags)"
    database.run(f"{sql} VALUES (77, 'T', '', '2026-01-02 03:04:05', '')")

    app.does(database, "db", "upgrade")

    assert database.run("SELECT owner_id FROM task") == [(77,)]


def test_sql_without_a_database_is_refused_in_a_sentence(
    app: App, ready_database: NewDatabase
) -> None:
    ran = app.flask(ready_database().url, "db", "upgrade", "--sql")

    assert ran.status != 0
    assert "Error: --sql can't show these migrations, as they read rows." in ran.said
    assert "Traceback" not in ran.said
