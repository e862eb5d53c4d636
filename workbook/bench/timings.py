"""Times as a table: a page a row, an account a column, and how much the largest one adds."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from rich.table import Table

from workbook.bench.tables import table_of_pages

LIMIT = 1.25

Round = list[list[float]]  # for each page, the seconds that it took for each account


@dataclass(frozen=True)
class Row:
    """One page: what it is called, where it is, and its time for each account."""

    name: str
    address: str
    milliseconds: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """How many times as long the last account takes as the first."""
        return self.milliseconds[-1] / self.milliseconds[0]


def medians(pages: Sequence[tuple[str, str]], rounds: Sequence[Round]) -> list[Row]:
    """Return the middle of what the rounds took.

    Args:
        pages: the name and the address of each page.
        rounds: what was measured.
    """
    by_page = zip(*rounds, strict=True)
    return [
        Row(*page, tuple(1000 * median(times) for times in zip(*seconds, strict=True)))
        for page, seconds in zip(pages, by_page, strict=True)
    ]


def table_of_times(rows: Sequence[Row], sizes: Sequence[int]) -> Table:
    """Return the rows for the terminal, with the ratio last.

    Args:
        rows: the pages.
        sizes: how many tasks each account has.
    """
    title = "Median time of a page in ms, by the tasks of its account"
    numbers = [*(f"{size:,}" for size in sizes), "Ratio"]
    return table_of_pages(title, numbers, map(_cells, rows))


def _cells(row: Row) -> list[str]:
    times = (f"{time:,.2f}" for time in row.milliseconds)
    return [row.name, row.address, *times, f"{row.ratio:,.2f}"]


def verdict(rows: Sequence[Row], sizes: Sequence[int]) -> str:
    """Say which pages take longer with many tasks than with few.

    Args:
        rows: the pages.
        sizes: how many tasks each account has.
    """
    slow = [f"{row.name} ({row.ratio:,.2f})" for row in rows if row.ratio > LIMIT]
    what = f"the ratio of {sizes[-1]:,} to {sizes[0]:,} tasks"
    return f"Above {LIMIT} is {what} for: {', '.join(slow) or 'no page'}."
