"""Run the check of an exercise on a learner's copy, in a process and an environment of its own."""

import re
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from workbook.apps.kit import beside
from workbook.core.deadlines import LIMITS, Limits
from workbook.core.errors import WorkbookError
from workbook.course.exercises import Exercise
from workbook.course.written import Task
from workbook.learner.copies import copy_work, stage_of
from workbook.learner.judging import Judge
from workbook.learner.pristine import Written, bring_check

PATIENCE = re.compile(r"^PATIENCE = (\d+)$", re.MULTILINE)  # in a check: so many times that long
RAISES = "Your app raises an error:"  # how kit says it
PASSED, OPEN = "passed", "not yet"


@dataclass(frozen=True)
class Part:
    """One thing that a check looks at, and why it does not hold, if so."""

    what: str
    why: str | None = None

    def lines(self) -> list[str]:
        """Return what a learner reads of it."""
        first = f"{PASSED if self.why is None else OPEN:<9}{self.what}"
        return [first, *(f"{'':9}{line}".rstrip() for line in (self.why or "").splitlines())]


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
        return any(part.why == _STOPPED or (part.why or "").startswith(_CUT) for part in self.parts)

    @property
    def held(self) -> int:
        """How many of its parts hold."""
        return sum(part.why is None for part in self.parts)

    @property
    def count(self) -> str:
        """How many of its parts hold, in words."""
        return f"{self.held} of {len(self.parts)} hold"

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
        longer = limits.part * _patience(place / "check" / "check.py")
        limits = replace(limits, part=longer)
        judge = Judge(place, python, told, limits, sandboxed)
        return Checked(exercise, _read(judge.run(inside=isinstance(exercise, Task)), limits))


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


def _patience(check: Path) -> int:
    """Return how many times longer the parts of a check may compute, because they run tests say."""
    asked = PATIENCE.search(check.read_text(encoding="utf-8"))
    return int(asked[1]) if asked else 1


def _read(facts: list[dict[str, Any]], limits: Limits) -> tuple[Part, ...]:
    """Return the parts of a check, from what it has said."""
    if not facts:
        return (Part("The check begins.", "Your app ends the program before anything is checked."),)
    whys = [fact["why"] for fact in facts if "why" in fact]
    if "done" not in facts[-1]:
        whys.append(_cut(facts, limits))
    whys = [_SAME if _is_again(why, whys[:n]) else why for n, why in enumerate(whys)]
    rest = [_STOPPED] * len(facts[0]["parts"])
    return tuple(Part(*pair) for pair in zip(facts[0]["parts"], whys + rest, strict=False))


_CUT = "Stopped:"
_SAME = "The same as above."
_STOPPED = "Not looked at: the check was stopped before it came here."


def _is_again(why: str | None, before: list[str | None]) -> bool:
    return why is not None and "\n" in why and why in before


def _cut(facts: list[dict[str, Any]], limits: Limits) -> str:
    """Say why a check came to no end."""
    if "endless" not in facts[-1]:
        return "Your app ends the program here: the check came to no end."
    why = {
        "computes": f"no end after {limits.part:g} s of computing. Is there an endless loop?",
        "hogs": "it takes more memory than any of these apps needs.",
        "waits": "it waits for something that does not come.",
    }[facts[-1]["endless"]]
    where = next((fact["stopped"] for fact in facts if "stopped" in fact), "")
    return f"{_CUT} {why}\n{where}".rstrip()
