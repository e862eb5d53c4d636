"""What a bench has measured as a table for the terminal: a page a row."""

from collections.abc import Iterable

from rich.box import SIMPLE_HEAD
from rich.table import Table


def table_of_pages(title: str, numbers: Iterable[str], rows: Iterable[Iterable[str]]) -> Table:
    """Return a table that fits a terminal of 80 columns.

    Args:
        title: what stands above it.
        numbers: the headings of its columns of numbers, behind those of the page and its address.
        rows: for each page its name, its address and its numbers.
    """
    table = Table(title=title, box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for heading in ("Page", "Address"):
        table.add_column(heading, no_wrap=True)
    for heading in numbers:
        table.add_column(heading, justify="right", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    return table
