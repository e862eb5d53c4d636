"""The stories that are due at a step, told to somebody's app."""

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workbook.apps.environments import environment
from workbook.apps.sandbox import VARIABLE, around, within
from workbook.core.errors import WorkbookError
from workbook.core.paths import ROOT
from workbook.core.processes import run
from workbook.course.chapters import Step

STORIES = ROOT / "tests" / "acceptance"
REPORT, CHOSEN = "stories.xml", "chosen.txt"
DUE = STORIES / "due.json"  # from which step on each holds, as tests/acceptance/due.py finds


@dataclass(frozen=True)
class Told:
    """Which stories are due, and which of them hold."""

    due: frozenset[str]
    held: frozenset[str]

    @property
    def broken(self) -> list[str]:
        """Those that are due and do not hold."""
        return sorted(self.due - self.held)


def story(nodeid: str) -> str:
    """Return what a story is called here: its file and its function, without parameters.

    Args:
        nodeid: what pytest calls it.
    """
    return nodeid.partition("[")[0].rpartition("/")[2].replace(".py::", ".")


@dataclass(frozen=True)
class Part:
    """Steps that the stories of one stage are told to."""

    told_as: str  # the number of that stage
    asked: list[str]  # those of these steps to which stories were told, in order; the last is one
    since: dict[str, str]  # stories: the first step that was asked where each holds
    lost: dict[str, list[str]]  # later steps that were asked: stories that do not hold there

    def due_at(self, step: str) -> frozenset[str]:
        """Return the stories that hold at a step; between two that were asked, those of both.

        Args:
            step: one of these: 01.3, say.
        """
        before = [each for each in self.asked if place(each) <= place(step)][-1:]
        behind = [each for each in self.asked if place(each) >= place(step)][:1]
        if not before:
            return frozenset()
        return frozenset.intersection(*map(self._holding, [*before, *behind]))

    def _holding(self, asked: str) -> frozenset[str]:
        return frozenset(
            name
            for name, since in self.since.items()
            if place(since) <= place(asked) and name not in self.lost.get(asked, [])
        )


def part_of(step: str) -> Part | None:
    """Return the part that a step belongs to: the first that ends with it or with a later one.

    Args:
        step: 01.3, say.
    """
    ends = sorted((end for end in found() if place(end) >= place(step)), key=place)
    return found()[ends[0]] if ends else None


def first_due(name: str) -> str:
    """Return the step from which on a story is due, of any stage.

    Args:
        name: a story that is due somewhere.
    """
    return min((part.since[name] for part in found().values() if name in part.since), key=place)


@cache
def found() -> dict[str, Part]:
    """Return what was found of each part, by its last step."""
    return {end: Part(**part) for end, part in json.loads(DUE.read_text("utf-8")).items()}


def place(step: str) -> tuple[int, int]:
    """Return what steps are put in order by.

    Args:
        step: 01.3, say.
    """
    stage, _, number = step.partition(".")
    return int(stage), int(number)


def tell_due(app: Path, step: Step, scratch: Path, *, sandboxed: bool) -> Told:
    """Tell the stories that are due at a step to an app.

    Args:
        app: its folder.
        step: where it is.
        scratch: an empty folder.
        sandboxed: keep its code in.

    Raises:
        WorkbookError: if pytest leaves no report of them.
    """
    part = part_of(step.name)
    due = part.due_at(step.name) if part else frozenset()
    if not part or not due:
        return Told(due, due)
    held = tell(app, part.told_as, scratch, "-n", "0", only=due, sandboxed=sandboxed)
    if not (scratch / REPORT).is_file():
        raise WorkbookError("The stories could not be told: pytest has left no report.")
    return Told(due, held & due)


def tell(
    app: Path,
    stage: str,
    scratch: Path,
    *options: str,
    only: Collection[str] | None = None,
    sandboxed: bool,
) -> frozenset[str]:
    """Tell stories to an app.

    Args:
        app: its folder.
        stage: the number of the stage whose stories they are.
        scratch: an empty folder.
        options: more words for pytest.
        only: those to tell; none: all of the stage.
        sandboxed: keep its code in.

    Returns:
        Those that hold, whatever their parameters.
    """
    report, apps = scratch / REPORT, scratch / "apps"
    apps.mkdir()
    files = {name.partition(".")[0] for name in only or ()}  # others need not be read for nothing
    told_of = [str(STORIES / f"{file}.py") for file in sorted(files)] or [str(STORIES)]
    words = [sys.executable, "-m", "pytest", *told_of, f"--stage={stage}", f"--app={app}"]
    words += [f"--junitxml={report}", f"--basetemp={apps / 'tmp'}", "-q", *options]
    words += ["-p", "no:cacheprovider"]
    if only is not None:
        (scratch / CHOSEN).write_text("\n".join(sorted(only)), encoding="utf-8")
        words += [f"--only={scratch / CHOSEN}"]
    told = dict(os.environ)
    if sandboxed:
        packages = environment(app / "requirements.txt")
        tools = Path(sys.prefix)
        told[VARIABLE] = json.dumps(within([apps], [packages, STORIES]))
        words = [*around([scratch], [ROOT, tools, packages, app]), *words]
    quiet = subprocess.DEVNULL
    run(words, cwd=ROOT, env=told, stdin=quiet, stdout=quiet, stderr=quiet)
    return _held(report) if report.is_file() else frozenset()


def _held(report: Path) -> frozenset[str]:
    ends: dict[str, bool] = {}
    for case in ET.parse(report).iter("testcase"):
        file = str(case.get("classname")).rpartition(".")[2]
        name = f"{file}.{str(case.get('name')).partition('[')[0]}"
        wrong = [case.find(kind) for kind in ("failure", "error", "skipped")]
        ends[name] = ends.get(name, True) and wrong == [None] * 3
    return frozenset(name for name, ended in ends.items() if ended)
