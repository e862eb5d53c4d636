"""All commits that were ever played here, in one bare repo, so that none is played twice."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workbook.core.errors import WorkbookError
from workbook.core.git import Refused, git
from workbook.core.paths import CACHE, make_folder
from workbook.core.repos import make_beside
from workbook.course.chapters import Step
from workbook.history.history import History, history, is_sound
from workbook.history.messages import as_typed, tell

HOME = CACHE / "replay"
REPO = HOME / "commits.git"


def open_store() -> dict[Step, str] | None:
    """Make the store, unless it is there, and let it know the history in stages/.

    Returns:
        The commits of that history as they are typed, without the reasons; none if it is missing,
        damaged, or of other steps than there are.

    Raises:
        WorkbookError: if the store cannot be made, or git may not look into it.
    """
    if not is_sound(REPO):
        shutil.rmtree(REPO, ignore_errors=True)
        make_folder(REPO.parent)
        git(REPO.parent, "init", "--quiet", "--bare", "--initial-branch=main", str(REPO))
    try:
        known = history()
    except Refused:
        raise
    except WorkbookError:
        return None
    _fetch(known.repo, "refs/heads/main", "refs/stages/main")
    return as_typed(REPO, known.commits, "refs/stages/typed")


def keep_commit(folder: Path, step: Step) -> None:
    """Keep the commit that a step has made.

    Args:
        folder: the learner's folder, at that commit.
        step: the step; what the store had of it before may go.
    """
    _fetch(folder, "HEAD", f"refs/steps/{step.name}")


def has_commit(commit: str) -> bool:
    """Tell whether the store has a commit.

    Args:
        commit: its id.
    """
    try:
        git(REPO, "cat-file", "-e", f"{commit}^{{commit}}")
    except Refused:
        raise
    except WorkbookError:
        return False
    return True


@contextmanager
def assembled(commits: dict[Step, str]) -> Iterator[History]:
    """Lend a repo of its own that has a history: a branch, and tags for stages.

    Args:
        commits: of the store, as they were typed; of the steps in order, as far as were played.
    """
    with tempfile.TemporaryDirectory(prefix="history-", ignore_cleanup_errors=True) as scratch:
        repo = Path(scratch).resolve() / "repo"
        make_beside(REPO, repo, "--initial-branch=main")
        yield tell(repo, commits)


def _fetch(source: Path, what: str, name: str) -> None:
    words = ("--quiet", "--no-tags", "--no-write-fetch-head", "--force")
    git(REPO, "fetch", *words, str(source.resolve()), f"{what}:{name}")
