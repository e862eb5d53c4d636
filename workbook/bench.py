"""The bench command: measure how fast the app is. It prints times, and never judges them."""

import sys
from collections.abc import Callable

from rich.console import Console

from workbook.benches import pages
from workbook.benches.options import Options, parse
from workbook.errors import WorkbookError

BENCHES: tuple[Callable[[Options, Console], None], ...] = (pages.bench,)


def bench(arguments: list[str]) -> None:
    """Run each bench, one after another.

    Args:
        arguments: what stands after ``nox -s bench --``.

    Raises:
        WorkbookError: for a mistake in them, and if something cannot be measured.
    """
    options, console = parse(arguments), Console(highlight=False)
    for each in BENCHES:
        each(options, console)


if __name__ == "__main__":
    try:
        bench(sys.argv[1:])
    except WorkbookError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit("\nStopped.")
