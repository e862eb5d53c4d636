"""The bench command: measure how fast the app is, and what it keeps under load.

It prints times, and never judges them. Under load it judges what was promised.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.markdown import Markdown

from workbook.bench import live, load, pages, rates
from workbook.bench.cost.measure import measure
from workbook.bench.options import Options, parse_options
from workbook.core.paths import relative
from workbook.site.browser import browser
from workbook.site.facts import costs
from workbook.site.facts.cost_page import page
from workbook.site.live.assemble import write_live
from workbook.site.served import served


def cost(options: Options, console: Console) -> None:
    """Measure what each stage costs, show it as its page does, and keep it if that is wanted.

    Args:
        options: whether to keep it.
        console: where to print.

    Raises:
        WorkbookError: if a stage cannot be measured.
    """
    found = costs.stamped(measure(console))
    console.print(Markdown(page(found)))
    if options.write:
        costs.path().write_text(costs.as_text(found), encoding="utf-8", newline="\n")
        console.print(f"{relative(costs.path())} written", soft_wrap=True)


def in_the_page(_options: Options, console: Console) -> None:
    """Measure how long an app in the page takes to start, beside a bare page that does the same.

    Args:
        _options: none of them is about it.
        console: where to print.

    Raises:
        WorkbookError: if live cannot be made, or there is no browser.
    """
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "live"
        write_live(folder)
        live.prepare(folder)
        with browser() as program, served(folder) as site:
            live.bench(program, site.url, console)


BENCHES: dict[str, Callable[[Options, Console], None]] = {
    "pages": pages.bench,
    "rates": rates.bench,
    "load": load.bench,
    "cost": cost,
    "live": in_the_page,
}


def main(arguments: list[str]) -> None:
    """Run each bench, one after another.

    Args:
        arguments: what stands after ``nox -s bench --``.

    Raises:
        WorkbookError: for a mistake in them, if something cannot be measured, and if a promise
            is broken.
    """
    options, console = parse_options(arguments), Console(highlight=False)
    for name, each in BENCHES.items():
        if options.has(name):
            each(options, console)
