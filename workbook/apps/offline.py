"""A folder from which a class works with no network: the workbook, its site, and its wheels."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from workbook.__main__ import WHEELS
from workbook.apps.wheels import System, fetch
from workbook.core.errors import WorkbookError
from workbook.core.git import git
from workbook.core.paths import ROOT, make_folder, require_empty
from workbook.core.repos import is_repo

SITE = "site"
MEGABYTE = 1_000_000


def make_kit(
    folder: Path, systems: Sequence[System], pythons: Sequence[str], say: Callable[[str], object]
) -> None:
    """Make the folder, or go on with one that was begun.

    Args:
        folder: new, empty, or made by this.
        systems: what its users have.
        pythons: their Pythons.
        say: is told of each thing that is there.

    Raises:
        WorkbookError: if the folder is another one, there is no site yet, or, when all the rest is
            there, with each wheel that is missing.
    """
    if not (ROOT / SITE / "index.html").is_file():
        raise WorkbookError("There is no built site to take along. First: nox -s site")
    _clone(folder)
    say(f"the workbook, as it is committed: {_size(folder / '.git')}")
    shutil.copytree(ROOT / SITE, folder / SITE, dirs_exist_ok=True)
    say(f"its site: {_size(folder / SITE)}")
    make_folder(folder / WHEELS)
    missing = []
    for system in systems:
        for python in pythons:
            try:
                count = fetch(folder / WHEELS, system, python)
                far = _size(folder / WHEELS)
                say(f"{system.title}, Python {python}: {count} wheels; {far} so far")
            except WorkbookError as error:
                missing.append(str(error))
                say(str(error))
    say(f"in all: {_size(folder)}")
    if missing:
        raise WorkbookError("\n".join(["Not all is there:", *missing, "To go on, run it again."]))


def _clone(folder: Path) -> None:
    """Clone the workbook, or bring a clone of it up to date."""
    if (folder / "workbook" / "__main__.py").is_file() and is_repo(folder):
        git(folder, "pull", "--quiet", "--ff-only")
        return
    require_empty(folder)
    make_folder(folder.parent)
    git(ROOT, "clone", "--quiet", "--no-hardlinks", str(ROOT), str(folder.resolve()))


def _size(folder: Path) -> str:
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return f"{size / MEGABYTE:.0f} MB"
