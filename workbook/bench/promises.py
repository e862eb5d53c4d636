"""What an app promises under load, and which of it was broken."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from workbook.bench.clients import Attempt

SHOWN = 3  # of each kind, so that a broken app does not fill the terminal


def broken(attempts: Sequence[Attempt], rows: Iterable[str], halted: float) -> list[str]:
    """Say which promises were broken.

    Args:
        attempts: all that was asked for.
        rows: the title of each task that is in the database afterwards.
        halted: when the worker that was killed had stopped to accept requests.

    Returns:
        One sentence for each kind of fault; none if all was kept.
    """
    return [*_answers(attempts), *_lost(attempts, halted), *_writes(attempts, Counter(rows))]


def taken_along(attempts: Sequence[Attempt], halted: float) -> int:
    """Return how many requests ended with the worker that had accepted them.

    Args:
        attempts: all that was asked for.
        halted: when that worker had stopped to accept requests.
    """
    return sum(each.status is None and each.sent < halted < _end(each) for each in attempts)


def _answers(attempts: Sequence[Attempt]) -> Iterator[str]:
    """Name the answers that nobody wanted, by their status."""
    wrong = [each for each in attempts if each.status not in (None, each.request.wanted)]
    wrong.sort(key=_status)
    for status, group in groupby(wrong, _status):
        faults = list(group)
        asked = [f"{each.request.method} {each.request.path}" for each in faults]
        kind = "a fault of the server" if status >= 500 else "not what was wanted"
        yield f"{len(faults)} answered {status}, which is {kind}: {_some(asked)}."


def _lost(attempts: Sequence[Attempt], halted: float) -> Iterator[str]:
    """Name the requests that were lost, though no killed worker had accepted them."""
    lost = [
        f"{each.request.method} {each.request.path}, after {each.took:.1f} s"
        for each in attempts
        if each.status is None and not each.sent < halted < _end(each)
    ]
    if lost:
        yield f"{len(lost)} without an answer, which a live worker owed: {_some(lost)}."


def _writes(attempts: Sequence[Attempt], rows: Counter[str]) -> Iterator[str]:
    """Name the writes that were acknowledged and are not there, or are there twice."""
    acknowledged = [each.request.title for each in attempts if each.acknowledged]
    missing = [title for title in acknowledged if not rows[title]]
    if missing:
        yield f"{len(missing)} acknowledged, and not in the database: {_some(missing)}."
    twice = [title for title, times in rows.items() if times > 1]
    if twice:
        yield f"{len(twice)} in the database more than once: {_some(twice)}."


def _end(attempt: Attempt) -> float:
    return attempt.sent + attempt.took


def _status(attempt: Attempt) -> int:
    return attempt.status or 0


def _some(words: Sequence[str]) -> str:
    more = f" and {len(words) - SHOWN:,} more" if len(words) > SHOWN else ""
    return "; ".join(words[:SHOWN]) + more
