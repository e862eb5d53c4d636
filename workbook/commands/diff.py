"""The diff command: what changes between two stages or steps, in the reader's terminal."""

import subprocess
from pathlib import Path

from workbook.core.arguments import Arguments
from workbook.core.errors import WorkbookError
from workbook.course.chapters import Step, find_point
from workbook.history.history import History, history
from workbook.history.patches import parse_patch


def main(arguments: list[str]) -> None:
    """Show the diff between two stages or steps in the terminal.

    Args:
        arguments: what stands after ``nox -s diff --``.

    Raises:
        WorkbookError: for an unknown stage, step or path, or if there is no history.
    """
    parser = Arguments("diff", "Show what changes between two stages or steps.")
    parser.add_argument("old", help="01 or 02.3, say")
    parser.add_argument("new", help="02 or 02.4, say")
    parser.add_argument("paths", nargs="*", metavar="path", help="only this file or folder")
    parser.add_argument("--stat", action="store_true", help="only the files and how much")
    options = parser.parse_intermixed_args(arguments)
    old, new = find_point(options.old), find_point(options.new)
    made = history()
    paths = [path for each in options.paths for path in _both_names(made, old, new, each)]
    if not made.diff(old, new, "--name-only", "--", *paths):
        print(f"Between {options.old} and {options.new} nothing changes.")
        return
    _show(made, old, new, ["--stat"] if options.stat else [], paths)


def _both_names(made: History, old: Step, new: Step, path: str) -> list[str]:
    """Return a path, and the other names of what moves into it or out of it."""
    path = Path(path).as_posix().rstrip("/")
    if not any(_within(file, path) for step in (old, new) for file in made.tree(step)):
        raise WorkbookError(f"There is no {path} at step {old.name}, nor at step {new.name}.")
    names = {path}
    for file in parse_patch(made.diff(old, new)):
        if _within(file.old, path) or _within(file.new, path):
            names |= {file.old, file.new}
    return sorted(names)


def _within(file: str, path: str) -> bool:
    return path == "." or file == path or file.startswith(f"{path}/")


def _show(made: History, old: Step, new: Step, options: list[str], paths: list[str]) -> None:
    # Not through git(): this one has the reader's terminal, with their pager and colours. It may
    # end with an error when the pager is left half-way.
    pair = [made.commits[step] for step in (old, new)]
    command = ["git", f"--git-dir={made.repo}", "diff", "--find-renames", *options, *pair]
    subprocess.run([*command, "--", *paths], cwd=made.repo, check=False)
