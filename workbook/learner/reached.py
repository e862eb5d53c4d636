"""Which steps a learner has reached: by the files of their copy, and by its git history.

A mistake takes no step away, and a few lines of a step don't make it reached.
"""

from pathlib import Path

from workbook.core.git import git
from workbook.core.repos import is_repo
from workbook.course.chapters import Step
from workbook.history.history import History
from workbook.learner.working_copy import Work, line_counts

FEW = 5  # lines of a step that may be missing, or a fifth if it has more of them


def is_reached(work: Work) -> bool:
    """Tell whether a copy has what its nearest step brings, but for a few lines.

    Args:
        work: the copy beside the history.
    """
    commit = work.history.commits[work.nearest]
    shown = ("show", "--numstat", "--find-renames", "--format=", commit)
    brings = sum(more for more, _ in line_counts(git(work.history.repo, *shown)))
    return work.lacks(work.nearest) <= max(FEW, brings // 5)


def steps_reached(work: Work, folder: Path) -> set[Step]:
    """Return the steps that a copy has reached.

    Its files have reached all steps before the one that they are nearest to, and that one if it is
    all there. Its history has reached each step whose commit it has: the same files, or the
    subject that the page gives.

    Args:
        work: the copy beside the history.
        folder: the copy itself, which may have a git history or none.

    Raises:
        WorkbookError: if git cannot tell what its history is.
    """
    every = list(work.history.commits)
    by_files = every[: every.index(work.nearest) + is_reached(work)]
    return {*by_files, *_committed(work.history, folder)}


def _committed(made: History, folder: Path) -> set[Step]:
    """Return the steps whose commits stand in the history of a folder, whatever its branch."""
    words = _words(folder)
    of_commit = {commit: step for step, commit in made.commits.items()}
    known = git(made.repo, "log", "--all", "--format=%H %T %s").splitlines()
    lines = [line.split(" ", 2) for line in known]
    return {of_commit[commit] for commit, tree, subject in lines if {tree, subject} & words}


def _words(folder: Path) -> set[str]:
    """Return the trees and the subjects of all commits of a folder; none where there is no repo."""
    return set(
        git(folder, "log", "--all", "--format=%T%n%s").splitlines() if is_repo(folder) else ()
    )
