"""From which step on each story holds: found by telling all of them to the steps of a chapter.

``python -m tests.acceptance.due 01 STEP ...`` tells them to some steps of a stage, kept in as the
apps of a class are, and writes down what held. The last step has to be among them.
"""

import json
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

from workbook.apps.environments import environment
from workbook.apps.fences import VARIABLE, fence
from workbook.core.paths import ROOT
from workbook.course.chapters import Step, steps
from workbook.course.stages import find_stage
from workbook.learner.starting import leave_copy

FILE = Path(__file__).with_name("due.json")
STORIES = Path(__file__).parent


def story(nodeid: str) -> str:
    """Return what a story is called here: its file and its function, without parameters."""
    return nodeid.partition("[")[0].rpartition("/")[2].replace(".py::", ".")


def due_at(stage: str, step: str) -> set[str]:
    """Return the stories that hold at a step of a stage, by what was found.

    Args:
        stage: its number.
        step: 01.3, say.
    """
    found: dict[str, str] = json.loads(FILE.read_text("utf-8")).get(stage, {})
    return {name for name, since in found.items() if _number(since) <= _number(step)}


def _number(step: str) -> int:
    return int(step.partition(".")[2])


def tell(app: Path, stage: str, scratch: Path, *options: str, fenced: bool) -> set[str]:
    """Tell the stories of a stage to an app; return those that hold, whatever their parameters."""
    report = scratch / "stories.xml"
    apps = scratch / "apps"
    apps.mkdir()
    words = [sys.executable, "-m", "pytest", str(STORIES), f"--stage={stage}", f"--app={app}"]
    words += [f"--junitxml={report}", f"--basetemp={apps / 'tmp'}", "-q", *options]
    told = dict(os.environ)
    if fenced:
        packages = environment(app / "requirements.txt")
        told[VARIABLE] = json.dumps(fence([apps], [packages, STORIES]))
    subprocess.run(words, cwd=ROOT, env=told, capture_output=True, check=False)
    return held(report)


def held(report: Path) -> set[str]:
    """Return the stories that hold in a report."""
    ends: dict[str, bool] = {}
    for case in ET.parse(report).iter("testcase"):
        file = str(case.get("classname")).rpartition(".")[2]
        name = f"{file}.{str(case.get('name')).partition('[')[0]}"
        ends[name] = ends.get(name, True) and not len(
            [each for each in case if each.tag != "properties"]
        )
    return {name for name, ended in ends.items() if ended}


def find(stage: str, chosen: list[Step]) -> dict[str, str]:
    """Return from which of some steps on each story holds, up to the last."""
    since: dict[str, str] = {}
    for step in reversed(chosen):
        with tempfile.TemporaryDirectory(prefix="due-") as name:
            scratch = Path(name).resolve()
            leave_copy(step, scratch / "app")
            holds = tell(scratch / "app", stage, scratch, "-n", "2", "--dist=loadfile", fenced=True)
        print(step.name, len(holds), flush=True)
        if step == chosen[-1]:
            since = dict.fromkeys(sorted(holds), step.name)
        open_ = {each for each, first in since.items() if first == _after(chosen, step)}
        since |= dict.fromkeys(open_ & holds, step.name)
    return since


def _after(chosen: list[Step], step: Step) -> str:
    return chosen[min(chosen.index(step) + 1, len(chosen) - 1)].name


if __name__ == "__main__":
    number, *names = sys.argv[1:]
    every = [step for step in steps(find_stage(number)) if not names or step.name in names]
    known = json.loads(FILE.read_text("utf-8")) if FILE.is_file() else {}
    known[number] = find(number, every)
    FILE.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")
