"""The commands: one thin module for each session of the noxfile, named as it is.

Each has a function ``main``, which takes what stands after ``nox -s NAME --``.
"""

import io
import sys
from importlib import import_module


def run_command(name: str, arguments: list[str]) -> None:
    """Run a command.

    Args:
        name: of its session, and so of its module.
        arguments: what stands after ``nox -s NAME --``.

    Raises:
        WorkbookError: for a mistake that the person at the keyboard can mend.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # somebody's file may hold what it cannot show
            stream.reconfigure(errors="replace")
    import_module(f"workbook.commands.{name}").main(arguments)
