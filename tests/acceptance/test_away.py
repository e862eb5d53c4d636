"""The story of a database that goes away while an app is served, and comes back."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import httpx
import pytest

from tests.acceptance.apps import App
from tests.acceptance.at_once import at_once, statuses
from tests.acceptance.databases import Database
from tests.acceptance.gunicorn import ON_GUNICORN
from tests.acceptance.page import Page
from tests.acceptance.program import Program, is_problem
from tests.acceptance.proxy import new_client
from tests.acceptance.servers import Server, eventually
from tests.acceptance.visitor import Visitor

pytestmark = [pytest.mark.since("05"), ON_GUNICORN]

MANY = 24  # more than a worker has threads, and connections
FOR_DEVELOPERS = ["psycopg", "DATABASE_URL", "connection", "server", "Traceback"]


class Watch:
    """A server on a database that can go away, and somebody who looks at both."""

    def __init__(self, server: Server, visitor: Visitor, client: httpx.Client) -> None:
        """Take a server, somebody with an account there, and what asks its probes."""
        self.server, self.visitor, self.client = server, visitor, client
        self.program = Program(visitor).sign_in()

    def probes(self) -> list[int]:
        """Return how the server answers: does it, and is it ready."""
        paths = ("/healthz", "/readyz")
        return [self.client.get(self.server.inside + path).status_code for path in paths]

    def opened(self) -> list[httpx.Response]:
        """Return what many who come at once are shown."""
        return at_once([partial(self.visitor.request, "GET", "/tasks/")] * MANY)


@pytest.fixture
def watch(app: App, database: Database, tmp_path: Path) -> Iterator[tuple[Watch, object]]:
    """Somebody who looks at a server, and the machine that its database is on."""
    if database.kind == "sqlite":
        pytest.skip("SQLite has no server that could go away")
    from tests.acceptance.postgresql import machine

    with machine() as databases:
        own = app.prepare(databases.new())
        with (
            app.serving(tmp_path / "app.log", own, prepared=True) as server,
            Visitor(server.address, app.stage).arrive() as visitor,
            new_client() as client,
        ):
            watch = Watch(server, visitor, client)
            yield watch, databases
            watch.program.close()


def test_while_the_database_is_away_people_are_told_so_and_then_all_goes_on_by_itself(
    watch: tuple[Watch, object],
) -> None:
    from tests.acceptance.postgresql import Machine

    (one, machine) = watch
    assert isinstance(machine, Machine)
    one.visitor.add("Stays")
    assert one.probes() == [200, 200]
    assert statuses(one.opened()) == [200] * MANY

    machine.go_away()
    answers = [*one.opened(), one.visitor.request("GET", "/nowhere")]
    problem = one.program.send("GET", "/api/tasks")
    away = one.probes()
    machine.come_back()

    assert statuses(answers) == [503] * (MANY + 1)
    for page in (Page(answers[0]), Page(answers[-1])):
        assert int(page.response.headers["retry-after"]) > 0
        assert page.soup.find("h1")
        assert [words for words in FOR_DEVELOPERS if words in page.text + problem.text] == []
    assert is_problem(problem, 503)
    assert away == [200, 503]
    assert any("DATABASE_URL" in str(line["message"]) for line in one.server.lines())
    assert eventually(lambda: one.probes() == [200, 200])
    assert statuses(one.opened()) == [200] * MANY
    assert one.visitor.tasks().row("Stays")
