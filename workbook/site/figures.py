"""Draw sequence diagrams as SVG: who sends what to whom, from top to bottom."""

from collections.abc import Sequence
from html import escape

COLOURS = {
    "light": {
        "ink": "#1f2328",
        "faint": "#57606a",
        "line": "#8b929c",
        "box": "#e3f1eb",
        "accent": "#0b6e4f",
    },
    "dark": {
        "ink": "#e8e6e1",
        "faint": "#a9b1ba",
        "line": "#8b929c",
        "box": "#173328",
        "accent": "#4cc38a",
    },
}
COLUMN, TOP, ROW, BOX = 250, 64, 44, 36
FONT = "font-family='system-ui, sans-serif' font-size='14'"


def sequence(
    title: str, actors: Sequence[str], messages: Sequence[Sequence[str]], scheme: str
) -> str:
    """Return a sequence diagram as SVG.

    Args:
        title: what it shows, for those who cannot see it.
        actors: the columns, from left to right.
        messages: (from, to, words), from top to bottom; from an actor to itself is a thought.
        scheme: ``light`` or ``dark``.
    """
    colours = COLOURS[scheme]
    width, height = COLUMN * len(actors), TOP + ROW * len(messages) + 16
    at = {actor: COLUMN * number + COLUMN // 2 for number, actor in enumerate(actors)}
    parts = [_actor(actor, x, height, colours) for actor, x in at.items()]
    for number, (sender, receiver, words) in enumerate(messages):
        y = TOP + ROW * number + 26
        parts.append(_message(at[sender], at[receiver], y, words, colours))
    return "\n".join(
        [
            f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}' role='img'>",
            f"<title>{escape(title)}</title>",
            *parts,
            "</svg>\n",
        ]
    )


def _actor(name: str, x: int, height: int, colours: dict[str, str]) -> str:
    return (
        f"<line x1='{x}' y1='{BOX + 8}' x2='{x}' y2='{height}' stroke='{colours['line']}' "
        "stroke-dasharray='3 4'/>\n"
        f"<rect x='{x - 60}' y='8' width='120' height='{BOX}' rx='8' fill='{colours['box']}' "
        f"stroke='{colours['accent']}'/>\n"
        f"<text x='{x}' y='31' text-anchor='middle' fill='{colours['ink']}' {FONT}>"
        f"{escape(name)}</text>"
    )


def _message(start: int, end: int, y: int, words: str, colours: dict[str, str]) -> str:
    ink, accent = colours["ink"], colours["accent"]
    if start == end:
        return (
            f"<circle cx='{start}' cy='{y - 4}' r='4' fill='{accent}'/>\n"
            f"<text x='{start + 12}' y='{y}' fill='{ink}' {FONT}>{escape(words)}</text>"
        )
    tip = end - 4 if end > start else end + 4
    back = tip - 8 if end > start else tip + 8
    return (
        f"<line x1='{start}' y1='{y}' x2='{tip}' y2='{y}' stroke='{accent}' stroke-width='2'/>\n"
        f"<path d='M{tip} {y} L{back} {y - 5} L{back} {y + 5} Z' fill='{accent}'/>\n"
        f"<text x='{(start + end) // 2}' y='{y - 8}' text-anchor='middle' fill='{ink}' {FONT}>"
        f"{escape(words)}</text>"
    )
