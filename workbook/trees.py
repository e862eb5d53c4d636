"""Folders as git trees, so that git compares them: bytes, run bits, and what .gitignore leaves out."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workbook.git import git


def snapshot(repo: Path, folder: Path) -> str:
    """Store a folder in a repo's objects and return the id of its tree.

    What the folder's own ``.gitignore`` names is left out.

    Args:
        repo: a git repo, whose index and work tree are not touched.
        folder: any folder.
    """
    with _as_work_tree(repo, folder) as variables:
        git(folder, "add", "--all", ".", **variables)
        return git(folder, "write-tree", **variables).strip()


def write(repo: Path, tree: str, folder: Path) -> None:
    """Make a folder equal to a tree; files that its ``.gitignore`` names stay as they are."""
    folder.mkdir(parents=True, exist_ok=True)
    with _as_work_tree(repo, folder) as variables:
        git(folder, "read-tree", tree, **variables)
        git(folder, "checkout-index", "--all", "--force", **variables)
        git(folder, "clean", "-d", "--force", "--quiet", **variables)


@contextmanager
def _as_work_tree(repo: Path, folder: Path) -> Iterator[dict[str, str]]:
    """Lend git the folder as the repo's work tree, with an index of its own."""
    with tempfile.TemporaryDirectory() as scratch:
        yield {
            "GIT_DIR": str((repo / ".git").resolve()),
            "GIT_WORK_TREE": str(folder.resolve()),
            "GIT_INDEX_FILE": str(Path(scratch, "index")),
        }
