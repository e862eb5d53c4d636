"""Which step wrote each line of each file, through its renames."""

from collections.abc import Mapping
from dataclasses import dataclass

from workbook.course.chapters import Step
from workbook.history.patches import FileChange, Hunk


@dataclass(frozen=True)
class WrittenLine:
    """A line of a file, and where it comes from."""

    text: str
    step: Step  # that wrote it
    path: str  # the name that the file had there
    number: int  # the line that it was there, counted from 1


Blamed = dict[str, list[WrittenLine]]  # the lines of each file


def blame(changes: Mapping[Step, list[FileChange]]) -> dict[Step, Blamed]:
    """Return the lines of all files after each step; an empty file has none.

    Args:
        changes: what each step changes, from the first one on, without the lines around it.
    """
    now: Blamed = {}
    found = {}
    for step, files in changes.items():
        taken = [now.pop(file.old) if file.kind != "added" else [] for file in files]
        for file, lines in zip(files, taken, strict=True):
            if file.kind != "gone":
                now[file.new] = _after(lines, step, file)
        found[step] = dict(now)
    return found


def _after(before: list[WrittenLine], step: Step, file: FileChange) -> list[WrittenLine]:
    lines = list(before)
    for hunk in reversed(file.hunks):  # so that the numbers above it stay as they are
        _apply(lines, step, file.new, hunk)
    return lines


def _apply(lines: list[WrittenLine], step: Step, path: str, hunk: Hunk) -> None:
    gone = [line for line in hunk.changes if line.mark == "-"]
    at = gone[0].old - 1 if gone else hunk.below
    lines[at : at + len(gone)] = [
        WrittenLine(line.text, step, path, line.new) for line in hunk.changes if line.mark == "+"
    ]
