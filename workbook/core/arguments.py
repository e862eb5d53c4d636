"""What every command says of the words that stand after it, and of the folder among them."""

import argparse
import os
import shlex
from pathlib import Path
from typing import NoReturn

from workbook.core.errors import WorkbookError
from workbook.core.paths import ROOT, is_there

WORK = "work"  # where a learner's copy is, unless they name a folder
CALLED = "WORKBOOK_CALLED"  # what was typed in place of nox
NOX = os.environ.get(CALLED, "nox")
START = f"{NOX} -s start -- 01 DIR makes a copy of a stage, and DIR is what you name here."


class Arguments(argparse.ArgumentParser):
    """The parser of every command: it is named as it was called, and knows of words too many."""

    def __init__(self, session: str, description: str) -> None:
        """Make the parser of a command.

        Args:
            session: its name in the menu.
            description: what it does, in a sentence or more.
        """
        super().__init__(prog=f"{NOX} -s {session} --", description=description)

    def error(self, message: str) -> NoReturn:
        """End the command; a path in two words is told that it needs quotes."""
        if message.startswith("unrecognized arguments: ") and ": -" not in message:
            message += "\nPut quotes around a path with a space."
        super().error(message)


def named_folder(directory: str | None, start: str = START) -> Path:
    """Return the folder that a learner means.

    Args:
        directory: what they named; none: the folder work.
        start: how to come to such a folder.

    Raises:
        WorkbookError: if it is not there, may not be looked at, or is the workbook's own.
    """
    folder = Path(directory or WORK)
    there = is_there(folder)
    if directory is None and not there:
        raise WorkbookError(
            f"You named no folder, so {WORK!r} was looked for, and it isn't there. Put your folder "
            f"at the end. {start}"
        )
    if not folder.is_dir():
        what = "is a file" if there else "does not exist"
        raise WorkbookError(f"{folder} {what}. {start}")
    if folder.resolve() == ROOT:
        raise WorkbookError(f"{folder} is the workbook itself; name your own folder. {start}")
    return folder


def quoted(folder: Path) -> str:
    """Return a path as it is typed into a terminal.

    Args:
        folder: any path.
    """
    return f'"{folder}"' if os.name == "nt" else shlex.quote(str(folder))


def number(option: str, word: str, least: int, such_as: int) -> int:
    """Return the whole number that stands behind an option.

    Args:
        option: its name.
        word: what was typed.
        least: the smallest one that makes sense.
        such_as: one to show.

    Raises:
        WorkbookError: if it is none, or too small.
    """
    if not (word.isdecimal() and int(word) >= least):
        what = f"give a whole number above {least - 1}, {such_as} say"
        raise WorkbookError(f"{option} {word}: {what}.")
    return int(word)
