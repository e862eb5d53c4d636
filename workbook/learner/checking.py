"""Run the check of an exercise on a learner's copy, in a process and an environment of its own."""

import re
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from workbook.apps.kit import beside
from workbook.core.deadlines import LIMITS, Limits
from workbook.core.errors import WorkbookError
from workbook.course.exercises import Exercise
from workbook.course.written import Task
from workbook.learner.copies import copy_work, stage_of
from workbook.learner.judging import Judge
from workbook.learner.pristine import Written, bring_check
from workbook.learner.verdict import CUT, NOT_LOOKED_AT, Part, count, read

PATIENCE = re.compile(r"^PATIENCE = (\d+)$", re.MULTILINE)  # in a check: so many times that long
RAISES = "Your app raises an error:"  # how kit says it


class Check(Written, Protocol):
    """A check that is of no exercise."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def title(self) -> str:
        """What it is about."""


@dataclass(frozen=True)
class Checked:
    """How the check of an exercise, or of a task in a step, went."""

    exercise: "Exercise | Task | Check"
    parts: tuple[Part, ...]

    @property
    def stopped(self) -> bool:
        """Whether it came to no end."""
        return any(
            part.why == NOT_LOOKED_AT or (part.why or "").startswith(CUT) for part in self.parts
        )

    @property
    def held(self) -> int:
        """How many of its parts hold."""
        return sum(part.why is None for part in self.parts)

    @property
    def count(self) -> str:
        """How many of its parts hold, in words."""
        return count(self.parts)

    @property
    def passed(self) -> bool:
        """Whether all of it holds."""
        return all(part.why is None for part in self.parts)

    def open_lines(self) -> list[str]:
        """Return what a learner reads of the parts that do not hold."""
        return [line for part in self.parts if part.why is not None for line in part.lines()]


def run_check(
    exercise: "Exercise | Task | Check",
    folder: Path,
    limits: Limits = LIMITS,
    *,
    committed: bool = False,
    sandboxed: bool = False,
) -> Checked:
    """Run the workbook's own check of an exercise on a copy of somebody's folder.

    Args:
        exercise: the exercise.
        folder: a copy of the app at the exercise's stage; it is only read.
        limits: how long each part may compute, and be idle.
        committed: take the check as it was committed, if it has been changed since.
        sandboxed: keep the copy's code in.

    Returns:
        Which parts hold, and why the others don't.

    Raises:
        WorkbookError: if the folder cannot be copied, or its packages cannot be installed.
    """
    with tempfile.TemporaryDirectory(prefix="check-", ignore_cleanup_errors=True) as name:
        place = Path(name).resolve()
        python, told = beside(folder, place / "check")
        copy_work(folder, place / "copy")
        bring_check(exercise, place / "check", committed=committed)
        (place / "scratch").mkdir()
        longer = limits.part * patience(place / "check" / "check.py")
        limits = replace(limits, part=longer)
        judge = Judge(place, python, told, limits, sandboxed)
        facts = judge.run(inside=isinstance(exercise, Task))
        return Checked(exercise, read(facts, limits.part))


def check_task(task: Task, folder: Path, *, sandboxed: bool = False) -> Checked:
    """Run the check of a task, as a learner asks for it in the middle of a chapter.

    Args:
        task: the task.
        folder: a copy of the app at the task's step; it is only read.
        sandboxed: keep the copy's code in.

    Returns:
        Which parts hold, and why the others don't.

    Raises:
        WorkbookError: if the folder is at another stage, and for what `run_check` raises.
    """
    now = stage_of(folder)
    if now != task.stage:
        raise WorkbookError(
            f"{folder} is at stage {now.name}, and {task.name} is written at step {task.step.name}."
        )
    return run_check(task, folder, sandboxed=sandboxed)


def patience(check: Path) -> int:
    """Return how many times longer the parts of a check may compute, because they run tests say."""
    asked = PATIENCE.search(check.read_text(encoding="utf-8"))
    return int(asked[1]) if asked else 1
