"""The minutes that pages promise: each is computed."""

import os
import re
from pathlib import Path

from workbook.core.paths import DOCS
from workbook.course.chapters import Step, all_steps, read_page, steps
from workbook.course.pace import in_words, pace
from workbook.course.sittings import sittings
from workbook.course.stages import stages

OF_STEP = re.compile(r"^\*\d+ minutes?(?:, .*)?\*$", re.MULTILINE)
OF_SITTING = re.compile(r"\*[^*]*\*")
OF_CHAPTER = re.compile(r"(?<=^\*\*Time needed:\*\* )[^,.]+", re.MULTILINE)
# Tables whose last column is called so have in each row the minutes of the steps it links to.
COLUMN = "| Minutes |"
LINK = re.compile(r"\]\(([^)#]+\.md)\)")
LAST_CELL = re.compile(r"(?<=\| )[^|]*(?= \|$)")


def right_minutes() -> dict[Path, str]:
    """Return each page that tells minutes, as it should be."""
    minutes = {step.path: pace(step).minutes for step in all_steps()}
    pages = {step.path: _step(step) for step in all_steps()}
    for stage in stages():
        whole = in_words(sum(minutes[step.path] for step in steps(stage)))
        index = stage.chapter / "index.md"
        if index.is_file():
            text = _sittings(index, _tables(index, minutes), minutes)
            pages[index] = OF_CHAPTER.sub(whole, text)
    return pages | {path: _tables(path, minutes) for path in sorted(DOCS.glob("*.md"))}


def _step(step: Step) -> str:
    return OF_STEP.sub(f"*{pace(step)}*", step.text, count=1)


def _tables(path: Path, minutes: dict[Path, int]) -> str:
    lines, counts = read_page(path).split("\n"), False
    for at, line in enumerate(lines):
        counts = line.startswith("|") and (counts or line.endswith(COLUMN))
        linked = [Path(os.path.normpath(path.parent / target)) for target in LINK.findall(line)]
        of_steps = [minutes[page] for page in linked if page in minutes]
        if counts and of_steps:
            lines[at] = LAST_CELL.sub(str(sum(of_steps)), line)
    return "\n".join(lines)


def _sittings(index: Path, text: str, minutes: dict[Path, int]) -> str:
    """Return an index in which the line under the heading of each sitting says how long it is."""
    lines = text.split("\n")
    for each in sittings(index):
        at = each.line + 1  # the line after the empty one
        if OF_SITTING.fullmatch(lines[at]):
            lines[at] = f"*{in_words(sum(minutes.get(page, 0) for page in each.pages))}*"
    return "\n".join(lines)
