"""Draw what the list of each stage is made of: a bar for each, as long as it takes CPU.

The colours are the page's own, so one drawing does for light and dark.
"""

from collections.abc import Iterator
from html import escape

from workbook.course.stages import Stage, stages
from workbook.site.facts.cost_reading import NOTHING, is_seen
from workbook.site.facts.costs import Cost, left, ratio_of
from workbook.site.facts.words import times

PIECES = ("template", "storage")  # and the rest behind them
REST = "the rest"
WIDTH, ROW, BAR, TOP, END = 460, 74, 18, 24, 44
TITLE = "What the list of each stage takes, and what for"


def drawing(found: Cost) -> str:
    """Return the drawing as one line of HTML.

    Args:
        found: what was measured.
    """
    every = {stage: parts(found, stage) for stage in measured(found)}
    height = ROW * len(every)
    most = max(sum(each.values()) for each in every.values())
    shapes = "".join(
        shape
        for at, (stage, pieces) in enumerate(every.items())
        for shape in _row(stage, pieces, ROW * at, (WIDTH - END) / most)
    )
    return (
        f'<figure class="cost"><svg viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" role="img">'
        f"<title>{TITLE}</title>{shapes}</svg></figure>"
    )


def measured(found: Cost) -> list[Stage]:
    """Return the stages whose list was taken apart.

    Args:
        found: what was measured.
    """
    return [each for each in stages() if PIECES[0] in found["stages"][each.name]["without"]]


def parts(found: Cost, stage: Stage) -> dict[str, float]:
    """Return what the list of a stage is made of, where the list of the first stage takes 1.

    What takes too little to be seen is part of the rest.

    Args:
        found: what was measured.
        stage: one whose list was taken apart.
    """
    whole, cost = ratio_of(found, stage).middle, found["stages"][stage.name]
    known = {name: left(cost, name) for name in PIECES if name in cost["without"]}
    nothing = left(cost, NOTHING)
    taken = {n: whole * (1 - each.middle) for n, each in known.items() if is_seen(each, nothing)}
    return taken | {REST: whole - sum(taken.values())}


def _row(stage: Stage, pieces: dict[str, float], y: int, scale: float) -> Iterator[str]:
    """Yield the name of a stage, its bar, and what that is made of."""
    told = " + ".join(f"{name} {times(each)}" for name, each in pieces.items())
    yield f'<text class="name" x="0" y="{y + 16}">{stage.number} {escape(stage.title)}</text>'
    yield f'<text class="made" x="0" y="{y + TOP + BAR + 16}">{told}</text>'
    x = 0.0
    for name, each in pieces.items():
        width = max(each * scale, 1)
        yield (
            f'<rect class="{name.split()[-1]}" x="{x:.1f}" y="{y + TOP}" '
            f'width="{width:.1f}" height="{BAR}"/>'
        )
        x += width
    yield f'<text x="{x + 6:.1f}" y="{y + TOP + 14}">{times(sum(pieces.values()))}</text>'
