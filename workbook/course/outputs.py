"""Compare what a command printed with what the page shows under it."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

ANYTHING = "..."
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class Move(NamedTuple):
    """One step through the expected and the found lines, and what it writes."""

    cost: int  # how many lines it changes
    lines: tuple[str, ...]
    expected: int  # how many expected lines it passes
    found: int


def matches(expected: Sequence[str], found: Sequence[str]) -> bool:
    """Tell whether the found lines are the expected ones.

    ``...`` alone on a line stands for any lines or none; inside a line, for any characters.
    White space at the end of lines does not count, nor do codes for colours.

    Args:
        expected: the lines that a page shows.
        found: the lines that a command printed.
    """
    return all(move.cost == 0 for move in _cheapest_way(expected, found))


def accept(expected: Sequence[str], found: Sequence[str]) -> list[str]:
    """Rewrite the expected lines so that they match the found ones.

    The way with the fewest changed lines is taken, so lines with ``...`` stay as they are wherever
    they still hold.

    Args:
        expected: the lines that a page shows.
        found: the lines that a command printed.

    Returns:
        Lines that match the found ones.
    """
    return [line for move in _cheapest_way(expected, found) for line in move.lines]


def plain(line: str) -> str:
    """Return a line without what does not count: codes for colours, white space at its end."""
    return COLOUR.sub("", line).rstrip()


def _cheapest_way(expected: Sequence[str], found: Sequence[str]) -> Iterator[Move]:
    """Yield the moves that lead through both with the fewest changed lines."""
    best: dict[tuple[int, int], tuple[int, Move]] = {}

    def cost(i: int, j: int) -> int:
        return best[i, j][0] if (i, j) in best else 0

    for i in range(len(expected), -1, -1):
        for j in range(len(found), -1, -1):
            ways = [
                (move.cost + cost(i + move.expected, j + move.found), move)
                for move in _moves(expected[i : i + 1], found[j : j + 1])
            ]
            if ways:
                best[i, j] = min(ways, key=lambda way: way[0])
    i = j = 0
    while (i, j) in best:
        move = best[i, j][1]
        yield move
        i, j = i + move.expected, j + move.found


def _moves(expected: Sequence[str], found: Sequence[str]) -> Iterator[Move]:
    """Yield what can be done with the next line of each, where there is one."""
    shown = tuple(plain(line) for line in found)
    if expected and expected[0].strip() == ANYTHING:
        yield Move(0, tuple(expected), 1, 0)
        if found:
            yield Move(0, (), 0, 1)
        return
    if expected and found:
        same = re.fullmatch(_pattern(expected[0]), shown[0]) is not None
        yield Move(0, tuple(expected), 1, 1) if same else Move(1, shown, 1, 1)
    if found:
        yield Move(1, shown, 0, 1)
    if expected:
        yield Move(1, (), 1, 0)


def _pattern(line: str) -> str:
    return ".*".join(re.escape(part) for part in plain(line).split(ANYTHING))
