"""Find from which step on each story holds, by telling them to steps of the chapters.

``python -m tests.acceptance.due 01.6 [STEP ...]`` tells stories to the steps of a part, which is
named by its last step, or to some of them: to the end of each sitting, say. Apps are kept in as
those of a class are. Where each story begins to hold is found by telling it to the first step, and
then to the middle of those that are left. From there on it is told to each, as a step may take
away what another brings back.
"""

import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from workbook.classroom.stories import DUE, Part, found, place, tell
from workbook.course.chapters import Step, all_steps
from workbook.learner.starting import leave_copy

# The last step of each part, and the stage whose stories are told to it. Before step 02.6, tasks
# are where stage 01 has them. Migrations come in step 03.19, and tables by hand end there.
PARTS = {
    "01.6": "01",
    "02.5": "01",
    "02.39": "02",
    "03.18": "03",
    "03.39": "03",
    "04.33": "04",
    "05.56": "05",
}
Tell = Callable[[Step, frozenset[str] | None], frozenset[str]]


def find(told_as: str, chosen: list[Step], told: Tell) -> Part:
    """Return at which of some steps each story holds that holds at the last.

    Args:
        told_as: the number of the stage whose stories they are.
        chosen: the steps.
        told: tells stories to a step, or all there are, and returns those that hold.
    """
    since: dict[str, str] = {}
    holding: dict[str, frozenset[str]] = defaultdict(frozenset)

    def search(low: int, high: int, middle: int, names: frozenset[str]) -> None:
        """Look between two steps for where some begin to hold; they hold at the later one."""
        if low == high or not names:
            since.update(dict.fromkeys(names, chosen[high].name))
            return
        held = told(chosen[middle], names) & names
        holding[chosen[middle].name] |= held
        search(low, middle, (low + middle) // 2, held)
        search(middle + 1, high, (middle + 1 + high) // 2, names - held)

    search(0, len(chosen) - 1, 0, told(chosen[-1], None))
    lost: dict[str, list[str]] = {}
    for step in chosen[:-1]:
        begun = {name for name, first in since.items() if place(first) <= place(step.name)}
        unknown = frozenset(begun - holding[step.name])
        if unknown and (broken := unknown - told(step, unknown)):
            lost[step.name] = sorted(broken)
    asked = [step.name for step in chosen]
    return Part(told_as, asked, dict(sorted(since.items())), lost)


def steps_of(end: str) -> list[Step]:
    """Return the steps of a part.

    Args:
        end: its last step.
    """
    before = max((place(each) for each in PARTS if place(each) < place(end)), default=(0, 0))
    return [step for step in all_steps() if before < place(step.name) <= place(end)]


def _told_as(stage: str) -> Tell:
    def told(step: Step, only: frozenset[str] | None) -> frozenset[str]:
        with tempfile.TemporaryDirectory(prefix="due-", ignore_cleanup_errors=True) as name:
            scratch = Path(name).resolve()
            leave_copy(step, scratch / "app")
            (scratch / "scratch").mkdir()
            app, place_ = scratch / "app", scratch / "scratch"
            held = tell(app, stage, place_, "-n", "0", only=only, sandboxed=True)
        print(step.name, f"{len(held)} of {len(only) if only else 'all'}", flush=True)
        return held

    return told


if __name__ == "__main__":
    last, *names = sys.argv[1:]
    every = [step for step in steps_of(last) if not names or step.name in (*names, last)]
    part = find(PARTS[last], every, _told_as(PARTS[last]))
    known = {end: asdict(each) for end, each in found().items()} | {last: asdict(part)}
    ordered = {end: known[end] for end in sorted(known, key=place)}
    DUE.write_text(json.dumps(ordered, indent=1) + "\n", encoding="utf-8")
