"""The bench of load: many clients read and write, while the server is renewed and loses a worker.

It prints what it has counted, and fails if a promise was broken: no fault of the server, no write
that was acknowledged and is not there, no request lost that a live worker had accepted.
"""

import os
import signal
import sqlite3
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from rich.console import Console

from workbook.apps.databases import VARIABLE, sqlite_url
from workbook.apps.environments import environment
from workbook.apps.programs import Programs
from workbook.bench.accounts import register
from workbook.bench.clients import Attempt, Client, at_work
from workbook.bench.data import make_tables
from workbook.bench.gunicorn import Gunicorn, can_be_served, served
from workbook.bench.options import Options
from workbook.bench.promises import broken, taken_along
from workbook.core.deadlines import LIMITS
from workbook.core.errors import WorkbookError

WORKERS = 2
CLIENTS = 4 * WORKERS
PAUSE = 0.5  # in which all that the other workers had accepted is answered


@dataclass(frozen=True)
class Outcome:
    """What was asked for under load, what is there afterwards, and when a worker was halted."""

    attempts: list[Attempt]
    titles: list[str]
    halted: float

    @property
    def broken(self) -> list[str]:
        """Which promises were broken, a sentence each."""
        return broken(self.attempts, self.titles, self.halted)


def bench(options: Options, console: Console) -> None:
    """Load a stage that gunicorn serves, and say what came of it.

    Args:
        options: which stage, and how long.
        console: where to print.

    Raises:
        WorkbookError: if a promise was broken, or the app cannot be served.
    """
    if not can_be_served(options.stage.folder):
        console.print(f"\nNo gunicorn serves stage {options.stage.name} here: no load.")
        return
    packages = environment(options.stage.folder / "requirements.txt")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        outcome = put_under_load(
            options.stage.folder, packages, Path(scratch), options.seconds, console
        )
    console.print(summary(outcome.attempts, outcome.halted), soft_wrap=True)
    if outcome.broken:
        raise WorkbookError("\n".join(["Promises were broken under load:", *outcome.broken]))
    console.print("No promise was broken.")


def put_under_load(
    folder: Path, packages: Path, scratch: Path, seconds: float, console: Console
) -> Outcome:
    """Serve an app, load it, renew its workers, and kill one.

    Args:
        folder: the app's.
        packages: the environment that its packages are installed in.
        scratch: a folder for its database and its logs.
        seconds: how long the load lasts.
        console: where to print what happens.

    Raises:
        WorkbookError: if the app cannot be served, or does not start its workers anew.
    """
    database = scratch / "taskmaster.db"
    programs = Programs(folder, packages, {VARIABLE: sqlite_url(database)})
    console.print()
    make_tables(programs, scratch / "migrations.log", console)
    with served(programs, scratch / "app.log", f"--workers {WORKERS}") as server:
        clients = [Client(server.port, register(server.port, f"load-{n}")) for n in range(CLIENTS)]
        console.print(f"{CLIENTS} clients of {WORKERS} workers, for {seconds} s ...")
        with at_work(clients):
            halted = _disturb(server, seconds / 3, console)
    attempts = [attempt for client in clients for attempt in client.attempts]
    return Outcome(attempts, _titles(database), halted)


def summary(attempts: Sequence[Attempt], halted: float) -> str:
    """Return what was counted, in two lines.

    Args:
        attempts: all that was asked for.
        halted: when the worker that was killed had stopped to accept requests.
    """
    writes = sum(each.acknowledged for each in attempts)
    took = [each.took for each in attempts]
    return (
        f"{len(attempts):,} requests, {writes:,} writes acknowledged; "
        f"a request took {1000 * median(took):,.0f} ms in the middle, {max(took):.1f} s at most.\n"
        f"{taken_along(attempts, halted)} of them ended with the worker that had accepted them."
    )


def _disturb(server: Gunicorn, third: float, console: Console) -> float:
    """Renew all workers after a third of the time, kill one after two; say when it was halted."""
    time.sleep(third)
    console.print("  HUP: all workers are started anew")
    os.kill(server.process.pid, signal.SIGHUP)
    _wait(lambda: len(server.workers) >= 2 * WORKERS, "workers that HUP starts anew")
    time.sleep(third)
    console.print("  KILL: one of the workers is gone")
    halted = _kill(server.workers[-1])
    _wait(lambda: len(server.workers) > 2 * WORKERS, "worker in the place of the killed one")
    time.sleep(third)
    return halted


def _kill(worker: int) -> float:
    """Halt a worker, then kill it; return the moment from which it accepted no request.

    All that live workers had accepted by then is answered in the pause. So whatever was sent before
    that moment, and is lost after it, the killed worker had accepted.
    """
    os.kill(worker, signal.SIGSTOP)
    halted = time.monotonic()
    time.sleep(PAUSE)
    os.kill(worker, signal.SIGKILL)
    return halted


def _wait(done: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + LIMITS.change
    while not done():
        if time.monotonic() > deadline:
            raise WorkbookError(f"Within {LIMITS.change:g} s, gunicorn had no {what}.")
        time.sleep(0.05)


def _titles(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return [title for (title,) in connection.execute("SELECT title FROM task")]
