"""The database of a stage that is run: made once, filled with demo data, and kept."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.tiny import SERVED, Ran, Tiny, console

Run = Callable[..., tuple[Ran, list[str]]]
FLASK = """#!/bin/sh
echo "flask $*, $DATABASE_URL" >> "$LOG"
[ "$1" != "$FAILS" ] || exit 1
[ "$1" != db ] || touch "${DATABASE_URL#sqlite:///}"
[ "$1" != run ] || exec python3 served.py
"""


@pytest.fixture
def database(tiny: Tiny, tmp_path: Path) -> Run:
    """A stage with a database; run it, its server ends after an answer, and see what was done."""
    if os.name == "nt":
        pytest.skip("its program is a script for sh")
    block = console("$ pip install x", "$ flask db upgrade", "$ flask run")
    tiny.page(f"# Stage\n\n{block}", "stages/01-tiny/README.md")
    tiny.page("# nothing\n", "stages/01-tiny/requirements.txt")
    tiny.page(SERVED.replace("serve_forever", "handle_request"), "stages/01-tiny/served.py")
    tiny.page("", "stages/01-tiny/migrations/env.py")
    tiny.page(FLASK, "bin/flask")
    (tiny.root / "bin/flask").chmod(0o755)
    log = tmp_path / "commands"
    path = f"{tiny.root / 'bin'}{os.pathsep}{os.environ['PATH']}"

    def run(**variables: str) -> tuple[Ran, list[str]]:
        log.write_text("")
        ran = tiny.command("run", "01", PATH=path, LOG=str(log), DATABASE_URL="mine", **variables)
        return ran, log.read_text().splitlines()

    return run


def test_a_stage_with_a_database_is_filled_once_and_kept_outside_of_stages(
    tiny: Tiny, database: Run
) -> None:
    before = sorted((tiny.root / "stages").rglob("*"))
    first, done_first = database()
    second, done_second = database()

    url = f"sqlite:///{tiny.root}/.nox/run/01-tiny/taskmaster.db"
    seed = "flask seed --username demo --password demo-password"
    upgrade, serve = f"flask db upgrade, {url}", f"flask run, {url}"
    assert done_first == [upgrade, f"{seed}, {url}", serve], first.said
    assert done_second == [upgrade, serve], second.said
    assert "Making .nox/run/01-tiny/taskmaster.db with an account" in first.said
    for ran in (first, second):
        assert "  Log in as demo, with the password demo-password.\n" in ran.said
    assert sorted((tiny.root / "stages").rglob("*")) == before


def test_a_database_that_was_not_filled_to_its_end_is_filled_the_next_time(
    database: Run,
) -> None:
    failed, _ = database(FAILS="seed")
    again, done = database()

    assert failed.status == 1
    assert "'flask seed --username demo --password demo-password' fails in " in failed.said
    assert failed.said.endswith("To begin anew, delete .nox/run/01-tiny, which keeps its data.\n")
    assert any(line.startswith("flask seed") for line in done), again.said


def test_a_stage_that_takes_settings_keeps_its_secret_and_its_log_beside_its_database(
    tiny: Tiny, database: Run
) -> None:
    tiny.page("SECRET_KEY=no-secret\n", "stages/01-tiny/.env.example")
    tiny.edit('LOG"\n[', 'LOG"\necho "secret $SECRET_KEY"\n[', "bin/flask")
    home = tiny.root / ".nox/run/01-tiny"
    said = []

    for _ in range(2):
        ran, _ = database(SECRET_KEY="mine")
        said.append((home / "app.log").read_text().splitlines()[0])

    secret = (home / "secret").read_text()
    assert len(secret) == 64
    assert said == [f"secret {secret}"] * 2
    assert "  Its log, a line for each request, is .nox/run/01-tiny/app.log.\n" in ran.said
    assert (home / "secret").stat().st_mode & 0o77 == 0


def test_a_stage_without_a_database_is_given_none(tiny: Tiny, database: Run) -> None:
    (tiny.root / "stages/01-tiny/migrations/env.py").unlink()
    (tiny.root / "stages/01-tiny/migrations").rmdir()

    ran, done = database()

    assert done == ["flask db upgrade, ", "flask run, "], ran.said
    assert "Log in as" not in ran.said
