"""Runs of lines: those of a file that one step wrote, under one heading of its page."""

from collections import Counter
from dataclasses import dataclass, field

from workbook.course.anchors import place
from workbook.course.chapters import Step
from workbook.history.blame import WrittenLine
from workbook.history.history import History
from workbook.history.origins import written
from workbook.site.source.project_states import Version


@dataclass
class Run:
    """Lines one below the other, and where they were written."""

    step: Step
    address: str  # below docs/: a page and a heading
    lines: list[str] = field(default_factory=list)


def runs(history: History, version: Version) -> list[Run]:
    """Return the lines of a file in runs, from top to bottom; an empty file has none.

    An empty line says nothing of who wrote it, and goes with the line above it.

    Args:
        history: of the chapters.
        version: the file.
    """
    found: list[Run] = []
    above: Counter[tuple[Step, str, str]] = Counter()
    for line in history.blame(version.step, version.path):
        address = _address(line, above)
        if not found or (line.text and found[-1].address != address):
            found.append(Run(line.step, address))
        found[-1].lines.append(line.text)
    return found


def _address(line: WrittenLine, above: "Counter[tuple[Step, str, str]]") -> str:
    """Return where a line was written; one that occurs again was written further down.

    What a command wrote leads to the page and to no heading of it.
    """
    same = (line.step, line.path, line.text)
    lines = written(*same)
    at = min(above[same], len(lines) - 1)
    above[same] += 1
    return place(line.step, lines[at] if lines else 0)
