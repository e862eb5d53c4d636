"""CONTRIBUTING shows how to change one line of one stage, and what each command prints."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from workbook.core import summary
from workbook.core.paths import ROOT
from workbook.course import outputs
from workbook.course.fences import fences

PAGE = "docs/01-minimal/3-list-and-add.md"
BUTTON = "<button>Add</button>"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A workbook with the first chapter, and the change that CONTRIBUTING makes."""
    for folder in ("workbook", "docs/01-minimal", "docs/assets", "stages/01-minimal"):
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
        assert outputs.matches(expected, [line for line in printed if line]), "\n".join(printed)


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
