"""Count the lines of an app by the kind of file that they are in."""

import tempfile
from collections import Counter
from pathlib import Path, PurePosixPath

from workbook.core.git import git
from workbook.history.trees import snapshot

# In the order of the table. The first kind whose pattern a path matches is the file's.
KINDS = {
    "tests": ("tests/**",),
    "migrations": ("migrations/versions/*",),
    "Python": ("**/*.py",),
    "templates": ("**/*.html",),
    "styles and pictures": ("**/*.css", "**/*.svg"),
    "documents": ("**/*.md",),
    "configuration": ("**",),
}


def kind(path: str) -> str:
    """Return the kind of a file.

    Args:
        path: the file, as seen from the app's folder.
    """
    return next(name for name, of in KINDS.items() if any(_is(path, pattern) for pattern in of))


def lines_by_kind(folder: Path) -> dict[str, dict[str, int]]:
    """Return for each kind how many files an app has, and how many lines are in them.

    Args:
        folder: the app's; what its ``.gitignore`` names does not count.
    """
    files, lines = Counter[str](), Counter[str]()
    for path in _files(folder):
        files[kind(path)] += 1
        lines[kind(path)] += len((folder / path).read_bytes().splitlines())
    return {name: {"files": files[name], "lines": lines[name]} for name in KINDS if files[name]}


def _files(folder: Path) -> list[str]:
    with tempfile.TemporaryDirectory() as repo:
        git(Path(repo), "init", "--quiet")
        tree = snapshot(Path(repo), folder)
        return git(Path(repo), "ls-tree", "-r", "-z", "--name-only", tree).split("\0")[:-1]


def _is(path: str, pattern: str) -> bool:
    """Tell whether a path matches: ``x/**`` is all in x, ``**/*.x`` all that ends so."""
    if pattern.endswith("**"):
        return path.startswith(pattern.removesuffix("**"))
    return PurePosixPath(path).match(pattern.removeprefix("**/"))
