"""Which exercises a learner has begun, and how far they are with each."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from workbook.core.errors import WorkbookError
from workbook.core.pools import two_at_a_time
from workbook.course.exercises import Exercise, exercises
from workbook.learner.attempts import is_begun, try_exercise
from workbook.learner.checking import Checked
from workbook.learner.verdict import PASSED


@dataclass(frozen=True)
class Tried:
    """An exercise, and how its check went."""

    exercise: Exercise
    checked: Checked | None = None  # none: it was not begun, or cannot be checked
    problem: str = ""  # why it cannot be checked

    @property
    def passed(self) -> bool:
        """Whether all of it holds."""
        return self.checked is not None and self.checked.passed

    @property
    def state(self) -> str:
        """What is said of it in a word or two; blank if it was not begun."""
        if self.checked is None or self.passed:
            return PASSED if self.passed else self.problem
        return self.checked.count


def try_all(folder: Path, *, sandboxed: bool = False) -> list[Tried]:
    """Run the checks of all exercises that were begun, two at a time.

    Args:
        folder: the learner's copy, which is only read.
        sandboxed: keep their code in.

    Returns:
        Every exercise there is, in order.

    Raises:
        WorkbookError: if the exercises cannot be read, or git cannot tell what was begun.
    """
    every = exercises()
    found: dict[Exercise, Tried] = {}
    names = [each for each in every if is_begun(each, folder)]
    begun = [partial(try_one, each, folder, sandboxed=sandboxed) for each in names]
    if begun:
        print(f"Checking {len(begun)} of {len(every)} exercises ...", flush=True)
    two_at_a_time(begun, lambda tried: found.update({tried.exercise: tried}))
    return list(_all(every, found))


def _all(every: list[Exercise], found: dict[Exercise, Tried]) -> Iterator[Tried]:
    for each in every:
        yield found.get(each, Tried(each))


def try_one(exercise: Exercise, folder: Path, *, sandboxed: bool = False) -> Tried:
    """Run the check of an exercise.

    Args:
        exercise: the exercise.
        folder: the learner's copy, which is only read.
        sandboxed: keep their code in.

    Returns:
        How it went, or why it cannot be checked.
    """
    try:
        return Tried(exercise, try_exercise(exercise, folder, sandboxed=sandboxed))
    except WorkbookError as error:
        return Tried(exercise, problem=str(error).splitlines()[0])
