"""How an app is started the way its own README says."""

import os
from pathlib import Path

import pytest

from tests.support.tiny import SERVED, Tiny
from workbook.apps.environments import activated, scripts
from workbook.apps.ports import HOST, free_port
from workbook.apps.serving import answers, start, stop
from workbook.apps.start_commands import start_commands
from workbook.core.errors import WorkbookError

# What shells are found to set, for a server, for tests, for git; and what nobody has heard of.
OTHERS = [
    "FLASK_APP", "PYTHONPATH", "PYTEST_PLUGINS", "PYTEST_ADDOPTS", "TEST_DATABASE_URL",
    "DATABASE_URL", "SECRET_KEY", "HTTPS", "PORT", "WEB_CONCURRENCY", "GUNICORN_CMD_ARGS",
    "GIT_DIR", "COVERAGE_PROCESS_START", "HYPOTHESIS_PROFILE", "CI", "SOMETHING_NEW",
]  # fmt: skip
README = "# App\n\n```console\n$ pip install -r requirements.txt\n$ {}\n```\n"


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """An app whose README starts a server with ``serve``, and its environment beside it."""
    if os.name == "nt":
        pytest.skip("its programs are scripts for sh")
    folder = tmp_path / "mein Ordner é" / "app"
    folder.mkdir(parents=True)
    (folder / "served.py").write_text(SERVED)
    (folder / "README.md").write_text(README.format("prepare\n$ serve served.py"))
    program(folder, "prepare", 'echo "$FLASK_RUN_PORT" > prepared')
    program(folder, "serve", 'exec python3 "$@"')
    return folder


def program(app: Path, name: str, script: str) -> None:
    """Put a program into the environment of an app."""
    path = scripts(app.parent) / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_an_app_is_prepared_and_served_as_its_readme_says(app: Path, tiny: Tiny) -> None:
    port = free_port()
    behind_a_proxy = (
        f"from workbook.apps import serving; print(serving.answers('http://{HOST}:{port}/'))"
    )

    process = start(app, app.parent, port, app / "app.log")

    assert tiny.run("-c", behind_a_proxy, http_proxy="http://127.0.0.1:9").said == "True\n"
    assert (app / "prepared").read_text() == f"{port}\n"
    stop(process)
    assert not answers(f"http://{HOST}:{port}/")


def test_an_app_is_prepared_and_served_on_the_database_that_it_is_given(
    app: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "a person's own")
    program(app, "prepare", 'echo "$DATABASE_URL" >> told')
    program(app, "serve", 'echo "$DATABASE_URL" >> told; exec python3 "$@"')

    for variables in ({"DATABASE_URL": "given"}, None):
        stop(start(app, app.parent, free_port(), app / "app.log", variables))

    assert (app / "told").read_text().splitlines() == ["given", "given", "", ""]


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("echo no luck; exit 1", "The app stopped before it answered.\nno luck"),
        ("exec python3 -c 'raise SystemExit(2)'", "The app stopped before it answered."),
    ],
)
def test_an_app_that_stops_is_refused_with_what_it_said(app: Path, script: str, says: str) -> None:
    program(app, "serve", script)

    with pytest.raises(WorkbookError) as error:
        start(app, app.parent, free_port(), app / "app.log")

    assert str(error.value) == says


def test_an_app_whose_preparation_fails_is_refused_with_what_it_said(app: Path) -> None:
    program(app, "prepare", "echo no table; exit 1")

    with pytest.raises(WorkbookError) as error:
        start(app, app.parent, free_port(), app / "app.log")

    assert "prepare' fails in " in str(error.value)
    assert str(error.value).endswith("\nno table")


