"""Results of checks in the forms that other programs take.

Each file is written anew. Where one exercise was checked, a test is one part of its check; where
several were, a test is an exercise. Each test is worth a point.
"""

import argparse
import csv
import io
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workbook.core.errors import WorkbookError
from workbook.course.exercises import Exercise
from workbook.course.written import Task
from workbook.learner.checking import Checked

SCHEMA = "classroom50/result/v1"
# What Classroom 50 tells the program that it starts: each field of its result, and its variable.
IDENTITY = {
    "classroom": "CLASSROOM",
    "assignment": "ASSIGNMENT",
    "submission": "SUBMISSION_TAG",
    "commit": "COMMIT_URL",
    "release": "RELEASE_URL",
    "review": "REVIEW_URL",
}
NOT_BEGUN = "Not begun."


@dataclass(frozen=True)
class Result:
    """An exercise, and how its check went."""

    exercise: Exercise | Task
    checked: Checked | None  # none: it was not begun, or cannot be checked
    problem: str = ""  # why it cannot be checked
    begun: bool = True  # otherwise, what holds was there before

    @property
    def percent(self) -> int | None:
        """How much of it holds; none, if it was not begun or cannot be checked."""
        if self.checked is None or not self.begun:
            return None
        return 100 * self.checked.held // len(self.checked.parts)


@dataclass(frozen=True)
class _Test:
    name: str
    why: str | None  # it does not hold


def add_forms(parser: argparse.ArgumentParser) -> None:
    """Add the options that name files for results.

    Args:
        parser: of a command that checks exercises.
    """
    for name, (_, what) in FORMS.items():
        parser.add_argument(f"--{name}", metavar="FILE", help=f"write the results there: {what}")


def asks_for_forms(asked: argparse.Namespace) -> bool:
    """Tell whether any file was named for results.

    Args:
        asked: what was typed.
    """
    return any(getattr(asked, name) for name in FORMS)


def write_forms(asked: argparse.Namespace, results: list[Result], folder: Path) -> None:
    """Write the results into each file that was asked for.

    Args:
        asked: what was typed.
        results: of the exercises that were asked for, in order.
        folder: the learner's; its name stands in a table.

    Raises:
        WorkbookError: if a file cannot be written, or a form needs what is not there.
    """
    for name, (form, _) in FORMS.items():
        if file := getattr(asked, name):
            text = form(results, folder)
            try:
                Path(file).write_text(text, encoding="utf-8", newline="")
            except OSError as error:
                raise WorkbookError(f"{file} cannot be written: {error.strerror}.") from None


def _tests(results: list[Result]) -> list[_Test]:
    if len(results) == 1 and (checked := results[0].checked):
        unearned = None if results[0].begun else NOT_BEGUN
        return [_Test(part.what, part.why or unearned) for part in checked.parts]
    return [_Test(each.exercise.name, _why(each)) for each in results]


def _why(result: Result) -> str | None:
    if result.checked is None:
        return result.problem or NOT_BEGUN
    return None if result.checked.passed else "\n".join(result.checked.open_lines())


def _autograding(results: list[Result], folder: Path) -> str:
    """What GitHub's autograding reporter reads of a runner, there in base64."""
    tests = _tests(results)
    return _as_json(
        {
            "version": 1,
            "status": "pass" if all(test.why is None for test in tests) else "fail",
            "max_score": len(tests),
            "tests": [
                {
                    "name": test.name,
                    "status": "pass" if test.why is None else "fail",
                    "score": int(test.why is None),
                    "message": test.why or "",
                    "line_no": 0,
                }
                for test in tests
            ],
        }
    )


def _classroom50(results: list[Result], folder: Path) -> str:
    """What Classroom 50 reads of an autograder: its result.json."""
    tests = _tests(results)
    missing = [variable for variable in IDENTITY.values() if variable not in os.environ]
    if missing:
        raise WorkbookError(
            f"--classroom50 needs the variables that its runner sets, and {', '.join(missing)} "
            "are not set. Call the check from the autograder.py of the assignment."
        )
    return _as_json(
        {
            "schema": SCHEMA,
            **{field: os.environ[variable] for field, variable in IDENTITY.items()},
            "datetime": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "score": sum(test.why is None for test in tests),
            "max-score": len(tests),
            "tests": [
                {
                    "test-name": test.name,
                    "passed": test.why is None,
                    "score": int(test.why is None),
                    "max-score": 1,
                }
                for test in tests
            ],
        }
    )


def _csv(results: list[Result], folder: Path) -> str:
    """A table of one row: the folder, and a column for each exercise with how much holds."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["folder", *(each.exercise.name for each in results)])
    cells = ("" if each.percent is None else each.percent for each in results)
    rows.writerow([folder.resolve().name, *cells])
    return text.getvalue()


def _as_json(what: dict[str, Any]) -> str:
    return json.dumps(what, indent=2, ensure_ascii=False) + "\n"


FORMS: dict[str, tuple[Callable[[list[Result], Path], str], str]] = {
    "autograding": (_autograding, "JSON for GitHub's autograding reporter"),
    "classroom50": (_classroom50, "the result.json of Classroom 50"),
    "csv": (_csv, "a table with a column for each exercise, in percent"),
}
