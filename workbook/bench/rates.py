"""The bench of rates: how many requests a second gunicorn answers, against a page that is nothing.

That page is one static template of 20 kB in a bare Flask app. It tells how fast this machine and
gunicorn are, so the ratio to it tells about the app alone.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import track

from workbook.apps.databases import VARIABLE, sqlite_url
from workbook.apps.environments import environment
from workbook.apps.programs import Programs
from workbook.bench.accounts import log_in
from workbook.bench.data import make_tables, seed
from workbook.bench.generators import CONNECTIONS, Target, answers, generator
from workbook.bench.gunicorn import Gunicorn, runs, served
from workbook.bench.options import Options
from workbook.bench.processor import seconds_used
from workbook.bench.ratios import Sample, compare, table

ROUNDS, SECONDS = 5, 2
WORKERS = 2
FLAGS = f"--workers {WORKERS} --worker-class sync --threads 1"
TASKS, NAME = 20, "bench-rates"
BARE = {
    "Procfile": "web: gunicorn wsgi:app\n",
    "wsgi.py": """from flask import Flask, render_template

app = Flask(__name__)


@app.get("/")
def index():
    return render_template("page.html")
""",
    "templates/page.html": "<!doctype html>\n" + "<p>A static page.</p>\n" * 908,
}
HOW = (
    f"Each is the median of {ROUNDS} times {SECONDS} s, taken in turn, asked by {{}} over "
    f"{CONNECTIONS} connections\nof gunicorn with {WORKERS} sync workers. The list has {TASKS} "
    "tasks. A ratio is to the bare page of the same round.\nA machine that is busy with other "
    "things lowers the rates, and not equally; it leaves the processor time as it is."
)


@dataclass(frozen=True)
class Page:
    """A page, and the server that gives it."""

    target: Target
    server: Gunicorn

    def sample(self, seconds: int) -> Sample:
        """Ask for the page for some seconds.

        Args:
            seconds: how many.

        Raises:
            WorkbookError: if an answer is no page.
        """
        before = seconds_used(self.server.workers)
        count = answers(self.target, seconds)
        after = seconds_used(self.server.workers)
        return Sample(count, None if before is None or after is None else after - before)


def bench(options: Options, console: Console) -> None:
    """Measure the rates of a stage that gunicorn serves, and print a table.

    Args:
        options: which stage.
        console: where to print.

    Raises:
        WorkbookError: if an app cannot be served, or a page does not answer.
    """
    if not runs(options.stage.folder):
        console.print(f"\nNo gunicorn serves stage {options.stage.name} here: no rates.")
        return
    console.print()
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch,
        _pages(options, Path(scratch), console) as pages,
    ):
        measuring = track(_rounds(pages), "Measuring", ROUNDS, console=console)
        rates = compare([page.target for page in pages], list(measuring), SECONDS)
    console.print(table(rates))
    console.print(HOW.format(generator()), soft_wrap=True)


@contextmanager
def _pages(options: Options, scratch: Path, console: Console) -> Iterator[list[Page]]:
    """Serve the bare app and the stage; yield the pages."""
    packages = environment(options.stage.folder / "requirements.txt")
    variables = {VARIABLE: sqlite_url(scratch / "taskmaster.db")}
    programs = Programs(options.stage.folder, packages, variables)
    make_tables(programs, scratch / "migrations.log", console)
    seed(programs, NAME, TASKS, console)
    bare = Programs(_write_bare(scratch / "bare"), packages)
    with (
        served(bare, scratch / "bare.log", FLAGS) as nothing,
        served(programs, scratch / "app.log", FLAGS) as app,
    ):
        person = log_in(app.port, NAME)
        yield [
            Page(Target("bare page", nothing.port, "/"), nothing),
            Page(Target("list", app.port, "/tasks/", person.cookie), app),
            Page(Target("login", app.port, "/auth/login"), app),
            Page(Target("API list", app.port, "/api/tasks", person.bearer), app),
        ]


def _write_bare(folder: Path) -> Path:
    for name, text in BARE.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def _rounds(pages: Sequence[Page]) -> Iterator[list[Sample]]:
    for page in pages:
        page.sample(1)  # to warm up
    for _ in range(ROUNDS):
        yield [page.sample(SECONDS) for page in pages]
