"""What the stages cost, as it is kept: what was measured of each, round by round, and no ratio.

Each round has measured all stages shortly after one another. So two of them are compared by what
the same round has measured, and of all those ratios the middle one counts.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from typing import Any

from workbook.apps.facts import kept
from workbook.core.errors import WorkbookError
from workbook.core.paths import relative
from workbook.core.proofs import files
from workbook.course.stages import Stage, stages

NAME = "cost.json"
MEND = "To mend: nox -s bench -- --only cost --write"
# What an app runs on, as seen from the folder of its stage.
RUNS = ("app.py", "wsgi.py", "taskmaster", "templates", "static", "requirements.txt")
PAGES = ("list", "refused", "added", "ticked", "deleted")
LEAST = 5  # rounds that a ratio is told of
NUMBERS = re.compile(r"\[[\s\d,\[\]]*\]")
Cost = dict[str, Any]


@dataclass(frozen=True)
class Spread:
    """The middle of some numbers, and between what the middle half of them lies."""

    low: float
    middle: float
    high: float


def spread(numbers: Sequence[float]) -> Spread:
    """Return the middle of some numbers, and how far they lie apart.

    Args:
        numbers: two or more, in any order.
    """
    return Spread(*quantiles(numbers, n=4, method="inclusive"))


def ratio(measured: Sequence[float], base: Sequence[float]) -> Spread:
    """Return how many times as much one thing is as another, each round on its own.

    Args:
        measured: a number for each round.
        base: what is 1, a number for each of the same rounds.
    """
    return spread([one / other for one, other in zip(measured, base, strict=True)])


def costs() -> Cost:
    """Return what is kept.

    Raises:
        WorkbookError: if there is nothing, or if something is missing in it.
    """
    where = relative(path())
    if not path().is_file():
        raise WorkbookError(f"{where} does not exist.\n{MEND}")
    found: Cost = json.loads(path().read_text(encoding="utf-8"))
    if wrong := missing(found):
        raise WorkbookError(f"{where} is not whole: {'; '.join(wrong)}.\n{MEND}")
    return found


def path() -> Path:
    """Return where it is kept, beside the facts of the stages."""
    return kept.HOME / NAME


def stamped(found: Cost) -> Cost:
    """Return what was measured, with the digest of the code of each stage.

    Args:
        found: what was measured.
    """
    named = {stage.name: stage for stage in stages()}
    every = {name: {"code": code(named[name])} | cost for name, cost in found["stages"].items()}
    return found | {"stages": every}


def missing(found: Cost) -> list[str]:
    """Return what has to be there and isn't: a stage, a page, or a round of it.

    Args:
        found: what is kept.
    """
    rounds = found["rounds"]
    wrong = [f"{rounds} rounds are too few"] if rounds < LEAST else []
    for stage in stages():
        pages = found["stages"].get(stage.name, {}).get("pages", {})
        for page in PAGES:
            known = len(pages[page]["times"]) if page in pages else 0
            if known != rounds:
                wrong.append(f"of {page} in {stage.name} it has {known} of {rounds} rounds")
    return wrong


def changed(found: Cost) -> list[Stage]:
    """Return the stages whose code is not what was measured.

    Args:
        found: what is kept.
    """
    return [each for each in stages() if found["stages"][each.name]["code"] != code(each)]


def code(stage: Stage) -> str:
    """Return the digest of what a stage runs on.

    Args:
        stage: any.
    """
    return files(*(stage.folder / path for path in RUNS), root=stage.folder)


def as_text(found: Cost) -> str:
    """Return what was measured as it is kept: numbers beside each other, all else below.

    Args:
        found: all of it.
    """
    text = json.dumps(found, indent=1)
    return NUMBERS.sub(lambda numbers: json.dumps(json.loads(numbers[0])), text) + "\n"


def took(found: Cost, stage: Stage, page: str = "list") -> list[int]:
    """Return the microseconds of CPU that a page took, round by round.

    Args:
        found: what is kept.
        stage: any.
        page: one of ``PAGES``.
    """
    return list(found["stages"][stage.name]["pages"][page]["times"])


def ratio_of(found: Cost, stage: Stage, page: str = "list", base: Stage | None = None) -> Spread:
    """Return how many times as much CPU a page takes in one stage as in another.

    Args:
        found: what is kept.
        stage: any.
        page: one of ``PAGES``.
        base: the stage that is 1; none: the first.
    """
    return ratio(took(found, stage, page), took(found, base or stages()[0], page))


def starts(found: Cost, stage: Stage) -> list[int]:
    """Return the microseconds of CPU that each start took.

    Args:
        found: what is kept.
        stage: any.
    """
    pieces = found["stages"][stage.name]["start"].values()
    return [sum(piece) for piece in zip(*pieces, strict=True)]


def installed(cost: Cost) -> int:
    """Return how many bytes the packages of a stage take on disk.

    Args:
        cost: of one stage.
    """
    return sum(cost["packages"].values())


def left(cost: Cost, name: str) -> Spread:
    """Return how much of the CPU of the list is left, when something is left out of it.

    Args:
        cost: of one stage.
        name: what is left out.
    """
    whole, less = zip(*cost["without"][name], strict=True)
    return ratio(less, whole)
