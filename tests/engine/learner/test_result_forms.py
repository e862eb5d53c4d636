"""Results are written as other programs read them."""

import argparse
import csv
import json
from pathlib import Path
from typing import Any

import pytest

from workbook.core.errors import WorkbookError
from workbook.course.exercises import find_exercise
from workbook.learner.checking import Checked
from workbook.learner.result_forms import IDENTITY, NOT_BEGUN, Result, add_forms, write_forms
from workbook.learner.verdict import Part

pytestmark = pytest.mark.pages

HOLDS, FAILS = Part("A task comes back."), Part("It is done, if it was.", "It is open.")


def checked(name: str, *parts: Part) -> Result:
    """Return an exercise with what its check found."""
    exercise = find_exercise(name)
    return Result(exercise, Checked(exercise, parts))


HALF = checked("01.undo-delete", HOLDS, FAILS)
WHOLE = checked("01.done-last", HOLDS)
LATER = Result(find_exercise("03.priority"), None)
ODD = Result(find_exercise("02.archive"), None, "The app does not start.")


def written(form: str, tmp_path: Path, *results: Result) -> str:
    """Return what is written in a form."""
    parser = argparse.ArgumentParser()
    add_forms(parser)
    asked = parser.parse_args([f"--{form}", str(tmp_path / "results")])
    write_forms(asked, list(results), tmp_path / "ada")
    return (tmp_path / "results").read_text(encoding="utf-8")


def test_one_exercise_is_a_test_a_part_for_the_reporter_of_github(tmp_path: Path) -> None:
    found = json.loads(written("autograding", tmp_path, HALF))

    # These are the fields that the reporter reads.
    assert (found["status"], found["max_score"]) == ("fail", 2)
    fields = ("name", "status", "score", "line_no")
    assert [[test[field] for field in fields] for test in found["tests"]] == [
        ["A task comes back.", "pass", 1, 0],
        ["It is done, if it was.", "fail", 0, 0],
    ]
    assert "It is open." in found["tests"][1]["message"]


def test_several_exercises_are_a_test_each(tmp_path: Path) -> None:
    found = json.loads(written("autograding", tmp_path, WHOLE, HALF, LATER, ODD))

    assert [(test["name"], test["score"]) for test in found["tests"]] == [
        *(("01.done-last", 1), ("01.undo-delete", 0), ("03.priority", 0), ("02.archive", 0)),
    ]
    assert "It is open." in found["tests"][1]["message"]
    assert [test["message"] for test in found["tests"][2:]] == [NOT_BEGUN, ODD.problem]


def test_all_that_holds_passes(tmp_path: Path) -> None:
    assert json.loads(written("autograding", tmp_path, WHOLE))["status"] == "pass"


def test_classroom_50_gets_its_own_names_back_with_ints_that_add_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in IDENTITY.values():
        monkeypatch.setenv(variable, f"its {variable}")

    found: dict[str, Any] = json.loads(written("classroom50", tmp_path, HALF))

    assert found["schema"] == "classroom50/result/v1"
    assert {field: found[field] for field in IDENTITY} == {
        field: f"its {variable}" for field, variable in IDENTITY.items()
    }
    assert (found["score"], found["max-score"]) == (1, 2)
    assert found["tests"] == [
        {"test-name": HOLDS.what, "passed": True, "score": 1, "max-score": 1},
        {"test-name": FAILS.what, "passed": False, "score": 0, "max-score": 1},
    ]
    assert found["datetime"].endswith("Z")


def test_without_its_runner_there_is_no_result_for_classroom_50(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in IDENTITY.values():
        monkeypatch.delenv(variable, raising=False)

    with pytest.raises(WorkbookError, match=r"CLASSROOM, ASSIGNMENT, .* are not set"):
        written("classroom50", tmp_path, HALF)
    assert not (tmp_path / "results").exists()


def test_a_table_has_a_column_for_each_exercise_and_leaves_blank_what_was_not_begun(
    tmp_path: Path,
) -> None:
    heads, row = csv.reader(written("csv", tmp_path, WHOLE, HALF, LATER).splitlines())

    assert heads == ["folder", "01.done-last", "01.undo-delete", "03.priority"]
    assert row == ["ada", "100", "50", ""]


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "results").mkdir()

    with pytest.raises(WorkbookError, match=r"results cannot be written: .+\."):
        written("csv", tmp_path, WHOLE)
