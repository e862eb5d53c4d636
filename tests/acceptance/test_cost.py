"""The stories of what a page costs: the same with a hundred tasks and with twenty thousand."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.acceptance.apps import App
from tests.acceptance.databases import Database, NewDatabase
from tests.acceptance.program import Program
from tests.acceptance.visitor import Visitor
from tests.acceptance.watched import Watched, watched_app
from tests.acceptance.words import PASSWORD

pytestmark = pytest.mark.since("03")

FEW, MANY = 100, 20_000
FILTERS = ["", "?status=open", "?status=done", "?tag=home", "?before=OLD"]
ADD = """INSERT INTO task (owner_id, title, notes, created_at, done_at)
    SELECT %s, 'T', '', '2026-01-01 00:00:00', {done} FROM task ORDER BY id LIMIT %s"""
OLDEST = "SELECT id FROM task WHERE owner_id = {owner} ORDER BY id LIMIT 3"
# How the three oldest tasks are made to differ from all others.
RARE = {
    "done": ["UPDATE task SET done_at = '2026-01-01 00:00:00' WHERE id IN (OLDEST)"],
    "open": ["UPDATE task SET done_at = NULL WHERE id IN (OLDEST)"],
    "tag": [
        "INSERT INTO tag (owner_id, name) VALUES ({owner}, 'rare')",
        """INSERT INTO task_tag (task_id, tag_id) SELECT task.id, tag.id FROM task
            JOIN tag ON tag.owner_id = task.owner_id WHERE task.id IN (OLDEST)""",
    ],
}


@dataclass(frozen=True)
class Account:
    """Somebody with many tasks or few."""

    visitor: Visitor
    program: Program
    number: int  # in the table of users
    watched: Watched

    def cost(self, what: str, path: str, rows: int = 20) -> int:
        """Return how many queries or steps a page of tasks takes."""
        before = self.watched.tell(what)
        if path.startswith("/api/"):
            found = len(self.program.page(path)[0])
        else:
            found = len(self.visitor.open(path).rows())
        assert found == rows, f"{path} shows {found} tasks"
        return self.watched.tell(what) - before

    def run(self, sql: str, *values: object) -> None:
        """Change rows of theirs."""
        oldest = OLDEST.format(owner=self.number)
        statement = sql.replace("OLDEST", oldest).replace("{owner}", str(self.number))
        self.watched.database.run(statement, *values)


def account(watched: Watched, visitor: Visitor) -> Account:
    """Return the account of somebody who is signed in."""
    sql = 'SELECT id FROM "user" WHERE username = %s'
    [(number,)] = watched.database.run(sql, visitor.name)
    one = Account(visitor, Program(visitor).sign_in(), number, watched)
    visitor.tasks()  # the first time, templates are read and the connection is made
    one.program.page()
    return one


@pytest.fixture(scope="module")
def counted(app: App, ready_database: NewDatabase) -> Iterator[Watched]:
    """An app that counts its queries and their steps, with tasks of two people."""
    database = ready_database()
    for count in (MANY, FEW):
        words = f"--tasks {count} --username has-{count} --password".split()
        app.does(database, "seed", *words, PASSWORD)
    with watched_app(app, "serve_counted.py", database) as watched:
        yield watched


@pytest.fixture(scope="module")
def few_and_many(counted: Watched, app: App) -> Iterator[list[Account]]:
    """Somebody with a hundred tasks, and somebody with twenty thousand."""
    with (
        Visitor(counted.address, app.stage) as few,
        Visitor(counted.address, app.stage) as many,
    ):
        for visitor, count in ((few, FEW), (many, MANY)):
            visitor.name = f"has-{count}"
            assert visitor.log_in().is_redirect
        yield [account(counted, few), account(counted, many)]


def page_of(one: Account, path: str) -> str:
    """Return a path, with the number of the 40th oldest task of theirs for OLD."""
    sql = "SELECT id FROM task WHERE owner_id = %s ORDER BY id LIMIT 1 OFFSET 39"
    [(old,)] = one.watched.database.run(sql, one.number)
    return path.replace("OLD", str(old))


@pytest.mark.parametrize("path", [f"/tasks/{words}" for words in FILTERS])
def test_the_list_takes_at_most_four_queries(few_and_many: list[Account], path: str) -> None:
    costs = [one.cost("queries", page_of(one, path)) for one in few_and_many]

    assert 1 < costs[0] <= 4
    assert costs[1] == costs[0]


@pytest.mark.parametrize("path", ["/tasks/", "/api/tasks"])
@pytest.mark.parametrize("words", FILTERS)
def test_a_page_costs_the_same_with_few_tasks_and_with_many(
    few_and_many: list[Account], database: Database, path: str, words: str
) -> None:
    on_sqlite(database)

    cost_the_same(*[one.cost("steps", page_of(one, path + words)) for one in few_and_many])


def cost_the_same(few: int, many: int) -> None:
    """Hold the steps that a page takes with few tasks against those with many."""
    assert few > 100, "the steps are not seen"
    assert many <= 1.25 * few, f"{few} steps with few tasks, {many} with many"


def on_sqlite(database: Database) -> None:
    """Skip a story that counts SQLite's steps."""
    if database.kind != "sqlite":
        pytest.skip("only SQLite shows the steps it takes")


def with_rare(counted: Watched, stage: str, kind: str, count: int) -> Account:
    """Return somebody whose three oldest tasks alone are of a kind."""
    one = account(counted, Visitor(counted.address, stage).arrive())
    done = "'2026-01-01 00:00:00'" if kind == "open" else "NULL"
    one.run(ADD.format(done=done), one.number, count)
    for statement in RARE[kind]:
        one.run(statement)
    return one


@pytest.mark.parametrize("kind", RARE)
def test_a_filter_that_few_tasks_pass_does_not_walk_the_list(
    counted: Watched, app: App, database: Database, kind: str
) -> None:
    on_sqlite(database)
    path = "/tasks/?tag=rare" if kind == "tag" else f"/tasks/?status={kind}"
    accounts = [with_rare(counted, app.stage, kind, count) for count in (FEW, MANY // 4)]

    costs = [one.cost("steps", path, rows=3) for one in accounts]

    for one in accounts:
        one.visitor.client.close()
    cost_the_same(*costs)
