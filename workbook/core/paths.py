"""Where things are."""

import os
from pathlib import Path

from workbook.core.errors import WorkbookError

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
# Folders in docs/ that programs write, from all the rest.
MADE = ("diffs", "facts", "source", "teach")
STAGES = ROOT / "stages"
STREAM = STAGES / "history.txt"  # every step as a commit, in git's own words
# Environments and caches: beside those that nox makes, and ignored by git with them.
CACHE = ROOT / ".nox"
# What people have put into the stages that they run, which no clean-up of a cache may lose.
INSTANCE = ROOT / "instance"


def relative(path: Path) -> str:
    """Name a path as seen from the repo, with forward slashes, or whole if it is outside."""
    if path.is_relative_to(ROOT):
        return path.relative_to(ROOT).as_posix()
    return str(path)


def read_text(file: Path) -> str:
    """Return the text of a file, which may be somebody's.

    Raises:
        WorkbookError: if it is not saved as UTF-8, or cannot be read.
    """
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise WorkbookError(f"{file} cannot be read: {error.strerror}.") from None
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise WorkbookError(
            f"{file}, line {line}: this is not saved as UTF-8. Let your editor save it so."
        ) from None


def is_there(path: Path) -> bool:
    """Tell whether a file or a folder is there.

    Args:
        path: any path.

    Raises:
        WorkbookError: if that cannot be told: one may not look there, say.
    """
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise WorkbookError(f"{path} cannot be looked at: {error.strerror}.") from None
    return True


def require_empty(folder: Path) -> None:
    """Refuse a folder that has something in it.

    Raises:
        WorkbookError: if the folder is a file, is not empty, or cannot be read.
    """
    if not is_there(folder):
        return
    if folder.is_file():
        raise WorkbookError(f"{folder} is a file. Name a new or an empty folder.")
    try:
        in_use = any(folder.iterdir())
    except OSError as error:
        raise WorkbookError(f"{folder} cannot be read: {error.strerror}.") from None
    if in_use:
        raise WorkbookError(
            f"{folder} is not empty, and nothing is ever overwritten. "
            "Name a new or an empty folder, or move this one away."
        )


def make_folder(folder: Path) -> None:
    """Make a folder to write into, with those around it, unless it is there.

    Raises:
        WorkbookError: if it cannot be made, or may not be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorkbookError(
            f"{folder} cannot be made: {error.strerror}. Name a folder that can be yours."
        ) from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise WorkbookError(
            f"{relative(folder)} may not be written to: it belongs to another user, or is "
            "read-only. Make it yours, or name another folder."
        )