@pytest.mark.parametrize(
    ("readme", "says"),
    [
        ("# App\n", "has no console block with a 'pip install' line"),
        ("```console\n$ flask run\n```\n", "has no console block with a 'pip install' line"),
        ("```console\n$ pip install x\n```\n", "has no console block with a 'pip install' line"),
        (README.format("serve 'x"), 'cannot read the command "serve \'x": No closing quotation.'),
        ("```console\n$ pip install x\n", "this block is never closed"),
        (README.format("nonsense"), "The app is run with 'nonsense', which its requirements don't"),
    ],
)
def test_a_readme_that_starts_nothing_is_refused(app: Path, readme: str, says: str) -> None:
    (app / "README.md").write_text(readme)

    with pytest.raises(WorkbookError) as error:
        start(app, app.parent, free_port())

    assert says in str(error.value)


def test_an_app_without_a_readme_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="has no README.md"):
        start_commands(tmp_path)


@pytest.mark.parametrize(
    ("procfile", "commands"),
    [
        ("release: prepare\nweb: serve 'it all'\n", [["prepare"], ["serve", "it all"]]),
        ("web: serve\nworker: work\n\nrelease: prepare\n", [["prepare"], ["serve"]]),
        ("web: serve\n", [["serve"]]),
    ],
)
def test_a_procfile_says_how_an_app_is_started_before_its_readme_does(
    app: Path, procfile: str, commands: list[list[str]]
) -> None:
    (app / "Procfile").write_text(procfile)

    assert start_commands(app) == commands


def test_a_procfile_that_serves_nothing_is_refused(app: Path) -> None:
    (app / "Procfile").write_text("release: prepare\n")

    with pytest.raises(WorkbookError, match="no line of it begins with 'web:'"):
        start_commands(app)


def test_a_readme_may_start_the_app_in_the_block_after_the_one_that_installs(app: Path) -> None:
    (app / "README.md").write_text(
        "```console\n$ pip install x\n```\n\nFill in `.env`. Then:\n\n"
        "```console\n$ sed s/dev/secret/ .env.example > .env\n$ prepare\n$ serve\n```\n\n"
        "```console\n$ test\n```\n"
    )

    assert start_commands(app) == [["prepare"], ["serve"]]


def test_an_app_that_sends_everybody_to_https_answers(app: Path) -> None:
    served = (app / "served.py").read_text()
    redirect = 'send_response(308)\n        self.send_header("Location", "https://127.0.0.1:9/")'
    (app / "served.py").write_text(served.replace("send_response(200)", redirect))

    stop(start(app, app.parent, free_port(), app / "app.log"))


def test_an_app_is_told_what_its_env_example_says_and_a_secret(app: Path) -> None:
    (app / ".env.example").write_text("# Hush\nSECRET_KEY=no-secret\n\nHOSTS=localhost, a=b\n")
    program(app, "prepare", 'echo "$SECRET_KEY $HOSTS $HTTPS" >> told')

    for variables in ({"HTTPS": "no"}, {"HOSTS": "other"}):
        stop(start(app, app.parent, free_port(), app / "app.log", variables))

    (secret, *first), (again, *second) = map(str.split, (app / "told").read_text().splitlines())
    assert len(secret) == 64
    assert again == secret
    assert (first, second) == (["localhost,", "a=b", "no"], ["other"])


def test_an_app_that_is_prepared_is_only_served(app: Path) -> None:
    stop(start(app, app.parent, free_port(), app / "app.log", prepared=True))

    assert not (app / "prepared").exists()


@pytest.mark.parametrize("name", OTHERS)
def test_what_a_person_has_set_for_apps_of_their_own_reaches_no_app(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "other")
    monkeypatch.setenv("HTTPS_PROXY", "a way out")

    variables = activated(tmp_path)

    assert variables.get(name) != "other"
    assert variables["HTTPS_PROXY"] == "a way out"
    assert variables["VIRTUAL_ENV"] == str(tmp_path)


def test_a_file_for_flask_that_stands_above_an_app_has_no_say(app: Path) -> None:
    (app.parent / ".flaskenv").write_text("FLASK_APP=other.py\n")
    program(app, "prepare", 'echo "$FLASK_SKIP_DOTENV" > skipped')

    stop(start(app, app.parent, free_port(), app / "app.log"))

    assert (app / "skipped").read_text() == "1\n"
