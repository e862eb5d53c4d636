"""Copies as learners have them: made from one that is there, and looked at to the byte."""

import shutil
from pathlib import Path

from workbook.core.git import git


def copy_of(folder: Path, to: Path) -> Path:
    """Copy a learner's copy, and let git see that it is as it was committed."""
    shutil.copytree(folder, to, symlinks=True)
    git(to, "status", "--short")
    return to


def content(folder: Path) -> dict[str, tuple[int, int]]:
    """Return the size and the last change of all in a folder, what is git's too."""
    return {
        str(path): (path.lstat().st_size, path.lstat().st_mtime_ns) for path in folder.rglob("*")
    }
