"""Compare what a command printed with what the page shows under it."""

import re
from collections.abc import Sequence
from functools import cache

ANYTHING = "..."


def matches(expected: Sequence[str], found: Sequence[str]) -> bool:
    """Tell whether the found lines are the expected ones.

    ``...`` alone on a line stands for any lines or none; inside a line, for any characters.
    White space at the end of lines does not count.
    """
    pattern = "".join(
        r"(?:[^\n]*\n)*?" if line.strip() == ANYTHING else _line_pattern(line) + "\n"
        for line in expected
    )
    return re.fullmatch(pattern, "".join(f"{line.rstrip()}\n" for line in found)) is not None


def accept(expected: Sequence[str], found: Sequence[str]) -> list[str]:
    """Rewrite the expected lines so that they match the found ones.

    Lines with ``...`` stay as they are wherever they still hold: the alignment with the fewest
    changed lines is taken.
    """

    @cache
    def best(i: int, j: int) -> tuple[int, tuple[str, ...]]:
        """Return the cost and the lines for the rest of both."""
        if i == len(expected):
            return len(found) - j, tuple(found[j:])
        choices = []
        if expected[i].strip() == ANYTHING:
            cost, lines = best(i + 1, j)
            choices.append((cost, (expected[i], *lines)))
            if j < len(found):
                choices.append(best(i, j + 1))
            return min(choices, key=lambda choice: choice[0])
        if j < len(found):
            same = re.fullmatch(_line_pattern(expected[i]), found[j].rstrip()) is not None
            cost, lines = best(i + 1, j + 1)
            choices.append((cost + (not same), (expected[i] if same else found[j], *lines)))
            cost, lines = best(i, j + 1)
            choices.append((cost + 1, (found[j], *lines)))
        cost, lines = best(i + 1, j)
        choices.append((cost + 1, lines))
        return min(choices, key=lambda choice: choice[0])

    return list(best(0, 0)[1])


def _line_pattern(line: str) -> str:
    return "[^\n]*".join(re.escape(part) for part in line.rstrip().split(ANYTHING))
