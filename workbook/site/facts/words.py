"""Numbers as a page says them."""

from collections.abc import Sequence

from workbook.site.facts.costs import Spread

NO_BREAK = "\u00a0"  # so that no line ends there


def times(number: float) -> str:
    """Return how many times as much something is.

    Args:
        number: the ratio.
    """
    return f"{number:.{2 if number < 1.995 else 1 if number < 9.95 else 0}f}"


def with_spread(found: Spread) -> str:
    """Return a ratio, and in brackets between what the middle half of the rounds lies.

    Args:
        found: the ratios of all rounds.
    """
    half = f"({times(found.low)}–{times(found.high)})"
    return f"{times(found.middle)} <small>{half}</small>"


def one(amount: str) -> str:
    """Return what stands where all else is a ratio to it.

    Args:
        amount: how much it is.
    """
    return f"1{NO_BREAK}= {amount}"


def percent(share: float) -> str:
    """Return a share of a whole.

    Args:
        share: between 0 and 1.
    """
    return f"{100 * share:.0f}{NO_BREAK}%"


def milliseconds(microseconds: float) -> str:
    """Return a time that a processor works.

    Args:
        microseconds: as they were measured.
    """
    digits = 2 if microseconds < 1000 else 1 if microseconds < 100_000 else 0
    return f"{microseconds / 1000:.{digits}f}{NO_BREAK}ms"


def megabytes(size: int) -> str:
    """Return how much something takes on a disk or in memory.

    Args:
        size: in bytes.
    """
    return f"{size / 1_000_000:.{0 if size > 10_000_000 else 1}f}{NO_BREAK}MB"


def listed(words: Sequence[str]) -> str:
    """Return words as a sentence lists them.

    Args:
        words: one or more.
    """
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
