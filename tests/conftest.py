"""What every test run of the workbook ends with: a line that says what was proven."""

import shutil
from pathlib import Path

import pytest

from tests.tiny import Tiny, make
from tests.tiny_pages import MORE, MOVE, SECOND
from workbook import proof
from workbook.exercises import Exercise, find_exercise
from workbook.solving import play_answer
from workbook.stages import find_stage

PROVES = pytest.StashKey[str]()


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    """A tiny workbook that holds, to plant a fault in."""
    return make(tmp_path / "workbook")


@pytest.fixture
def moved(tiny: Tiny) -> Tiny:
    """A workbook of two stages; the second one moves the file and changes its last line."""
    tiny.page(MOVE, SECOND)
    ran = tiny.replay("--write")
    assert ran.status == 0, ran.said
    return tiny


@pytest.fixture
def copy(tiny: Tiny, tmp_path: Path) -> Path:
    """A copy of step 01.2, of a workbook that has one more; step 02.1 moves greeting.txt."""
    tiny.step(MORE)
    tiny.page(MOVE, SECOND)
    assert tiny.replay("--write").status == 0
    folder = tmp_path / "mein Übungs ordner" / "copy"
    assert tiny.command("start", "01.2", str(folder), module="copying").status == 0
    return folder


@pytest.fixture
def exercise() -> Exercise:
    """The first exercise."""
    return find_exercise("01.undo-delete")


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A copy of stage 01, in a folder with spaces and accents in its name."""
    folder = tmp_path / "mes tâches à moi"
    shutil.copytree(find_stage("01").folder, folder)
    return folder


@pytest.fixture
def solved(exercise: Exercise, tmp_path: Path) -> Path:
    """A copy of stage 01 in which the exercise is done."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    play_answer(exercise, exercise.solution, scratch)
    return scratch / "work"


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, exitstatus: int, config: pytest.Config
) -> None:
    """Say what a green run has proven."""
    if exitstatus == 0 and not hasattr(config, "workerinput"):
        passed = len(terminalreporter.stats.get("passed", []))
        what = config.stash.get(PROVES, "promises of the workbook hold")
        terminalreporter.write_line("")
        proof.add(f"{passed} {what}")
