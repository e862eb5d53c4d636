"""The history as one file: every step as a commit, in the format of ``git fast-export``."""

from pathlib import Path

from workbook.core.git import git, git_bytes


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
