"""A workbook in small that holds, and copies as learners have them."""

import compileall
import shutil
import signal
from pathlib import Path

import pytest

from tests.support.copies import copy_of
from tests.support.tiny import Tiny, make
from tests.support.tiny_pages import MORE, MOVE, SECOND
from workbook.core import proofs, summary
from workbook.course.exercises import Exercise, find_exercise
from workbook.course.stages import find_stage
from workbook.learner.solving import play_answer


def pytest_configure() -> None:
    """Let what tests begin hear the signals that are ignored in the background and under nohup.

    A process inherits that a signal is ignored, but not that it has a handler.
    """
    for name in ("SIGINT", "SIGHUP"):
        sent = getattr(signal, name, None)
        if sent and signal.getsignal(sent) is signal.SIG_IGN:
            signal.signal(sent, lambda *_: None)


@pytest.fixture(scope="session", autouse=True)
def proofs_of_tests(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what tests prove apart from what the workbook has proven."""
    proofs.FILE = tmp_path_factory.mktemp("proofs") / "proofs.sqlite"


@pytest.fixture(autouse=True)
def said_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what a test's own runs prove out of what this run says in the end."""
    monkeypatch.setenv(summary.VARIABLE, "")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """A tiny workbook that holds, to be copied."""
    tiny = make(tmp_path_factory.mktemp("template") / "workbook")
    compileall.compile_dir(tiny.root / "workbook", quiet=1)  # once, and not in each process
    return tiny


@pytest.fixture(scope="session")
def moved_template(template: Tiny, tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """A workbook of two stages, to be copied."""
    tiny = template.copy(tmp_path_factory.mktemp("moved") / "workbook")
    tiny.page(MOVE, SECOND)
    ran = tiny.replay("--write")
    assert ran.status == 0, ran.said
    shutil.rmtree(tiny.root / ".nox" / "history")  # where the history of one stage is cached, too
    return tiny


@pytest.fixture(scope="session")
def copy_template(template: Tiny, tmp_path_factory: pytest.TempPathFactory) -> tuple[Tiny, Path]:
    """A workbook of two stages, the first of two steps, and a copy of step 01.2."""
    tiny = template.copy(tmp_path_factory.mktemp("copied") / "workbook")
    tiny.step(MORE)
    tiny.page(MOVE, SECOND)
    assert tiny.replay("--write").status == 0
    folder = tmp_path_factory.mktemp("copy") / "copy"
    assert tiny.command("start", "01.2", str(folder)).status == 0
    return tiny, folder


@pytest.fixture
def tiny(template: Tiny, tmp_path: Path) -> Tiny:
    """A tiny workbook that holds, to plant a fault in."""
    return template.copy(tmp_path / "workbook")


@pytest.fixture
def moved(tiny: Tiny, moved_template: Tiny) -> Tiny:
    """A workbook of two stages; the second one moves the file and changes its last line."""
    tiny.become(moved_template)
    return tiny


@pytest.fixture
def copy(tiny: Tiny, copy_template: tuple[Tiny, Path], tmp_path: Path) -> Path:
    """A copy of step 01.2, of a workbook that has one more; step 02.1 moves greeting.txt."""
    tiny.become(copy_template[0])
    return copy_of(copy_template[1], tmp_path / "mein Übungs ordner" / "copy")


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
