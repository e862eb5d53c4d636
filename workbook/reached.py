"""Which steps a learner has reached: by the files of their copy, and by its git history."""

from contextlib import suppress
from pathlib import Path

from workbook.chapters import Step
from workbook.errors import WorkbookError
from workbook.git import git
from workbook.history import History
from workbook.work import Work


def reached(work: Work, folder: Path) -> set[Step]:
    """Return the steps that a copy has reached.

    Its files have reached the step that they are nearest to, and all before. Its history has
    reached each step whose commit it has: the same files, or the subject that the page gives.

    Args:
        work: the copy beside the history.
        folder: the copy itself, which may have a git history or none.
    """
    every = list(work.history.commits)
    by_files = every[: every.index(work.nearest) + 1]
    return {*by_files, *_committed(work.history, folder)}


def _committed(made: History, folder: Path) -> set[Step]:
    """Return the steps whose commits stand in the history of a folder, whatever its branch."""
    words = _words(folder)
    of_commit = {commit: step for step, commit in made.commits.items()}
    known = git(made.repo, "log", "--all", "--format=%H %T %s").splitlines()
    lines = [line.split(" ", 2) for line in known]
    return {of_commit[commit] for commit, tree, subject in lines if {tree, subject} & words}


def _words(folder: Path) -> set[str]:
    """Return the trees and the subjects of all commits of a folder; none where git knows none."""
    if (folder / ".git").exists():  # git would look for a repo around it
        with suppress(WorkbookError):
            return set(git(folder, "log", "--all", "--format=%T%n%s").splitlines())
    return set()
