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


@dataclass(frozen=True)
class AppStart:
    """How the start of an app ended."""

    why: str  # why it does not start, with the file and the line; nothing if it does
    is_sure: bool  # that it would end so again: no limit has stopped it, and no fault of ours


def begin(folder: Path, *, sandboxed: bool = False) -> AppStart:
    """Start the app of a copy, and ask for its first page.

    Args:
        folder: a learner's copy, which is only read.
        sandboxed: keep their code in.
    """
    try:
        checked = run_check(Beginning(), folder, LIMITS, sandboxed=sandboxed)
    except WorkbookError as error:
        return AppStart(str(error).splitlines()[0], is_sure=False)
    why = checked.parts[0].why or ""
    lines = why.removeprefix("Your app raises an error:\n").splitlines()
    return AppStart("; ".join([*lines[:1], *lines[1:][-1:]]), not checked.stopped)


def why_not(folder: Path, *, sandboxed: bool = False) -> str:
    """Start the app of a copy, and return why that fails, in a line; nothing if it does not.

    Args:
        folder: a learner's copy, which is only read.
        sandboxed: keep their code in.
    """
    return begin(folder, sandboxed=sandboxed).why
