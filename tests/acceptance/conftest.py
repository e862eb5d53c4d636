"""Start an app from its folder, and hand each story a visitor to it."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.acceptance.apps import ON_A_SERVER, App
from tests.acceptance.databases import Database, NewDatabase, SQLite
from tests.acceptance.machines import address, first, pair, redis, second, sharing, two_workers
from tests.acceptance.program import Program
from tests.acceptance.visitor import Visitor
from tests.conftest import PROVES
from workbook.apps.databases import POSTGRESQL_DRIVER
from workbook.apps.environments import VERSION, environment
from workbook.apps.ports import free_port
from workbook.apps.sandbox import set_around
from workbook.apps.serving import stop
from workbook.apps.settings import example
from workbook.classroom.stories import story
from workbook.core.errors import WorkbookError
from workbook.core.paths import relative
from workbook.course.stages import Stage, find_stage, stages
from workbook.learner.beginning import has_app, why_not

__all__ = ["address", "first", "pair", "redis", "second", "sharing", "two_workers"]  # fixtures

HOST = "http://127.0.0.1"
KINDS = ("sqlite", "postgresql")
STORIES_HOLD = "stories of the HTTP contract hold for"
MISSED = "promises are missed by their tests when they are broken"
STAGE = pytest.StashKey[Stage]()
APP = pytest.StashKey[Path]()
NOT_COPIED = shutil.ignore_patterns(".env", ".git", ".venv", "venv", "__pycache__", "instance")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the stage whose stories are to hold, and the folder that is to hold them."""
    parser.addoption("--stage", help="the stage whose stories are to hold; default: the last")
    parser.addoption("--breaches", action="store_true", help="break each promise in turn")
    parser.addoption("--app", type=Path, help="any folder that follows the contract")
    parser.addoption("--only", type=Path, help="a file that names the stories to tell, one a line")
    parser.addoption(
        "--database", choices=KINDS, default=KINDS[0], help="what the app is on; default: sqlite"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Find the stage and the folder, or say in one line why not."""
    try:
        stage = find_stage(config.getoption("--stage") or stages()[-1].name)
    except WorkbookError as error:
        raise pytest.UsageError(str(error)) from None
    app = config.getoption("--app") or stage.folder
    kind = config.getoption("--database")
    if kind != KINDS[0] and stage.number < "03":
        raise pytest.UsageError(f"Stage {stage.name} has no database; those from 03 on have one.")
    config.stash[STAGE], config.stash[APP] = stage, app
    where = f"{relative(app.resolve())} on Python {VERSION}"
    where += "" if kind == KINDS[0] else " and a real PostgreSQL"
    holds = f"{STORIES_HOLD} {where}"
    config.stash[PROVES] = MISSED if config.getoption("--breaches") else holds


def pytest_sessionstart(session: pytest.Session) -> None:
    """Say of somebody's app that it does not start, once, and not by each story in turn."""
    config = session.config
    told = hasattr(config, "workerinput") or config.getoption("--collect-only")
    if told or set_around() or not config.getoption("--app") or not has_app(config.stash[APP]):
        return
    if why := why_not(config.stash[APP]):
        pytest.exit(f"The app in {config.stash[APP]} does not start: {why}", returncode=1)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the stories that begin with a later stage, or end with an earlier one.

    Those of broken promises are told alone. Where some are chosen, the others go, too.
    """
    number, file = config.stash[STAGE].number, config.getoption("--only")
    chosen = file.read_text("utf-8").splitlines() if file else None
    others = [
        item
        for item in items
        if not _since(item) <= number <= _until(item, number)
        or bool(item.get_closest_marker("breach")) != config.getoption("--breaches")
        or (chosen is not None and story(item.nodeid) not in chosen)
    ]
    config.hook.pytest_deselected(items=others)
    items[:] = [item for item in items if item not in others]


def _since(item: pytest.Item) -> str:
    marker = item.get_closest_marker("since")
    if marker is None:
        raise pytest.UsageError(f"{item.nodeid} says no stage: mark it since(...)")
    return str(marker.args[0])


def _until(item: pytest.Item, default: str) -> str:
    marker = item.get_closest_marker("until")
    return str(marker.args[0]) if marker else default


@pytest.fixture(scope="session")
def stage(pytestconfig: pytest.Config) -> Stage:
    """The stage whose stories are to hold."""
    return pytestconfig.stash[STAGE]


@pytest.fixture(scope="session")
def app_folder(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the app's folder, so that nothing in the real one changes."""
    copy = tmp_path_factory.mktemp("app") / "taskmaster"
    shutil.copytree(pytestconfig.stash[APP], copy, ignore=NOT_COPIED)
    return copy


@pytest.fixture(scope="session")
def app_environment(pytestconfig: pytest.Config) -> Path:
    """The environment that the app's requirements ask for, and the driver of its database."""
    driver = [POSTGRESQL_DRIVER] if pytestconfig.getoption("--database") == "postgresql" else []
    return environment(pytestconfig.stash[APP] / "requirements.txt", *driver)


@pytest.fixture(scope="session")
def app(app_folder: Path, app_environment: Path, stage: Stage) -> App:
    """The app whose stories are to hold."""
    told = ON_A_SERVER if example(app_folder) else {}
    return App(app_folder, app_environment, stage.number, told)


@pytest.fixture(scope="session")
def new_database(
    pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[NewDatabase]:
    """What makes a database that nothing is in, as often as it is called."""
    folder = tmp_path_factory.mktemp("databases")
    if pytestconfig.getoption("--database") == "sqlite":
        yield lambda: SQLite(folder / f"{uuid4().hex}.db")
        return
    from tests.acceptance.postgresql import postgresql  # its packages are there only for this

    with postgresql() as new:
        yield new


@pytest.fixture(scope="session")
def ready_database(app: App, new_database: NewDatabase) -> NewDatabase:
    """What makes a database with the app's tables."""
    return app.prepare(new_database()).twin


@pytest.fixture(scope="session")
def first_database(app: App, new_database: NewDatabase) -> NewDatabase:
    """What makes a database at the app's first revision."""
    database = new_database()
    app.does(database, "db", "upgrade", "0001")
    return database.twin


@pytest.fixture(scope="session")
def database(app: App, new_database: NewDatabase) -> Database:
    """The database of the app that most stories are told to."""
    return app.prepare(new_database()) if app.makes_tables_by_hand else new_database()


@pytest.fixture(scope="module")
def visitor(address: str, stage: Stage) -> Iterator[Visitor]:
    """Somebody with a browser of their own and, from stage 02 on, an account."""
    with Visitor(address, stage.number).arrive() as somebody:
        yield somebody


@pytest.fixture
def newcomer(address: str, stage: Stage) -> Iterator[Visitor]:
    """Somebody with a new account, who has no tasks."""
    with Visitor(address, stage.number).arrive() as somebody:
        yield somebody


@pytest.fixture(scope="session")
def stranger(address: str, stage: Stage) -> Iterator[Visitor]:
    """Somebody else, with an account."""
    with Visitor(address, stage.number).arrive() as somebody:
        yield somebody


@pytest.fixture
def guest(address: str, stage: Stage) -> Iterator[Visitor]:
    """Somebody who is not signed in."""
    with Visitor(address, stage.number) as somebody:
        yield somebody


@pytest.fixture(scope="module")
def program(visitor: Visitor) -> Iterator[Program]:
    """A program of the visitor's, with a token."""
    program = Program(visitor).sign_in()
    yield program
    program.close()


@pytest.fixture(scope="module")
def anybody(visitor: Visitor) -> Iterator[Program]:
    """A program without a token."""
    program = Program(visitor)
    yield program
    program.close()


@pytest.fixture(scope="module")
def three_apps(app: App, ready_database: NewDatabase) -> Iterator[list[str]]:
    """The addresses of three apps in one process; the third is mounted at /sub."""
    ports = [str(free_port()) for _ in range(3)]
    urls = [ready_database().url if app.stage >= "03" else "" for _ in range(3)]
    with app.script("serve_three.py", *ports, *urls) as process:
        yield [f"{HOST}:{ports[0]}", f"{HOST}:{ports[1]}", f"{HOST}:{ports[2]}/sub"]
        stop(process)
