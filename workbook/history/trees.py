"""Folders as git trees: git compares bytes and run bits, and knows what .gitignore leaves out."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workbook.core.errors import WorkbookError
from workbook.core.git import git
from workbook.core.paths import make_folder, relative

MEND = "To mend: nox -s replay -- --write"
# Byte for byte, or with all line ends made alike; the folder's own .gitattributes has no say.
EXACTLY = "* -text -ident -filter\n"
BY_LINES = "* text=auto eol=lf -ident -filter\n"


def snapshot(repo: Path, folder: Path, attributes: str = EXACTLY) -> str:
    """Store a folder in a repo's objects and return the id of its tree.

    What the folder's own ``.gitignore`` names is left out.

    Args:
        repo: a git repo, whose index and work tree are not touched.
        folder: any folder.
        attributes: what git makes of the ends of lines.

    Returns:
        The id of the tree.

    Raises:
        WorkbookError: if there is no such folder.
    """
    if not folder.is_dir():
        raise WorkbookError(f"{relative(folder)} does not exist.\n{MEND}")
    with _as_work_tree(repo, folder, attributes) as variables:
        git(folder, "add", "--all", ".", **variables)
        return git(folder, "write-tree", **variables).strip()


def write(repo: Path, tree: str, folder: Path) -> None:
    """Make a folder equal to a tree; files that its ``.gitignore`` names stay as they are.

    Args:
        repo: the git repo that has the tree.
        tree: its id, or the name of a tag.
        folder: a folder, made if it isn't there.

    Raises:
        WorkbookError: if the folder cannot be made.
    """
    make_folder(folder)
    with _as_work_tree(repo, folder) as variables:
        git(folder, "read-tree", tree, **variables)
        git(folder, "checkout-index", "--all", "--force", **variables)
        git(folder, "clean", "-d", "--force", "--quiet", **variables)


@contextmanager
def _as_work_tree(repo: Path, folder: Path, attributes: str = EXACTLY) -> Iterator[dict[str, str]]:
    """Lend git the folder as the repo's work tree, with an index of its own."""
    (repo / ".git" / "info" / "attributes").write_text(attributes)
    with tempfile.TemporaryDirectory() as scratch:
        yield {
            "GIT_DIR": str((repo / ".git").resolve()),
            "GIT_WORK_TREE": str(folder.resolve()),
            "GIT_INDEX_FILE": str(Path(scratch, "index")),
        }
