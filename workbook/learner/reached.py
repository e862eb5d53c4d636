"""Which steps a learner has reached: by the files of their copy, and of the commits before it.

A mistake takes no step away, and a few lines of a step don't make it reached. What a commit is
called makes none reached either.
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
    return work.lacks(work.nearest) <= _may_lack(work.history, work.nearest)


def _may_lack(made: History, step: Step) -> int:
    """Return how many lines of a step may be missing where it is reached."""
    shown = ("show", "--numstat", "--find-renames", "--format=", made.commits[step])
    return max(FEW, sum(more for more, _ in line_counts(git(made.repo, *shown))) // 5)


def steps_reached(work: Work, folder: Path) -> set[Step]:
    """Return the steps that a copy has reached.

    Its files have reached all steps before the one that they are nearest to, and that one if it is
    all there. Its history has reached each step that it has a commit of: with the same files, or
    with the subject that the page gives and files that have what the step brings.

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
    if not is_repo(folder):
        return set()
    theirs = _commits(folder)
    of_commit = {commit: step for step, commit in made.commits.items()}
    found = set()
    for commit, tree, subject in _commits(made.repo):
        if commit in of_commit and any(
            tree == other or (subject == said and _has(made, of_commit[commit], folder, other))
            for _, other, said in theirs
        ):
            found.add(of_commit[commit])
    return found


def _commits(repo: Path) -> list[tuple[str, str, str]]:
    """Return each commit of a repo, with its tree and its subject."""
    lines = git(repo, "log", "--all", "--format=%H %T %s").splitlines()
    return [(line[:40], line[41:81], line[82:]) for line in lines]


def _has(made: History, step: Step, folder: Path, tree: str) -> bool:
    """Tell whether a tree of somebody's repo has what a step brings, but for a few lines."""
    objects = folder / git(folder, "rev-parse", "--git-path", "objects").strip()
    counts = git(
        made.repo,
        *("diff", "--numstat", "--find-renames", "--ignore-space-at-eol"),
        *(made.commits[step], tree),
        GIT_ALTERNATE_OBJECT_DIRECTORIES=str(objects.resolve()),
    )
    return sum(fewer for _, fewer in line_counts(counts)) <= _may_lack(made, step)
