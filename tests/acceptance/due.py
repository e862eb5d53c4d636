"""Find from which step on each story holds, by telling all of them to steps of a chapter.

``python -m tests.acceptance.due 01 [STEP ...]`` tells them to a stage's steps, or to some, kept in
as the apps of a class are, and writes down what held. The last step has to be among them.
"""

import json
import sys
import tempfile
from pathlib import Path

from workbook.classroom.stories import DUE, tell
from workbook.course.chapters import Step, steps
from workbook.course.stages import find_stage
from workbook.learner.starting import leave_copy


def find(stage: str, chosen: list[Step]) -> dict[str, str]:
    """Return from which of some steps on each story holds, up to the last."""
    since: dict[str, str] = {}
    after = chosen[-1].name
    for step in reversed(chosen):
        holds = _held_at(step, stage)
        print(step.name, len(holds), flush=True)
        if step == chosen[-1]:
            since = dict.fromkeys(sorted(holds), step.name)
        since |= {each: step.name for each in holds if since.get(each) == after}
        after = step.name
    return since


def _held_at(step: Step, stage: str) -> frozenset[str]:
    with tempfile.TemporaryDirectory(prefix="due-", ignore_cleanup_errors=True) as name:
        scratch = Path(name).resolve()
        leave_copy(step, scratch / "app")
        (scratch / "scratch").mkdir()
        return tell(scratch / "app", stage, scratch / "scratch", "-n", "0", sandboxed=True)


if __name__ == "__main__":
    number, *names = sys.argv[1:]
    every = [step for step in steps(find_stage(number)) if not names or step.name in names]
    known = json.loads(DUE.read_text("utf-8")) if DUE.is_file() else {}
    known[number] = find(number, every)
    DUE.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")
