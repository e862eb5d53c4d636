"""The bench command: measure how fast the app is, and what it keeps under load.

It prints times, and never judges them. Under load it judges what was promised.
"""

from collections.abc import Callable

from rich.console import Console

from workbook.bench import load, pages, rates
from workbook.bench.options import Options, parse_options

BENCHES: dict[str, Callable[[Options, Console], None]] = {
    "pages": pages.bench,
    "rates": rates.bench,
    "load": load.bench,
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
