"""The bench of rates: how many requests a second gunicorn answers, against a page that is nothing.

That page is one static template of 20 kB in a bare Flask app. It tells how fast this machine and
gunicorn are, so the ratio to it tells about the app alone. A load generator asks, if there is one.
"""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from workbook.apps.databases import VARIABLE, sqlite_url
from workbook.apps.environments import environment
from workbook.apps.ports import HOST
from workbook.apps.programs import Programs
from workbook.bench.accounts import log_in
from workbook.bench.data import make_tables, seed
from workbook.bench.gunicorn import can_be_served, served
from workbook.bench.options import Options
from workbook.bench.tables import table_of_pages
from workbook.core.errors import WorkbookError
from workbook.core.processes import run

SECONDS, CONNECTIONS, WORKERS = 10, 4, 2
TOOLS = {
    "wrk": ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s"],
    "oha": ["oha", "--no-tui", "-c", f"{CONNECTIONS}", "-z", f"{SECONDS}s", "-r", "0"],
    "hey": ["hey", "-c", f"{CONNECTIONS}", "-z", f"{SECONDS}s", "-disable-redirects"],
}
GET_ONE = "No wrk, oha or hey is on the PATH: no rates. apt install wrk (brew, on macOS) gets one."
# All three say it alike. oha counts the requests that it cuts off in the end as errors.
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
REFUSED = re.compile(
    r"Non-2xx.*|Socket errors.*"
    r"|\[(?!2\d\d\]\s+\d+ responses)\d+\]\s+(?!aborted due to deadline)\w.*"
)
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
    f"Asked by {{}} for {SECONDS} s each, over {CONNECTIONS} connections, of gunicorn with "
    f"{WORKERS} sync workers.\nThe list has {TASKS} tasks. A machine that is busy with other "
    "things lowers the rates, and not equally."
)


@dataclass(frozen=True)
class Page:
    """A page: what it is called, and what asks for it."""

    name: str
    port: int
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)


def bench(options: Options, console: Console) -> None:
    """Measure the rates of a stage that gunicorn serves, and print a table.

    Args:
        options: which stage.
        console: where to print.

    Raises:
        WorkbookError: if an app cannot be served, or a page does not answer.
    """
    tool = next(filter(shutil.which, TOOLS), None)
    if not can_be_served(options.stage.folder):
        console.print(f"\nNo gunicorn serves stage {options.stage.name} here: no rates.")
    elif tool is None:
        console.print(f"\n{GET_ONE}", soft_wrap=True)
    else:
        console.print()
        with (
            tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch,
            _pages(options, Path(scratch), console) as pages,
        ):
            rates = [rate(page, tool) for page in pages]
        console.print(table_of_pages(*_table(pages, rates)))
        console.print(HOW.format(tool), soft_wrap=True)


def rate(page: Page, tool: str) -> float:
    """Ask for a page as often as it can be, and return how many answers came in a second.

    Args:
        page: the page.
        tool: the name of what asks.

    Raises:
        WorkbookError: if an answer is no page.
    """
    headers = [word for pair in page.headers.items() for word in ("-H", ": ".join(pair))]
    words = [*TOOLS[tool], *headers, f"http://{HOST}:{page.port}{page.path}"]
    said = run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8").stdout
    found, refused = RATE.search(said), REFUSED.search(said)
    if refused or not found:
        reason = refused[0] if refused else said.strip()
        raise WorkbookError(f"{page.name} at {page.path} cannot be measured: {reason}")
    return float(found[1])


def _table(pages: list[Page], rates: list[float]) -> tuple[str, list[str], list[list[str]]]:
    rows = [
        [page.name, page.path, f"{rate:,.0f}", f"{rate / rates[0]:.3f}"]
        for page, rate in zip(pages, rates, strict=True)
    ]
    title = "Rates under gunicorn, beside a bare page"
    return title, ["Requests/s", "Ratio"], rows


@contextmanager
def _pages(options: Options, scratch: Path, console: Console) -> Iterator[list[Page]]:
    """Serve the bare app and the stage; yield the pages."""
    packages = environment(options.stage.folder / "requirements.txt")
    variables = {VARIABLE: sqlite_url(scratch / "taskmaster.db")}
    programs = Programs(options.stage.folder, packages, variables)
    make_tables(programs, scratch / "migrations.log", console)
    seed(programs, NAME, TASKS, console)
    bare = Programs(_write_bare(scratch / "bare"), packages)
    flags = f"--workers {WORKERS} --worker-class sync --threads 1"
    with (
        served(bare, scratch / "bare.log", flags) as nothing,
        served(programs, scratch / "app.log", flags) as app,
    ):
        person = log_in(app.port, NAME)
        yield [
            Page("bare page", nothing.port, "/"),
            Page("list", app.port, "/tasks/", person.cookie),
            Page("login", app.port, "/auth/login"),
            Page("API list", app.port, "/api/tasks", person.bearer),
        ]


def _write_bare(folder: Path) -> Path:
    for name, text in BARE.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder
