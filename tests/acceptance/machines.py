"""The machines that serve an app to the stories, as fixtures; conftest.py takes them in."""

from collections.abc import Iterator

import pytest

from tests.acceptance.apps import App
from tests.acceptance.databases import Database, NewDatabase
from tests.acceptance.proxy import server_name
from tests.acceptance.redis_server import redis_server
from tests.acceptance.servers import Server
from tests.acceptance.visitor import Visitor

METRICS_TOKEN = "words that only Prometheus knows"


@pytest.fixture(scope="session")
def redis() -> Iterator[str]:
    """The URL of a Redis, for those that have limits to share."""
    with redis_server() as url:
        yield url


@pytest.fixture(scope="session")
def sharing(request: pytest.FixtureRequest, app: App) -> App:
    """The app; one that is told its settings is told of a Redis to share its limits by."""
    return app.telling(REDIS_URL=request.getfixturevalue("redis")) if app.told else app


@pytest.fixture(scope="session")
def first(
    sharing: App, database: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """The app, started as its Procfile or README says."""
    with sharing.serving(tmp_path_factory.mktemp("log") / "app.log", database) as server:
        yield server


@pytest.fixture(scope="session")
def second(
    sharing: App, first: Server, database: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """The app once more, on the same database."""
    log = tmp_path_factory.mktemp("pair") / "app.log"
    with sharing.serving(log, database, prepared=True) as server:
        yield server


@pytest.fixture(scope="session")
def address(request: pytest.FixtureRequest, app: App, first: Server) -> str:
    """Where the app answers; one that is made for it, from two machines in turn."""
    if not app.told:
        return first.address
    return server_name(first.port, request.getfixturevalue("second").port)


@pytest.fixture(scope="session")
def pair(app: App, first: Server, second: Server) -> Iterator[list[Visitor]]:
    """Somebody signed in at two processes of the app, which share a database."""
    with (
        Visitor(first.address, app.stage).arrive() as here,
        Visitor(second.address, app.stage) as there,
    ):
        there.name = here.name
        assert there.log_in().is_redirect
        yield [here, there]


@pytest.fixture(scope="session")
def two_workers(
    app: App,
    redis: str,
    ready_database: NewDatabase,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Server]:
    """The app on a machine with two workers, from stage 05 on."""
    told = {"WEB_CONCURRENCY": "2", "REDIS_URL": redis, "METRICS_TOKEN": METRICS_TOKEN}
    log = tmp_path_factory.mktemp("workers") / "app.log"
    with app.telling(**told).serving(log, ready_database(), prepared=True) as server:
        yield server
