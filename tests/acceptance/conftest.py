"""Start an app from its folder, and hand each story a visitor to it."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.program import Program
from tests.acceptance.visitor import Visitor
from tests.conftest import PROVES
from workbook.environments import environment, scripts
from workbook.errors import WorkbookError
from workbook.paths import relative
from workbook.serving import start, stop
from workbook.shell import free_port
from workbook.stages import Stage, find_stage, stages

HOST = "http://127.0.0.1"
STAGE = pytest.StashKey[Stage]()
APP = pytest.StashKey[Path]()
NOT_COPIED = shutil.ignore_patterns(".git", ".venv", "venv", "__pycache__", "instance")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the stage whose stories are to hold, and the folder that is to hold them."""
    parser.addoption("--stage", help="the stage whose stories are to hold; default: the last")
    parser.addoption("--app", type=Path, help="any folder that follows the contract")


def pytest_configure(config: pytest.Config) -> None:
    """Find the stage and the folder, or say in one line why not."""
    try:
        stage = find_stage(config.getoption("--stage") or stages()[-1].name)
    except WorkbookError as error:
        raise pytest.UsageError(str(error)) from None
    app = config.getoption("--app") or stage.folder
    config.stash[STAGE], config.stash[APP] = stage, app
    config.stash[PROVES] = f"stories of the HTTP contract hold for {relative(app.resolve())}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the stories that begin with a later stage."""
    later = [item for item in items if _since(item) > config.stash[STAGE].number]
    config.hook.pytest_deselected(items=later)
    items[:] = [item for item in items if item not in later]


def _since(item: pytest.Item) -> str:
    marker = item.get_closest_marker("since")
    if marker is None:
        raise pytest.UsageError(f"{item.nodeid} says no stage: mark it since(...)")
    return str(marker.args[0])


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
    """The environment that the app's requirements ask for."""
    return environment(pytestconfig.stash[APP] / "requirements.txt")


@pytest.fixture(scope="session")
def address(
    app_folder: Path, app_environment: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Where the app answers, started as its README says."""
    port = free_port()
    process = start(app_folder, app_environment, port, tmp_path_factory.mktemp("log") / "app.log")
    yield f"{HOST}:{port}"
    stop(process)


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
def three_apps(app_folder: Path, app_environment: Path) -> Iterator[list[str]]:
    """The addresses of three apps in one process; the third is mounted at /sub."""
    ports = [free_port() for _ in range(3)]
    python = scripts(app_environment) / "python"
    script = Path(__file__).with_name("serve_three.py")
    process = subprocess.Popen(
        [python, script, *map(str, ports)], cwd=app_folder, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.readline()  # it says when it is ready
    yield [f"{HOST}:{ports[0]}", f"{HOST}:{ports[1]}", f"{HOST}:{ports[2]}/sub"]
    stop(process)
    process.stdout.close()
