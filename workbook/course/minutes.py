"""The minutes that pages promise: each is computed, and a page that says others is refused."""

import os
import re
from pathlib import Path

from workbook.core.errors import ChapterError, side_by_side
from workbook.core.paths import DOCS, relative
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


def hold_minutes(*, write: bool = False) -> list[str]:
    """Hold what the pages promise against what is counted.

    Args:
        write: write the right minutes in place of wrong ones.

    Returns:
        The pages that were written.

    Raises:
        ChapterError: at the first line that says other minutes, unless they are written.
    """
    minutes = {step.path: pace(step).minutes for step in all_steps()}
    written = []
    for path, text in _right(minutes).items():
        shown = read_page(path)
        if shown == text:
            continue
        if not write:
            raise _refusal(path, shown, text)
        path.write_text(text, encoding="utf-8", newline="\n")
        written.append(relative(path))
    return written


def _right(minutes: dict[Path, int]) -> dict[Path, str]:
    """Return each page that tells minutes, as it should be."""
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


def _refusal(path: Path, shown: str, right: str) -> ChapterError:
    pairs = zip(shown.split("\n"), right.split("\n"), strict=True)
    at, (said, true) = next((n, pair) for n, pair in enumerate(pairs, 1) if pair[0] != pair[1])
    return ChapterError(
        relative(path),
        at,
        "this page promises other minutes than are counted (workbook/course/pace.py)",
        detail=side_by_side([true], [said]),
        mend="nox -s replay -- --write",
    )
