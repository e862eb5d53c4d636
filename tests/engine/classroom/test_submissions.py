"""A class, from what it hands in to the table: whatever one does, the others are looked at."""

from pathlib import Path

import pytest

from tests.engine.classroom.handed_in import FORGED, REAL_HOME, SECRET, hand_in
from tests.support.copies import content
from workbook.apps import sandbox
from workbook.classroom.gathering import gather
from workbook.classroom.standing import Asked, Standing
from workbook.classroom.submissions import find_submissions, not_handed_in
from workbook.classroom.tables import row
from workbook.core import proofs
from workbook.core.deadlines import LIMITS
from workbook.core.paths import ROOT
from workbook.course.exercises import Exercise

pytestmark = [
    pytest.mark.pages,
    pytest.mark.skipif(not sandbox.holds(), reason="nothing keeps a stranger's code in here"),
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
    "stage-02": ("02.39", "yes", "not begun"),
    "stage-03": ("03.39", "yes", "not begun"),
    "stage-04": ("04.33", "yes", "not begun"),
    "stage-05": ("05.56", "yes", "not begun"),
    "syntax": (ALL, "SyntaxError: '(' was never closed; app.py, line 24: tasks: dict[int", "-"),
    "too-large": ("-", "It holds more than 50 MB.", "-"),
    "utf-16": (ALL, "SyntaxError: ", "-"),
    "writes-home": (ALL, "yes", "0 of 1"),
    "zip-in-zip": (ALL, "yes", "not begun"),
}
SHORT = ("forged-report", "syntax", "too-large", "writes-home", "zip-in-zip")


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(frozenset(SHORT), id="some"),
        pytest.param(frozenset(TABLE), id="all", marks=pytest.mark.long),
    ],
)
def test_whatever_is_handed_in_the_table_is_the_same_and_nothing_else_changes(
    names: frozenset[str],
    tmp_path: Path,
    solved: Path,
    exercise: Exercise,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(SECRET, "told")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    folder = tmp_path / "what was handed in"
    hand_in(folder, solved)
    submissions = find_submissions(folder)
    assert {each.name for each in submissions} == TABLE.keys()
    chosen = [each for each in submissions if each.name in names]
    before = outside(folder, tmp_path / "home")

    for time in ("first", "second"):
        proofs.FILE = tmp_path / f"{time}.sqlite"
        found = gather(chosen, Asked(exercise=exercise), lambda _: None)

        assert {each.name: shown(each) for each in found} == {n: TABLE[n] for n in sorted(names)}
        assert outside(folder, tmp_path / "home") == before
        assert not (REAL_HOME / FORGED).exists()

    assert not_handed_in(folder, submissions) == ["Ada Lovelace"]


def outside(handed_in: Path, home: Path) -> dict[str, tuple[int, int]]:
    """Return what there is that nobody's code may change, but for what tools keep."""
    found = content(handed_in) | content(home) | content(ROOT / "exercises")
    kept = (".cache", "__pycache__")
    return {name: state for name, state in found.items() if not set(Path(name).parts) & {*kept}}


def shown(standing: Standing) -> tuple[str, str, str]:
    """Return what the table says, as far as it is expected word by word."""
    name, step, starts, _, exercises = row(standing)
    return step.split()[0], starts[: len(TABLE[name][1])], exercises
