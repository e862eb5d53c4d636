"""The diff between two steps that follows a file wherever the steps moved it."""

from workbook.core.git import git
from workbook.course.chapters import Step
from workbook.history.history import History
from workbook.history.hunk_links import Explainer
from workbook.history.patches import FileChange, parse_patch


def followed(made: History, old: Step, new: Step, explainer: Explainer) -> list[FileChange]:
    """Return what changes between two steps, in the order of the paths.

    Git alone takes a file for a new one when little of it is left, and here the history knows.

    Args:
        made: the history.
        old: the step of the one side.
        new: the step of the other side.
        explainer: has followed the files from the one to the other.
    """
    files = {file.new: file for file in parse_patch(made.diff(old, new, "--no-renames"))}
    for path, before in explainer.moves().items():
        if _kind(files, before) == "gone" and _kind(files, path) == "added":
            del files[before]
            files[path] = _moved(made, (old, before), (new, path))
    return [files[path] for path in sorted(files)]


def _kind(files: dict[str, FileChange], path: str) -> str:
    return files[path].kind if path in files else ""


def _moved(made: History, old: tuple[Step, str], new: tuple[Step, str]) -> FileChange:
    """Return a file that moved, and perhaps changed, as git would write it."""
    before, after = old[1], new[1]
    sides = [f"{made.commits[step]}:{path}" for step, path in (old, new)]
    printed = git(made.repo, "diff", "--full-index", *sides)
    _, at, hunks = printed.partition("\n@@ ")
    header = f"diff --git a/{before} b/{after}\nrename from {before}\nrename to {after}\n"
    if at:
        header += f"--- a/{before}\n+++ b/{after}\n"
    return parse_patch(header + (at + hunks).removeprefix("\n"))[0]
