"""The class command: what it writes, and what of the last time it leaves."""

import importlib
import shutil
from pathlib import Path

import pytest

from workbook.classroom.standing import Standing
from workbook.classroom.submissions import Submission

pytestmark = pytest.mark.pages


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What Ada and Bob have handed in, where nothing of it is run."""
    command = importlib.import_module("workbook.commands.class")

    def gather(submissions: list[Submission], *_: object) -> list[Standing]:
        return [Standing(each.name, problem="Not looked at.") for each in submissions]

    monkeypatch.setattr(command, "gather", gather)
    for name in ("ada", "bob"):
        (tmp_path / "week" / name).mkdir(parents=True)
    return tmp_path / "week"


def run(*words: str) -> None:
    """Run the command."""
    importlib.import_module("workbook.commands.class").main([*words, "--trusted"])


def test_feedback_on_what_is_gone_goes_and_what_somebody_else_wrote_stays(folder: Path) -> None:
    run(str(folder))
    feedback = folder.parent / "week-results" / "feedback"
    (feedback / "mine.md").touch()
    shutil.rmtree(folder / "bob")

    run(str(folder))

    assert sorted(path.name for path in feedback.iterdir()) == ["ada.html", "ada.md", "mine.md"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["--exercise", "01.undo-delete"], "week-results-01.undo-delete"),
        (["--stage", "1"], "week-results-01-minimal"),
    ],
)
def test_a_part_is_written_beside_the_whole(folder: Path, words: list[str], name: str) -> None:
    run(str(folder))
    whole = (folder.parent / "week-results" / "class.html").read_text()

    run(str(folder), *words)

    assert (folder.parent / name / "class.csv").is_file()
    assert (folder.parent / "week-results" / "class.html").read_text() == whole
