"""Which results are kept, so that what has not changed is not looked at again."""

import shutil
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from workbook.apps import sandbox
from workbook.classroom.gathering import gather
from workbook.classroom.standing import Asked, Standing, stand
from workbook.classroom.submissions import Submission
from workbook.core.deadlines import LIMITS
from workbook.course.exercises import Exercise
from workbook.course.stages import find_stage
from workbook.learner.checking import run_check

LINE = "    tasks: dict[int, Task] = {}\n"
LOOP = f"{LINE}    while True: pass\n"
VIEW = "    def delete_task(task_id: int) -> ResponseReturnValue:\n"

pytestmark = [
    pytest.mark.pages,
    pytest.mark.skipif(not sandbox.holds(), reason="nothing keeps a stranger's code in here"),
]


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of those who are looked at, with little patience."""
    names: list[str] = []
    few = replace(LIMITS, part=1)

    def noted(submission: Submission, asked: Asked) -> Standing:
        names.append(submission.name)
        return stand(submission, asked)

    monkeypatch.setattr("workbook.classroom.gathering.stand", noted)
    monkeypatch.setattr("workbook.learner.beginning.LIMITS", few)
    monkeypatch.setattr("workbook.learner.attempts.run_check", partial(run_check, limits=few))
    return names


def written(place: Path, line: str, code: str) -> Path:
    """Return a copy of stage 01 in which some code stands for a line."""
    shutil.copytree(find_stage("01").folder, place / "ada")
    app = place / "ada" / "app.py"
    app.write_text(app.read_text("utf-8").replace(line, code), "utf-8")
    return place / "ada"


def twice(folder: Path, asked: Asked) -> Standing:
    """Look at somebody twice; the second time, the same has to be found."""
    first, second = [
        gather([Submission(folder.name, folder)], asked, lambda _: None) for _ in range(2)
    ]
    assert first == second
    return first[0]


@pytest.mark.parametrize(
    ("code", "why", "times"),
    [
        (LINE.replace("{}", "("), "SyntaxError: '(' was never closed; app.py, line 24", 1),
        (LOOP, "Stopped: no end after 1 s of computing", 2),
    ],
    ids=["syntax", "loop"],
)
def test_an_app_that_does_not_start_is_tried_again_only_if_a_limit_has_stopped_it(
    tmp_path: Path, looked: list[str], code: str, why: str, times: int
) -> None:
    standing = twice(written(tmp_path, LINE, code), Asked())

    assert standing.why.startswith(why)
    assert standing.again == (times == 2)
    assert looked == ["ada"] * times


@pytest.mark.parametrize(("code", "times"), [("pass", 1), ("while True: pass", 2)])
def test_an_exercise_that_a_limit_has_stopped_is_tried_again(
    tmp_path: Path, looked: list[str], exercise: Exercise, code: str, times: int
) -> None:
    folder = written(tmp_path, VIEW, f"{VIEW}        {code}\n")

    standing = twice(folder, Asked(exercise=exercise))

    assert not standing.why
    assert not standing.passed
    assert looked == ["ada"] * times
