"""The stories of the probes: whether the process answers, and whether visitors may be sent."""

from collections.abc import Iterator

import httpx
import pytest

from tests.acceptance.apps import App
from tests.acceptance.databases import Database, NewDatabase
from tests.acceptance.proxy import NO_TLS
from tests.acceptance.servers import Server
from workbook.core.deadlines import LIMITS

pytestmark = pytest.mark.since("05")

LATER = "9999"  # a revision that this version of the app does not know


class Platform:
    """A platform that looks after a server."""

    def __init__(self, server: Server, database: Database, app: App) -> None:
        """Take a server, and its database."""
        self.server, self.database, self.app = server, database, app

    def probes(self) -> list[int]:
        """Return how the server answers: does it, and is it ready."""
        return [self.ask(path).status_code for path in ("/healthz", "/readyz")]

    def ask(self, path: str) -> httpx.Response:
        """Send a request as platforms do: without TLS, and to an address."""
        url = self.server.inside + path
        return httpx.get(url, timeout=LIMITS.answer, trust_env=False, verify=NO_TLS)

    def migrate(self, *words: str) -> None:
        """Run a migration."""
        self.app.does(self.database, "db", *words)


@pytest.fixture
def platform(
    app: App, new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Platform]:
    """A platform with a server on a database that was never upgraded."""
    log, database = tmp_path_factory.mktemp("probes") / "app.log", new_database()
    with app.serving(log, database, prepared=True) as server:
        yield Platform(server, database, app)


def test_a_server_is_ready_when_its_database_is_at_its_version_or_ahead(
    platform: Platform,
) -> None:
    fresh = platform.probes(), platform.ask("/readyz").text
    platform.migrate("upgrade")
    upgraded = platform.probes()
    platform.migrate("downgrade")  # by one
    behind = platform.probes()
    platform.migrate("upgrade")
    platform.database.run("UPDATE alembic_version SET version_num = %s", LATER)
    ahead = platform.probes()

    assert fresh[0] == behind == [200, 503]
    assert "flask db upgrade" in fresh[1]
    assert upgraded == ahead == [200, 200]


def test_probes_are_for_machines_and_not_to_be_kept(platform: Platform) -> None:
    for path in ("/healthz", "/readyz"):
        answer = platform.ask(path)

        assert answer.headers["content-type"].startswith("text/plain")
        assert answer.headers["cache-control"] == "no-store"
        assert "set-cookie" not in answer.headers
