"""The database of a stage that is run: made once, filled with demo data, and kept."""

import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from filelock import FileLock

from tests.support.tiny import SERVED, Ran, Tiny, console

Run = Callable[..., tuple[Ran, list[str]]]
FLASK = """#!/bin/sh
echo "flask $*, $DATABASE_URL" >> "{log}"
[ "$1" != "$(cat "{log}.fails")" ] || exit 1
[ "$1" != db ] || touch "${{DATABASE_URL#sqlite:///}}"
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
    log = tmp_path / "commands"
    log.touch()
    tiny.page(FLASK.format(log=log), "bin/flask")
    (tiny.root / "bin/flask").chmod(0o755)
    path = f"{tiny.root / 'bin'}{os.pathsep}{os.environ['PATH']}"

    def run(fails: str = "", **variables: str) -> tuple[Ran, list[str]]:
        before = len(log.read_text().splitlines())
        log.with_name("commands.fails").write_text(fails)
        ran = tiny.command("run", "01", PATH=path, DATABASE_URL="mine", **variables)
        return ran, log.read_text().splitlines()[before:]

    return run


def test_a_stage_with_a_database_is_filled_once_and_kept_outside_of_stages(
    tiny: Tiny, database: Run
) -> None:
    before = sorted((tiny.root / "stages").rglob("*"))
    first, done_first = database()
    second, done_second = database()

    url = f"sqlite:///{tiny.root}/instance/01-tiny/taskmaster.db"
    seed = "flask seed --username demo --password demo-password"
    upgrade, serve = f"flask db upgrade, {url}", f"flask run, {url}"
    assert done_first == [upgrade, f"{seed}, {url}", serve], first.said
    assert done_second == [upgrade, serve], second.said
    assert "Making instance/01-tiny/taskmaster.db with an account" in first.said
    for ran in (first, second):
        assert "  Log in as demo, with the password demo-password.\n" in ran.said
    assert sorted((tiny.root / "stages").rglob("*")) == before


def test_two_that_are_run_at_once_fill_it_once(tiny: Tiny, database: Run) -> None:
    database()  # its packages are there now
    shutil.rmtree(tiny.root / "instance")

    with ThreadPoolExecutor() as pool:
        both = list(pool.map(lambda _: database(), range(2)))

    done = max((done for _, done in both), key=len)
    assert [line.split(",")[0] for line in done].count("flask run") == 2, both
    assert sum(line.startswith("flask seed") for line in done) == 1


def test_who_has_to_wait_until_another_stage_has_started_is_told_so(tiny: Tiny) -> None:
    (tiny.root / ".nox").mkdir(exist_ok=True)
    with FileLock(tiny.root / ".nox" / "run.lock"):
        process = tiny.begin("-m", "workbook.commands", "run", "01")
        assert process.stdout
        first = process.stdout.readline()
    rest = process.communicate()[0]

    assert first == "Waiting for another process, which starts a stage ...\n"
    assert "Waiting" not in rest


def test_a_database_that_was_not_filled_to_its_end_is_filled_the_next_time(
    database: Run,
) -> None:
    failed, _ = database(fails="seed")
    again, done = database()

    assert failed.status == 1
    assert "'flask seed --username demo --password demo-password' fails in " in failed.said
    assert failed.said.endswith("To begin anew, delete instance/01-tiny, which keeps its data.\n")
    assert any(line.startswith("flask seed") for line in done), again.said


def test_a_stage_that_takes_settings_keeps_its_secret_and_its_log_beside_its_database(
    tiny: Tiny, database: Run
) -> None:
    tiny.page("SECRET_KEY=no-secret\n", "stages/01-tiny/.env.example")
    tiny.edit('commands"\n[', 'commands"\necho "secret $SECRET_KEY"\n[', "bin/flask")
    home = tiny.root / "instance/01-tiny"
    said = []

    for _ in range(2):
        ran, _ = database(SECRET_KEY="mine")
        said.append((home / "app.log").read_text().splitlines()[0])

    secret = (home / "secret").read_text()
    assert len(secret) == 64
    assert said == [f"secret {secret}"] * 2
    assert "  Its log, a line for each request, is instance/01-tiny/app.log.\n" in ran.said
    assert (home / "secret").stat().st_mode & 0o77 == 0


def test_the_data_of_a_stage_outlives_the_cache(tiny: Tiny, database: Run) -> None:
    tiny.page("SECRET_KEY=no-secret\n", "stages/01-tiny/.env.example")
    database()
    home = tiny.root / "instance/01-tiny"
    (home / "taskmaster.db").write_text("a person's tasks")
    secret = (home / "secret").read_text()

    shutil.rmtree(tiny.root / ".nox")
    ran, done = database()

    assert (home / "taskmaster.db").read_text() == "a person's tasks"
    assert (home / "secret").read_text() == secret
    assert not any("seed" in line for line in done), ran.said


def test_data_that_was_kept_in_the_cache_is_brought_over_and_said_to_be(
    tiny: Tiny, database: Run
) -> None:
    for name in ("taskmaster.db", "seeded", "secret"):
        tiny.page(f"my {name}", f".nox/run/01-tiny/{name}")

    first, done = database()
    second, _ = database()

    home = tiny.root / "instance/01-tiny"
    kept = ["secret", "seeded", "taskmaster.db"]
    assert [path.name for path in sorted(home.iterdir())] == kept
    assert (home / "taskmaster.db").read_text() == "my taskmaster.db"
    assert not any("seed" in line for line in done)
    said = "Your data of 01-tiny is in instance/01-tiny now, and was in .nox/run/01-tiny.\n"
    assert said in first.said
    assert said not in second.said


def test_data_that_was_kept_in_the_cache_replaces_none_that_is_newer(
    tiny: Tiny, database: Run
) -> None:
    tiny.page("old", ".nox/run/01-tiny/taskmaster.db")
    tiny.page("new", "instance/01-tiny/taskmaster.db")

    ran, _ = database()

    assert (tiny.root / "instance/01-tiny/taskmaster.db").read_text() == "new"
    assert "Your data" not in ran.said


def test_a_stage_without_a_database_is_given_none(tiny: Tiny, database: Run) -> None:
    (tiny.root / "stages/01-tiny/migrations/env.py").unlink()
    (tiny.root / "stages/01-tiny/migrations").rmdir()

    ran, done = database()

    assert done == ["flask db upgrade, ", "flask run, "], ran.said
    assert "Log in as" not in ran.said
