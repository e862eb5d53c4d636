"""The compare command: where a learner's copy differs from a step."""

import os
import re
import sys
from collections.abc import Iterator, Sequence

from workbook.core.arguments import Arguments, named_folder
from workbook.core.errors import WorkbookError
from workbook.course.chapters import Step, find_point
from workbook.learner.differences import DIFFERENT, EXTRA, MISSING, Comparison
from workbook.learner.working_copy import open_work

POINT = re.compile(r"\d+(\.\d+|-[a-z0-9-]+)?")
# What is shown, unless all is asked for.
FILES, PLACES, LINES = 8, 3, 12
COLOURS = {"-": "31", "+": "32"}


def main(arguments: list[str]) -> None:
    """Show how a learner's copy differs from a step.

    Args:
        arguments: what stands after ``nox -s compare --``.

    Raises:
        WorkbookError: for an unknown step, a folder that is no copy, and, if that is asked for, a
            copy that differs.
    """
    options = _parser().parse_args(arguments)
    point, directory = _parted(options.words)
    named = find_point(point) if point else None
    folder = named_folder(directory)
    with open_work(folder) as work:
        comparison = Comparison(work, named or work.nearest)
        lines = _head(comparison, named)
        for group in (DIFFERENT, MISSING, EXTRA):
            lines += _group(comparison, group, all_of_it=options.all)
    print("\n".join(lines))
    if comparison.changes and options.exit_code:
        raise WorkbookError(f"{folder} is not the same as step {comparison.step.name}.")


def _parted(words: list[str]) -> tuple[str, str | None]:
    """Part the step from the folder; either may be left out."""
    point = words[0] if words and POINT.fullmatch(words[0]) else ""
    folders = words[1:] if point else words
    if len(folders) > 1:
        raise WorkbookError(
            f"{folders[0]} is no step, and one folder at a time is compared. "
            "Put quotes around a path with a space."
        )
    return point, folders[0] if folders else None


def _head(comparison: Comparison, named: Step | None) -> list[str]:
    """Return the lines above the differences."""
    work, step = comparison.work, comparison.step
    what = f"step {step.name}, {step.heading}"
    count = len(comparison.changes)
    if not count:
        return [f"{work.name} is the same as {what}."]
    files = "one file" if count == 1 else f"{count} files"
    lines = [f"{work.name} is nearest to {what}, and differs from it in {files}."]
    if named:
        lines = [f"{work.name} differs from {what}, in {files}."]
        if work.nearest != step:
            every = list(work.history.commits)
            before = every.index(work.nearest) < every.index(step)
            far = "has not come so far" if before else "is further"
            lines.append(f"It {far}: it is nearest to step {work.nearest.name}.")
    return [*lines, "In the lines, - is what the step has, and + is what you have."]


def _group(comparison: Comparison, group: str, *, all_of_it: bool) -> Iterator[str]:
    """Yield the lines of a group: its name, its files, and their places."""
    files, places, lines = [None] * 3 if all_of_it else [FILES, PLACES, LINES]
    found = comparison.files(group)
    if found:
        yield f"\n{group}"
    for file in found[:files]:
        yield f"  {file.new}"
        parts = list(comparison.parts(file))
        for part in parts[:places]:
            yield f"    {part.note}"
            yield from (f"      {_painted(line)}" for line in part.lines[:lines])
            yield from _left("      ", part.lines, lines, "lines")
        yield from _left("    ", parts, places, "places")
    yield from _left("  ", found, files, "files")


def _left(margin: str, of: Sequence[object], most: int | None, what: str) -> Iterator[str]:
    """Yield the line that says how many are not shown, if any."""
    if most is not None and len(of) > most:
        yield f"{margin}more {what}: {len(of) - most} (--all shows them)"


def _painted(line: str) -> str:
    """Return a line of a diff, in colours if a person looks at it."""
    colour = COLOURS.get(line[:1])
    if colour and sys.stdout.isatty() and "NO_COLOR" not in os.environ:
        return f"\x1b[{colour}m{line}\x1b[0m"
    return line


def _parser() -> Arguments:
    parser = Arguments(
        "compare",
        "Show how your copy differs from a step, and which page explains each place. "
        "What does not matter is left out: environments, databases, caches, the ends of lines, "
        "and what .gitignore names. Nothing in your copy is changed.",
    )
    parser.add_argument(
        "words",
        nargs="*",
        metavar="[STEP] [DIR]",
        help="02.4 say, or a stage, which means its last step; none: the nearest step. Then your "
        "copy (default: work); write ./02 for a folder whose name looks like a step",
    )
    parser.add_argument("--all", action="store_true", help="show every file and every place")
    parser.add_argument(
        "--exit-code", action="store_true", help="fail if the copy differs, for use in scripts"
    )
    return parser
