"""The bench of pages: what each costs in an account of few tasks, and in one of many.

It is the app that is measured: a request goes straight into it, in the process of one worker, and
the next one follows when the answer is whole. A server and a network would add the same to every
time, and so hide a part of what many tasks add.
"""

import json
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import track

from workbook.apps.databases import VARIABLE, sqlite_url
from workbook.apps.environments import activated, environment, scripts
from workbook.apps.programs import Programs
from workbook.bench.data import PASSWORD, make_tables, seed
from workbook.bench.options import Options
from workbook.bench.timings import Round, medians, table_of_times, verdict
from workbook.core.errors import WorkbookError
from workbook.core.processes import Begun

ROUNDS = 31
PAGE_SIZE, FAR_DOWN = 20, 10_000
SCRIPT = Path(__file__).with_name("time_pages.py")
PAGES = (
    ("list", "/tasks/"),
    ("open tasks", "/tasks/?status=open"),
    ("one tag", "/tasks/?tag=home"),
    ("page 10,000", "/tasks/?before={before}"),
    ("search, found", "/tasks/?q={word}"),
    ("search, nothing", "/tasks/?q=unicorn"),
    ("dashboard", "/analytics/"),
    ("API list", "/api/tasks"),
)
SHOWN = [(name, address.format(before="…", word="…")) for name, address in PAGES]
HOW = (
    f"Each is the median of {ROUNDS} calls into the app itself, in one process, one request at a "
    "time,\nwith no network. In an account that has no page 10,000, it is the last full page."
)
PLACE = """SELECT id, title FROM task
    WHERE owner_id = (SELECT id FROM "user" WHERE username = ?)
    ORDER BY id DESC LIMIT 1 OFFSET ?"""


@dataclass(frozen=True)
class Account:
    """Somebody who has so many tasks."""

    size: int

    @property
    def name(self) -> str:
        """What they log in with."""
        return f"bench-{self.size}"

    @property
    def before_far_page(self) -> int:
        """How many tasks stand before the 10,000th page, or the last full one, and its task."""
        return (min(FAR_DOWN, self.size // PAGE_SIZE) - 1) * PAGE_SIZE - 1

    def paths(self, file: Path) -> list[str]:
        """Return the addresses of the pages, with what stands in this account.

        Args:
            file: the database.
        """
        with closing(sqlite3.connect(file)) as database:
            before, title = database.execute(PLACE, (self.name, self.before_far_page)).fetchone()
        word = title.split()[-1]
        return [address.format(before=before, word=word) for _, address in PAGES]


def bench(options: Options, console: Console) -> None:
    """Measure the pages of a stage, and print a table.

    Args:
        options: which stage, and how many tasks.
        console: where to print.

    Raises:
        WorkbookError: if the database cannot be made, or a page does not answer.
    """
    packages = environment(options.stage.folder / "requirements.txt")
    accounts = [Account(size) for size in options.sizes]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        file = Path(scratch, "taskmaster.db")
        programs = Programs(options.stage.folder, packages, {VARIABLE: sqlite_url(file)})
        make_tables(programs, Path(scratch, "log"), console)
        for account in accounts:
            seed(programs, account.name, account.size, console)
        measuring = track(_rounds(programs, file, accounts), "Measuring", ROUNDS, console=console)
        rows = medians(SHOWN, list(measuring))
    console.print(table_of_times(rows, options.sizes))
    console.print(f"{HOW}\n\n{verdict(rows, options.sizes)}", soft_wrap=True)


def _rounds(programs: Programs, file: Path, accounts: Sequence[Account]) -> Iterator[Round]:
    """Yield what is measured, a round at a time."""
    people = json.dumps([(each.name, PASSWORD, each.paths(file)) for each in accounts])
    python = scripts(programs.environment) / "python"
    with Begun(
        [str(python), str(SCRIPT), sqlite_url(file), str(ROUNDS), people],
        cwd=programs.folder,
        env=activated(programs.environment) | {"PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
    ) as process:
        yield from map(json.loads, process.stdout or ())
    if process.returncode:
        raise WorkbookError("The pages could not be measured; the lines above say why.")
