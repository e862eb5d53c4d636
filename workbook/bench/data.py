"""The database that a bench measures on: made anew, and filled by the app's own command."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import perf_counter

from rich.console import Console

from workbook.apps.programs import Programs

PASSWORD = "bench-password"


def make_tables(programs: Programs, log: Path, console: Console) -> None:
    """Make the tables of an app.

    Args:
        programs: the app's.
        log: where what the migrations say goes.
        console: where to print how long it takes.

    Raises:
        WorkbookError: if a migration fails.
    """
    quiet = replace(programs, log=log)
    _timed(console, "Making the tables", partial(quiet.run, ["flask", "db", "upgrade"]))


def seed(programs: Programs, name: str, tasks: int, console: Console) -> None:
    """Make an account with tasks.

    Args:
        programs: the app's.
        name: what its owner logs in with.
        tasks: how many.
        console: where to print how long it takes.

    Raises:
        WorkbookError: if the app does not do it.
    """
    words = ["--tasks", str(tasks), "--username", name, "--password", PASSWORD]
    _timed(console, f"Seeding {tasks:,} tasks", partial(programs.run, ["flask", "seed", *words]))


def _timed(console: Console, what: str, job: Callable[[], None]) -> None:
    console.print(f"{what} ...")
    begun = perf_counter()
    job()
    console.print(f"  took {perf_counter() - begun:.1f} s")
