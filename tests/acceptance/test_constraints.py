"""The stories of what the database itself refuses and clears away, whoever asks it to."""

from collections.abc import Callable, Iterator

import pytest

from tests.acceptance.apps import App
from tests.acceptance.databases import Database
from tests.acceptance.visitor import Visitor

pytestmark = pytest.mark.since("03")

USER = 'SELECT id FROM "user" WHERE username = %s'
OWNED = {
    "task": "SELECT id FROM task WHERE owner_id = %s",
    "tag": "SELECT id FROM tag WHERE owner_id = %s",
    "task_tag": """SELECT task_id FROM task_tag
        WHERE task_id IN (SELECT id FROM task WHERE owner_id = %s)""",
}


Execute = Callable[[str], str]


@pytest.fixture(scope="module")
def execute(app: App, database: Database, address: str) -> Iterator[Execute]:
    """What runs a statement on a connection of the app's own, and returns what comes of it."""
    with app.script("execute.py", database.url) as process:

        def run(statement: str) -> str:
            assert process.stdin
            assert process.stdout
            process.stdin.write(f"{statement}\n".encode())
            process.stdin.flush()
            return process.stdout.readline().decode().strip()

        yield run


def owned(database: Database, user: object) -> dict[str, int]:
    """Return how many rows of each table are somebody's."""
    return {table: len(database.run(sql, user)) for table, sql in OWNED.items()}


def test_the_database_refuses_a_name_that_is_taken_whatever_its_case(
    visitor: Visitor, database: Database
) -> None:
    names = 'INSERT INTO "user" (username, username_lower, password_hash) VALUES (%s, %s, %s)'
    with pytest.raises(database.refusal):
        database.run(names, visitor.name.upper(), visitor.name.lower(), "x")

    assert database.run(USER, visitor.name.upper()) == []


def test_a_user_who_is_deleted_takes_their_tasks_and_tags_along(
    execute: Execute, newcomer: Visitor, visitor: Visitor, database: Database
) -> None:
    for somebody in (newcomer, visitor):
        somebody.add("One", tags="home, garden")
        somebody.add("Two", tags="home")
    [(leaving,)], [(staying,)] = (database.run(USER, one.name) for one in (newcomer, visitor))
    before = owned(database, staying)
    links = database.run("SELECT count(*) FROM task_tag")[0][0]
    assert owned(database, leaving) == {"task": 2, "tag": 2, "task_tag": 3}

    said = execute(f'DELETE FROM "user" WHERE id = {leaving}')

    assert said == "done"
    assert owned(database, leaving) == {"task": 0, "tag": 0, "task_tag": 0}
    assert database.run("SELECT count(*) FROM task_tag") == [(links - 3,)]
    assert owned(database, staying) == before


def test_a_task_that_is_deleted_leaves_no_link_to_its_tags(
    execute: Execute, visitor: Visitor, database: Database
) -> None:
    number = visitor.adds("Linked", tags="home, garden")
    sql = "SELECT count(*) FROM task_tag WHERE task_id = %s"
    assert database.run(sql, int(number)) == [(2,)]

    said = execute(f"DELETE FROM task WHERE id = {number}")

    assert said == "done"
    assert database.run(sql, int(number)) == [(0,)]


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO tag (owner_id, name) VALUES (999999999, 'home')",
        "INSERT INTO task_tag (task_id, tag_id) VALUES (999999999, 999999999)",
    ],
)
def test_a_row_that_belongs_to_nothing_is_refused(
    execute: Execute, visitor: Visitor, database: Database, statement: str
) -> None:
    table = statement.split()[2]
    before = database.run(f"SELECT count(*) FROM {table}")

    said = execute(statement)

    assert said == "refused"
    assert database.run(f"SELECT count(*) FROM {table}") == before
