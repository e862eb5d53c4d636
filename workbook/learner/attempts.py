"""Check an exercise where it was tried: on a branch of its name, or in the learner's folder."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workbook.core.errors import WorkbookError
from workbook.core.git import git
from workbook.core.repos import is_repo, make_beside
from workbook.course.exercises import Exercise
from workbook.learner.checking import Checked, run_check
from workbook.learner.copies import require_at
from workbook.learner.untouched import is_untouched


def try_exercise(exercise: Exercise, folder: Path, *, sandboxed: bool = False) -> Checked:
    """Check an exercise where it was tried: on the branch of its name, or else in the folder.

    Args:
        exercise: the exercise.
        folder: the learner's folder.
        sandboxed: keep their code in.

    Returns:
        How the check went.

    Raises:
        WorkbookError: if the folder is no copy, or what was tried is not at the exercise's stage.
    """
    with _work(exercise, folder) as work:
        try:
            require_at(work, exercise.stage)
            return run_check(exercise, work, committed=True, sandboxed=sandboxed)
        except WorkbookError as error:  # what is on a branch was copied to be looked at
            raise WorkbookError(str(error).replace(str(work), str(folder))) from None


def is_begun(exercise: Exercise, folder: Path) -> bool:
    """Tell whether anybody has begun it: on a branch of its name, or in a copy at its stage.

    A copy in which the app is as the stage has it is not begun.

    Args:
        exercise: the exercise.
        folder: the learner's folder.

    Raises:
        WorkbookError: if git cannot tell, or a file cannot be read.
    """
    if _has_branch(exercise, folder):
        return True
    try:
        require_at(folder, exercise.stage)
    except WorkbookError:
        return False
    return not is_untouched(folder, exercise.stage)


def branch_of(exercise: Exercise, folder: Path) -> str:
    """Return the branch that an exercise was tried on, if that is not the one in the folder.

    Args:
        exercise: the exercise.
        folder: the learner's folder.

    Raises:
        WorkbookError: if git cannot tell.
    """
    if not _has_branch(exercise, folder):
        return ""
    now = git(folder, "branch", "--show-current").strip()
    return "" if now == exercise.name else exercise.name


def _has_branch(exercise: Exercise, folder: Path) -> bool:
    if not is_repo(folder):
        return False
    branch = f"refs/heads/{exercise.name}"
    return branch in git(folder, "for-each-ref", "--format=%(refname)", branch).splitlines()


def overlooked(exercise: Exercise, folder: Path) -> str:
    """Say that changes in a folder are not looked at, as they are on another branch.

    Args:
        exercise: the exercise.
        folder: the learner's folder.

    Returns:
        A line or two; nothing if all that is in the folder was checked, or is committed.
    """
    branch = branch_of(exercise, folder)
    # without the option, git would write what it has found into the folder
    if not branch or not git(folder, "--no-optional-locks", "status", "--porcelain"):
        return ""
    now = git(folder, "branch", "--show-current").strip()
    return (
        f"Your folder is on {now or 'no branch'} and has changes that are not committed; they are "
        f"not looked at.\nThis takes them along: git switch {branch}"
    )


@contextmanager
def _work(exercise: Exercise, folder: Path) -> Iterator[Path]:
    branch = branch_of(exercise, folder)
    if not branch:
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="branch-", ignore_cleanup_errors=True) as scratch:
        work = Path(scratch).resolve() / "work"
        make_beside(folder, work)  # its own history stays as it is
        commit = git(folder, "rev-parse", f"refs/heads/{branch}").strip()
        git(work, "checkout", "--quiet", "-B", branch, commit)
        yield work
