"""Rates as a table: a page a row, with its ratio to the first one, by requests and by time."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from rich.box import SIMPLE_HEAD
from rich.table import Table

from workbook.bench.generators import Target


@dataclass(frozen=True)
class Sample:
    """What came of asking for a page: answers, and seconds of the workers' processors, if known."""

    answers: int
    used: float | None

    @property
    def cost(self) -> float:
        """The seconds for one answer."""
        return (self.used or 0) / max(self.answers, 1)


@dataclass(frozen=True)
class Rate:
    """A page: what it is called, where it is, what it takes, and how that is to the bare page."""

    name: str
    path: str
    a_second: float
    ratio: float
    milliseconds: float
    ratio_of_time: float | None  # none: the system does not tell what a process uses


def compare(
    pages: Sequence[Target], rounds: Sequence[Sequence[Sample]], seconds: float
) -> list[Rate]:
    """Return the middle of what was counted, and of its ratios to the first page.

    Args:
        pages: the pages, the bare one first.
        rounds: for each round, what came of each page.
        seconds: how long each was asked for.
    """
    bare = [samples[0] for samples in rounds]
    return [
        _rate(page, list(zip(samples, bare, strict=True)), seconds)
        for page, samples in zip(pages, zip(*rounds, strict=True), strict=True)
    ]


def _rate(page: Target, samples: Sequence[tuple[Sample, Sample]], seconds: float) -> Rate:
    known = all(one.used and other.used for one, other in samples)
    return Rate(
        page.name,
        page.path,
        median(one.answers for one, _ in samples) / seconds,
        median(one.answers / max(bare.answers, 1) for one, bare in samples),
        1000 * median(one.cost for one, _ in samples),
        median(bare.cost / one.cost for one, bare in samples) if known else None,
    )


def table(rates: Sequence[Rate]) -> Table:
    """Return the rates for the terminal, each with its ratio.

    Args:
        rates: of the pages.
    """
    title = "Pages under gunicorn, and their ratio to a bare page"
    drawn = Table(title=title, box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for heading in ("Page", "Address"):
        drawn.add_column(heading, no_wrap=True)
    for heading in ("Requests/s", "Ratio", "CPU ms", "Ratio"):
        drawn.add_column(heading, justify="right", no_wrap=True)
    for rate in rates:
        counted = (f"{rate.a_second:,.0f}", f"{rate.ratio:.3f}")
        time = ("?", "?")
        if rate.ratio_of_time is not None:
            time = (f"{rate.milliseconds:.2f}", f"{rate.ratio_of_time:.3f}")
        drawn.add_row(rate.name, rate.path, *counted, *time)
    return drawn
