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
from workbook.learner.copies import require_at, stage_of


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
    """Tell whether there is anything to check: a branch of its name, or a copy at its stage.

    Args:
        exercise: the exercise.
        folder: the learner's folder.

    Raises:
        WorkbookError: if git cannot tell.
    """
    if branch_of(exercise, folder):
        return True
    try:
        stage_of(folder)
        require_at(folder, exercise.stage)
    except WorkbookError:
        return False
    return True


def branch_of(exercise: Exercise, folder: Path) -> str:
    """Return the branch that an exercise was tried on, if that is not the one in the folder.

    Args:
        exercise: the exercise.
        folder: the learner's folder.

    Raises:
        WorkbookError: if git cannot tell.
    """
    if not is_repo(folder):
        return ""
    branch = f"refs/heads/{exercise.name}"
    if branch not in git(folder, "for-each-ref", "--format=%(refname)", branch).splitlines():
        return ""
    now = git(folder, "branch", "--show-current").strip()
    return "" if now == exercise.name else exercise.name


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
