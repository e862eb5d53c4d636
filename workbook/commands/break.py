"""The break command: plant a bug in a learner's copy of stage 04, and don't say where."""

import random
from contextlib import suppress
from pathlib import Path

from workbook.core.arguments import NOX, WORK, Arguments, named_folder
from workbook.core.errors import ChapterError, WorkbookError
from workbook.core.git import git, require_git
from workbook.core.paths import relative
from workbook.core.repos import is_repo
from workbook.course.bugs import BUGS, Bug, bugs, find_bug, plant

ANY = "random"
START = f"{NOX} -s start -- 04 DIR makes a copy of stage 04."


def main(arguments: list[str]) -> None:
    """Plant a bug in a copy of stage 04; without a name, list the names.

    Args:
        arguments: what stands after ``nox -s break --``.

    Raises:
        WorkbookError: for an unknown bug, or a folder in which it is not planted.
    """
    parser = Arguments(
        "break",
        "Plant a bug in your copy of stage 04, and find it with the tests.",
    )
    parser.add_argument("name", nargs="?", help=f"a bug, or {ANY}; none: list the names")
    parser.add_argument("dir", nargs="?", help=f"your copy of stage 04 (default: {WORK})")
    options = parser.parse_args(arguments)
    every = bugs()
    if not every:
        raise WorkbookError(f"There is no bug in {relative(BUGS)} yet.")
    if options.name is None:
        print("Name one of these bugs, or random:", *(bug.name for bug in every), sep="\n  ")
        return
    chosen = every if options.name == ANY else [find_bug(options.name)]
    require_git()
    folder = named_folder(options.dir, START)
    _require_repo(folder)
    _require_committed(folder, chosen)
    _plant_one(chosen, folder)
    print(
        f"Something in {folder} is broken now.\n"
        "Run the tests there, with its environment active: python -m pytest -q --tb=no\n"
        "To take it back: git restore ."
    )


def _require_repo(folder: Path) -> None:
    """Refuse what is not the top folder of a git repo."""
    if not is_repo(folder):
        raise WorkbookError(f"{folder} is no git repo, so git could not take a bug back. {START}")


def _require_committed(folder: Path, chosen: list[Bug]) -> None:
    """Refuse a repo in which ``git restore .`` would lose something, or not take the bug back."""
    files = {str(fence.title) for bug in chosen for fence in bug.changes}
    # On Windows, git may have written the files with other line ends than it keeps.
    changed = git(
        folder, "-c", "core.autocrlf=input", "status", "--porcelain", "--untracked-files=no"
    )
    if changed or git(folder, "ls-files", "--others", "--", *sorted(files)):
        raise WorkbookError(
            f"{folder} has changes that are not committed, and 'git restore .' would lose them. "
            "Commit them, or take them back, and try again."
        )


def _plant_one(chosen: list[Bug], folder: Path) -> None:
    """Plant the first of the bugs that fits, in any order, and say nothing about it."""
    for bug in random.sample(chosen, len(chosen)):
        with suppress(ChapterError):
            plant(bug, folder)
            return
    raise WorkbookError(
        f"No such bug fits in {folder}: it is not stage 04 any more, or has a bug already. "
        f"{NOX} -s start -- 04 DIR makes a fresh copy."
    )
