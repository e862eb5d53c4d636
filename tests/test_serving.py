"""How an app is started the way its own README says."""

import os
from pathlib import Path

import pytest

from tests.tiny import SERVED, Tiny
from workbook.environments import activated, scripts
from workbook.errors import WorkbookError
from workbook.serving import HOST, answers, start, start_commands, stop
from workbook.shell import free_port

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
        f"from workbook import serving; print(serving.answers('http://{HOST}:{port}/'))"
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
        (README.format("nonsense"), "The README runs 'nonsense', which its requirements don't"),
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


def test_what_a_person_has_set_for_apps_of_their_own_does_not_reach_an_app(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLASK_APP", "other")
    monkeypatch.setenv("PYTHONPATH", "other")
    monkeypatch.setenv("DATABASE_URL", "other")

    variables = activated(tmp_path)

    assert not {"FLASK_APP", "PYTHONPATH", "DATABASE_URL"} & variables.keys()
    assert variables["VIRTUAL_ENV"] == str(tmp_path)
