"""Whether an app starts at all: what is to be known before anything else is said of it."""

from dataclasses import dataclass
from pathlib import Path

from workbook.core.deadlines import LIMITS
from workbook.core.errors import WorkbookError
from workbook.learner.checking import run_check

APPS = ("app.py", "taskmaster/__init__.py")  # one of these makes the app
CHECK = '''\
"""An app begins."""

from kit import Copy, need


def begins(copy: Copy) -> None:
    """It starts, and its first page answers."""
    status = copy.browser().status("/")
    need(status < 500, f"It starts, and its first page answers with {status}.")
'''


@dataclass(frozen=True)
class Beginning:
    """What an app has to do first."""

    name: str = "begins"
    title: str = "An app begins"
    source: str = CHECK


def has_app(folder: Path) -> bool:
    """Tell whether a copy has come so far that there is an app to start.

    Args:
        folder: a learner's copy.
    """
    return any((folder / name).is_file() for name in APPS)


def why_not(folder: Path, *, sandboxed: bool = False) -> str:
    """Start the app of a copy, and ask for its first page.

    Args:
        folder: a learner's copy, which is only read.
        sandboxed: keep their code in.

    Returns:
        Why that fails, in a line with the file and the number of the line; nothing if it does not.
    """
    try:
        part = run_check(Beginning(), folder, LIMITS, sandboxed=sandboxed).parts[0]
    except WorkbookError as error:
        return str(error).splitlines()[0]
    lines = (part.why or "").removeprefix("Your app raises an error:\n").splitlines()
    return "; ".join([*lines[:1], *lines[1:][-1:]])
