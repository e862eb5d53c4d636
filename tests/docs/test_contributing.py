"""CONTRIBUTING shows what each command prints, and which package does what."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from workbook.core import summary
from workbook.core.paths import ROOT
from workbook.course import outputs
from workbook.course.fences import fences

PAGE = "docs/01-minimal/4-a-form.md"
KIT = "exercises/kit"  # clicks through the app at each checkpoint
BUTTON = "<button>Add</button>"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A workbook with the first chapter, and the change that CONTRIBUTING makes."""
    for folder in ("workbook", "docs/01-minimal", "docs/assets", "stages/01-minimal", KIT):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    pictures = (ROOT / "docs" / "pictures.toml").read_text(encoding="utf-8")
    of_chapter = [part for part in pictures.split("[[shot]]") if 'step = "01.' in part]
    text = "".join(f"[[shot]]{part.split('[[figure]]')[0]}" for part in of_chapter)
    (tmp_path / "docs" / "pictures.toml").write_text(text, encoding="utf-8")
    page = tmp_path / PAGE
    text = page.read_text(encoding="utf-8")
    assert text.count(BUTTON) == 1
    page.write_text(text.replace(BUTTON, "<button>Add task</button>"), encoding="utf-8")
    return tmp_path


@pytest.mark.skipif(os.name == "nt", reason="replay needs a POSIX shell")
def test_each_command_of_contributing_prints_what_is_shown(clone: Path) -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    shown = [f.lines for f in fences("CONTRIBUTING.md", text) if f.lines[0].startswith("$ nox")]

    assert len(shown) == 2
    for command, *expected in shown:
        words = command.removeprefix("$ nox -s replay").removeprefix(" --").split()
        printed = replay(clone, words)
        assert outputs.matches(
            expected, [line for line in printed if line and "Installing" not in line]
        ), "\n".join(printed)


def replay(folder: Path, words: list[str]) -> list[str]:
    """Return what replay prints, without what nox says around it."""
    done = subprocess.run(
        [sys.executable, "-m", "workbook.commands", "replay", *words],
        cwd=folder,
        env=os.environ | {summary.VARIABLE: ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout.splitlines()


def table(text: str) -> dict[str, str]:
    """Return what CONTRIBUTING says of each package, in its order."""
    return dict(re.findall(r"^\| `(\w+)/` \| (.+) \|$", text, re.MULTILINE))


def packages(folder: Path) -> dict[str, str]:
    """Return the first line of what each package says of itself."""
    files = folder.glob("*/__init__.py")
    said = {file.parent.name: ast.get_docstring(ast.parse(file.read_bytes())) for file in files}
    return {name: (words or "").split("\n")[0] for name, words in said.items()}


def test_the_table_says_of_each_package_what_it_says_itself() -> None:
    assert table((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")) == packages(
        ROOT / "workbook"
    )


def test_the_table_stands_in_the_order_of_imports() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    order = [name for layer in reversed(layers) for name in reversed(layer.split(" | "))]

    shown = list(table((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")))

    assert shown == [name for name in order if name != "__main__"]


def test_a_package_that_is_new_or_says_something_else_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "__init__.py").write_text('"""Do more.\n\nMuch more."""\n')

    assert packages(tmp_path) == {"more": "Do more."} == table("| `more/` | Do more. |\n")
    assert table("| `more/` | Do less. |\n") != packages(tmp_path)
