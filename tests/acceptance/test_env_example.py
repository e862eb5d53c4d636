"""The stories of .env.example: it lists all that the app reads, and with a secret it starts."""

import re
from pathlib import Path

import pytest

from tests.acceptance.apps import App
from tests.acceptance.visitor import Visitor
from workbook.apps.ports import HOST, free_port
from workbook.apps.serving import start, stop
from workbook.apps.settings import EXAMPLE, SECRET, example

pytestmark = pytest.mark.since("05")

# What the platform and gunicorn tell each other, and nobody sets by hand.
NOT_BY_HAND = {"PGOPTIONS", "PORT", "PROMETHEUS_MULTIPROC_DIR"}
READ = re.compile(r"""os\.environ(?:\.\w+\(|\[)\s*["'](\w+)|["'](\w+)["'] in os\.environ""")
# Prints the name of each variable that the settings ask for.
ASKED = """
import os
from taskmaster.settings import read_settings

class Asked(dict):
    def get(self, name, default=None):
        print(name)
        return os.environ.get(name, default)
    def __getitem__(self, name):
        print(name)
        return os.environ[name]
    def __contains__(self, name):
        print(name)
        return name in os.environ

read_settings(Asked())
"""
OF_COMPOSE = re.compile(r"\$\{(\w+)")


def asked_by_settings(app: App) -> set[str]:
    """Return the variables that the settings ask for."""
    ran = app.run("python", "-c", ASKED)
    assert ran.status == 0, ran.said
    return set(ran.said.split())


def read_elsewhere(app: App) -> set[str]:
    """Return the variables that any other code of the app reads by itself."""
    files = [*app.folder.glob("*.py"), *(app.folder / "taskmaster").rglob("*.py")]
    found = [READ.findall(file.read_text(encoding="utf-8")) for file in files]
    return {one or other for names in found for one, other in names}


def test_the_example_lists_what_the_app_reads_and_nothing_else(app: App) -> None:
    compose = OF_COMPOSE.findall((app.folder / "compose.yaml").read_text(encoding="utf-8"))

    listed = set(example(app.folder))

    assert listed == asked_by_settings(app) | set(compose)
    assert read_elsewhere(app) <= listed | NOT_BY_HAND


def test_each_line_of_the_example_is_told_what_it_is_for(app: App) -> None:
    lines = (app.folder / EXAMPLE).read_text(encoding="utf-8").splitlines()

    bare = [line for before, line in zip(lines, lines[1:], strict=False) if "=" in line[:20]
            and not before.startswith("# ")]  # fmt: skip

    assert bare == []


def test_the_example_starts_the_app_once_a_secret_is_filled_in(app: App, tmp_path: Path) -> None:
    mine = app.copy(tmp_path / "taskmaster")
    secret = mine.run("python", "-m", "taskmaster.settings").said.strip()
    old = f"{SECRET}={example(mine.folder)[SECRET]}\n"
    text = (mine.folder / EXAMPLE).read_text(encoding="utf-8")
    (mine.folder / EXAMPLE).unlink()  # so that nothing is told beyond the file
    (mine.folder / ".env").write_text(text.replace(old, f"{SECRET}={secret}\n"), encoding="utf-8")

    port = free_port()
    by_hand = {"FLASK_SKIP_DOTENV": "no"}
    process = start(mine.folder, mine.environment, port, tmp_path / "app.log", by_hand)

    try:
        with Visitor(f"http://{HOST}:{port}", app.stage).arrive() as visitor:
            visitor.add("Kept")
            assert visitor.tasks().row("Kept")
    finally:
        stop(process)
    assert [file.name for file in (mine.folder / "instance").glob("*.db")] == ["taskmaster.db"]
