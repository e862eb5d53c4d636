"""A class, from what it hands in to the table: whatever one does, the others are looked at."""

from pathlib import Path

import pytest

from tests.engine.classroom.handed_in import SECRET, hand_in
from tests.support.copies import content
from workbook.apps import sandbox
from workbook.classroom.gathering import gather
from workbook.classroom.standing import Asked, Standing
from workbook.classroom.submissions import find_submissions, missing
from workbook.classroom.tables import row
from workbook.core import proofs
from workbook.core.deadlines import LIMITS
from workbook.course.exercises import Exercise

pytestmark = [
    pytest.mark.skipif(not sandbox.holds(), reason="nothing keeps a stranger's code in here"),
    pytest.mark.long,
]
ALL, BEGUN = "01.6", "01.4"
LOOP = (
    f"Stopped: no end after {LIMITS.part:g} s of computing. Is there an endless loop?; "
    "app.py, line 25: whi"
)
TABLE = {
    "bundled": (BEGUN, "yes", "not begun"),
    "clone.git": (BEGUN, "yes", "not begun"),
    "crlf": (ALL, "yes", "not begun"),
    "edits-checks": (ALL, "yes", "0 of 1"),
    "empty-commits": ("01.2", "yes", "not begun"),
    "environment": (ALL, "ValueError: None; app.py, line 25: ", "-"),
    "fork-bomb": (ALL, "BlockingIOError: [Errno 11] ", "-"),
    "forged-report": (ALL, "yes", "0 of 1"),
    "half": (BEGUN, "yes", "not begun"),
    "link-out": ("01.5", "yes", "not begun"),
    "loop": (ALL, LOOP, "-"),
    "memory-hog": (ALL, "MemoryError; app.py, line 25: ", "-"),
    "missing-file": (ALL, "jinja2.exceptions.TemplateNotFound: index.html; app.py, line 33: ", "-"),
    "other-branch": (ALL, "yes", "1 of 1"),
    "perfect": (ALL, "yes", "not begun"),
    "port-outside": (ALL, "OSError: [Errno 101] Network is unreachable; app.py, line 3: ", "-"),
    "renamed": ("02.39", "there is no app yet", "-"),
    "solved": (ALL, "yes", "1 of 1"),
    "syntax": (ALL, "SyntaxError: '(' was never closed; app.py, line 24: tasks: dict[int", "-"),
    "too-large": ("-", "It holds more than 50 MB.", "-"),
    "utf-16": (ALL, "SyntaxError: ", "-"),
    "writes-home": (ALL, "yes", "0 of 1"),
    "zip-in-zip": (ALL, "yes", "not begun"),
}


def test_whatever_is_handed_in_the_table_is_the_same_and_nothing_else_changes(
    tmp_path: Path, solved: Path, exercise: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SECRET, "told")
    folder = tmp_path / "what was handed in"
    hand_in(folder, solved)
    before, home = content(folder), sorted(Path.home().iterdir())
    submissions = find_submissions(folder)
    asked = Asked(exercise=exercise)

    for time in ("first", "second"):
        proofs.FILE = tmp_path / f"{time}.sqlite"
        found = {each.name: shown(each) for each in gather(submissions, asked, lambda _: None)}

        assert found == TABLE
        assert content(folder) == before
        assert sorted(Path.home().iterdir()) == home

    assert missing(folder, submissions) == ["Ada Lovelace"]


def shown(standing: Standing) -> tuple[str, str, str]:
    """Return what the table says, as far as it is expected word by word."""
    name, step, starts, _, exercises = row(standing)
    return step.split()[0], starts[: len(TABLE[name][1])], exercises
