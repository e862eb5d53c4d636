"""Write tables in Markdown."""

from collections.abc import Sequence


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a table; a column of numbers stands at the right.

    Args:
        heads: what stands over the columns.
        rows: as many cells each as there are heads.
    """
    numbers = [all(isinstance(row[at], int) for row in rows) for at in range(len(heads))]
    rule = ["--:" if number else "---" for number in numbers]
    return "\n".join(f"| {' | '.join(map(str, cells))} |" for cells in [heads, rule, *rows])
