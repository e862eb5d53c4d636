"""Where one submission is: its step, whether it starts, which stories and exercises hold."""

import re
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self
from xml.etree.ElementTree import ParseError

from workbook.classroom.code import own_code
from workbook.classroom.packages import bring_known
from workbook.classroom.stories import tell_due
from workbook.classroom.submissions import Submission
from workbook.classroom.unpacking import take_in
from workbook.core.errors import WorkbookError
from workbook.course.chapters import Step, all_steps, steps
from workbook.course.exercises import Exercise, exercises
from workbook.course.stages import Stage
from workbook.learner.attempt_results import try_one
from workbook.learner.attempts import is_begun
from workbook.learner.beginning import begin, has_app
from workbook.learner.differences import Comparison
from workbook.learner.reached import is_reached
from workbook.learner.verdict import PASSED
from workbook.learner.working_copy import open_work

FIRST = 3  # places that a learner is led to
NO_APP_YET = "there is no app yet"
OUTSIDE = "it reaches outside its own folder, which is not allowed where it is looked at"
NAMED = re.compile(r"; (?P<file>\S+), line \d+: ")
REFUSED = re.compile(r"^(OSError: \[Errno 30\]|PermissionError: \[Errno (1|13)\])")


@dataclass(frozen=True)
class Asked:
    """What a class is asked about."""

    stage: Stage | None = None  # none: each is held against the step that it is at
    exercise: Exercise | None = None  # none: all that were begun
    sandboxed: bool = True

    @property
    def words(self) -> str:
        """What was typed."""
        what = self.exercise or self.stage
        return what.name if what else "where each one is"


@dataclass
class Standing:
    """Where a submission is."""

    name: str
    problem: str = ""  # why it cannot be looked at
    step: str = ""
    heading: str = ""
    whole: bool = False  # whether all of that step is there
    why: str = ""  # why it does not start, if so
    again: bool = False  # looked at anew the next time: a limit stopped it, or the machine failed
    lacking: list[tuple[str, str]] = field(default_factory=list)  # files, and headings
    due: list[str] = field(default_factory=list)  # stories
    broken: list[str] = field(default_factory=list)  # of those
    exercises: dict[str, str] = field(default_factory=dict)  # begun: how each is
    not_begun: str = ""  # the exercise that was asked for, if so
    open: dict[str, list[str]] = field(default_factory=dict)  # exercises: what does not hold
    code: dict[str, str] = field(default_factory=dict)  # files: what is in them that no step has

    @property
    def held(self) -> int:
        """How many of the stories that are due hold."""
        return len(self.due) - len(self.broken)

    @property
    def passed(self) -> list[str]:
        """The exercises that pass."""
        return [name for name, state in self.exercises.items() if state == PASSED]

    @property
    def stops(self) -> bool:
        """Whether there is an app, and it does not start."""
        return self.why not in ("", NO_APP_YET)

    @property
    def is_done(self) -> bool:
        """Whether all of the step is there, and the app does what is asked of it by then."""
        return self.whole and not self.stops and not self.broken

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return asdict(self)

    @classmethod
    def from_json(cls, known: dict[str, Any]) -> Self:
        """Return what was made JSON of, the same in all.

        Args:
            known: what ``as_json`` returned, read again.
        """
        return cls(**{**known, "lacking": [tuple(pair) for pair in known["lacking"]]})


def said_of_sandbox(why: str) -> str:
    """Return why an app does not start, in words for what the sandbox refuses.

    Args:
        why: what was raised, and where.
    """
    return f"{OUTSIDE}: {why}" if REFUSED.match(why) else why


def stand(submission: Submission, asked: Asked) -> Standing:
    """Look at a submission. Whatever is wrong with it is said, and ends nothing else.

    Args:
        submission: what was handed in; only read.
        asked: what is to be known.
    """
    standing = Standing(submission.name)
    with tempfile.TemporaryDirectory(prefix="class-", ignore_cleanup_errors=True) as name:
        scratch = Path(name).resolve()
        try:
            _look(standing, take_in(submission.source, scratch / "in"), scratch, asked)
        except (WorkbookError, OSError, ValueError, ParseError) as error:
            lines = str(error).splitlines() or [type(error).__name__]
            standing.problem = lines[0].replace(str(scratch / "in"), submission.name)
    return standing


def _look(standing: Standing, app: Path, scratch: Path, asked: Asked) -> None:
    standing.code = own_code(app)
    with open_work(app) as work:
        step, standing.whole = work.nearest, is_reached(work)
        standing.step, standing.heading = step.name, step.heading
        bring_known(app)
        _begin(standing, app, asked)
        standing.lacking = first_lacking(Comparison(work, step), standing.why)
    held_against = steps(asked.stage)[-1] if asked.stage else _done(step, standing.whole)
    if standing.why:
        return
    if held_against and not asked.exercise:
        (scratch / "stories").mkdir()
        told = tell_due(app, held_against, scratch / "stories", sandboxed=asked.sandboxed)
        standing.due, standing.broken = sorted(told.due), told.broken
    if asked.exercise and not is_begun(asked.exercise, app):
        standing.not_begun = asked.exercise.name
        return
    for exercise in _exercises(app, asked):
        _try(standing, exercise, app, sandboxed=asked.sandboxed)


def _begin(standing: Standing, app: Path, asked: Asked) -> None:
    if not has_app(app):
        standing.why = NO_APP_YET
        return
    start = begin(app, sandboxed=asked.sandboxed)
    standing.why = said_of_sandbox(start.why) if asked.sandboxed else start.why
    standing.again = not start.is_sure


def first_lacking(comparison: Comparison, why: str) -> list[tuple[str, str]]:
    """Return the first things that a copy lacks, each once.

    Args:
        comparison: with the step that it is at.
        why: the copy does not start, if so. What the file lacks that it names comes before all.

    Returns:
        Files, and headings of pages below docs/.
    """
    named = NAMED.search(why)
    found = dict.fromkeys(comparison.lacking(named["file"])) if named else {}
    return [*(found or dict.fromkeys(comparison.lacking()))][:FIRST]


def _done(step: Step, whole: bool) -> Step | None:
    """Return the last step that is all there."""
    every = all_steps()
    place = every.index(step) - (not whole)
    return every[place] if place >= 0 else None


def _exercises(app: Path, asked: Asked) -> list[Exercise]:
    if asked.exercise:
        return [asked.exercise]
    begun = [each for each in exercises() if is_begun(each, app)]
    return [each for each in begun if not asked.stage or each.stage == asked.stage]


def _try(standing: Standing, exercise: Exercise, app: Path, *, sandboxed: bool) -> None:
    tried = try_one(exercise, app, sandboxed=sandboxed)
    standing.exercises[exercise.name] = tried.state.replace(str(app), standing.name)
    standing.again |= tried.checked is None or tried.checked.stopped
    if tried.checked and not tried.passed:
        parts = tried.checked.parts
        standing.open[exercise.name] = [part.what for part in parts if part.why is not None]
