"""The history as one file: every step as a commit, in the format of ``git fast-export``."""

import tempfile
from pathlib import Path

from workbook.chapters import Step
from workbook.errors import ChapterError, WorkbookError
from workbook.git import git, git_bytes
from workbook.paths import STREAM, make_folder, relative
from workbook.played import Played

MEND = "nox -s replay -- --write makes it what the chapters build"


def compare(played: Played) -> None:
    """Refuse a stream that is not the history which the chapters make.

    Args:
        played: what a replay of all chapters did.

    Raises:
        WorkbookError: if it is missing, or differs by a byte.
        ChapterError: if a commit differs, with the first step that makes another one.
    """
    if not STREAM.is_file():
        raise WorkbookError(f"{relative(STREAM)} does not exist.\nTo mend: {MEND}")
    if STREAM.read_bytes() != export(played.repo):
        raise _difference(played)


def rewrite(played: Played) -> bool:
    """Make the stream the history that the chapters make, and tell whether it was another one.

    Args:
        played: what a replay of all chapters did.
    """
    made = export(played.repo)
    if STREAM.is_file() and STREAM.read_bytes() == made:
        return False
    make_folder(STREAM.parent)
    STREAM.write_bytes(made)
    return True


def export(repo: Path) -> bytes:
    """Return a repo's commits, branches and tags as a stream; the same repo gives the same one.

    Args:
        repo: a git repo.
    """
    return git_bytes(repo, "fast-export", "--all")


def load(stream: bytes, repo: Path) -> list[str]:
    """Load a stream into a new bare repo.

    Args:
        stream: what ``export`` returned.
        repo: a new or an empty folder.

    Returns:
        The ids of its commits, the first one first.

    Raises:
        WorkbookError: if it is no such stream.
    """
    git(repo.parent, "init", "--quiet", "--bare", "--initial-branch=main", str(repo))
    git_bytes(repo, "fast-import", "--quiet", given=stream)
    return git(repo, "rev-list", "--reverse", "--topo-order", "--all").split()


def _difference(played: Played) -> WorkbookError:
    name = relative(STREAM)
    if step := _first_other(played):
        problem = f"step {step.name} makes another commit than {name} has"
        return ChapterError(step.page, 1, problem, mend=MEND)
    return WorkbookError(f"{name} is not the history that the chapters make.\nTo mend: {MEND}")


def _first_other(played: Played) -> Step | None:
    """Return the first step whose commit is not the stream's; none: the stream is no history."""
    with tempfile.TemporaryDirectory(prefix="stream-", ignore_cleanup_errors=True) as scratch:
        try:
            found = load(STREAM.read_bytes(), Path(scratch) / "repo")
        except WorkbookError:
            return None
    for at, (step, commit) in enumerate(played.commits):
        if commit != (found[at] if at < len(found) else ""):
            return step
    return None
