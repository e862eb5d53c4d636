"""The stories that are due at a step, told to somebody's app."""

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
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
REPORT = "stories.xml"
DUE = STORIES / "due.json"  # from which step on each holds; tests/acceptance/due.py finds that


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


def due_at(stage: str, step: str) -> frozenset[str]:
    """Return the stories that hold at a step of a stage, as was found.

    Args:
        stage: its number.
        step: 01.3, say.
    """
    since_when = found().get(stage, {})
    return frozenset(name for name, since in since_when.items() if _number(since) <= _number(step))


@cache
def found() -> dict[str, dict[str, str]]:
    """Return from which step on each story holds, by the number of its stage."""
    known: dict[str, dict[str, str]] = json.loads(DUE.read_text("utf-8"))
    return known


def _number(step: str) -> int:
    return int(step.partition(".")[2])


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
    due = due_at(step.stage.number, step.name)
    if not due:
        return Told(due, due)
    words = ("-n", "0", f"--step={step.name}")
    held = tell(app, step.stage.number, scratch, *words, sandboxed=sandboxed)
    if not (scratch / REPORT).is_file():
        raise WorkbookError("The stories could not be told: pytest has left no report.")
    return Told(due, held & due)


def tell(app: Path, stage: str, scratch: Path, *options: str, sandboxed: bool) -> frozenset[str]:
    """Tell stories to an app.

    Args:
        app: its folder.
        stage: the number of the stage whose stories they are.
        scratch: an empty folder.
        options: more words for pytest.
        sandboxed: keep its code in.

    Returns:
        Those that hold, whatever their parameters.
    """
    report, apps = scratch / REPORT, scratch / "apps"
    apps.mkdir()
    words = [sys.executable, "-m", "pytest", str(STORIES), f"--stage={stage}", f"--app={app}"]
    words += [f"--junitxml={report}", f"--basetemp={apps / 'tmp'}", "-q", *options]
    words += ["-p", "no:cacheprovider"]
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
