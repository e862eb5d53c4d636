"""A copy that is as its stage is counts as not begun, whatever stands beside the app."""

import shutil
from pathlib import Path

import pytest

from tests.engine.learner.test_checking import EXERCISE
from workbook.core.git import git
from workbook.course.exercises import Exercise, exercises
from workbook.course.stages import find_stage, stages
from workbook.learner.attempts import is_begun

pytestmark = pytest.mark.pages


@pytest.mark.parametrize("number", [stage.number for stage in stages()])
def test_a_copy_of_any_stage_has_begun_none_of_its_exercises(number: str, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(find_stage(number).folder, folder)

    assert [each.name for each in exercises() if is_begun(each, folder)] == []


def test_what_is_not_of_the_app_begins_nothing(exercise: Exercise, work: Path) -> None:
    git(work, "init", "--quiet")
    (work / "README.md").write_text("Mine.")
    (work / "notes.txt").write_text("Read the page.")
    app = work / "app.py"
    app.write_bytes(app.read_bytes().replace(b"\n", b"\r\n"))

    assert not is_begun(exercise, work)


@pytest.mark.parametrize("name", ["app.py", "more.py", "templates/undo.html", "static/style.css"])
def test_a_change_of_the_app_begins_an_exercise(exercise: Exercise, work: Path, name: str) -> None:
    with (work / name).open("a") as file:
        file.write("# mine\n")

    assert is_begun(exercise, work)


def test_a_branch_of_its_name_begins_it_and_no_other(exercise: Exercise, work: Path) -> None:
    git(work, "init", "--quiet", f"--initial-branch={EXERCISE}")
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "-m", "Begin")

    assert [each.name for each in exercises() if is_begun(each, work)] == [exercise.name]
