"""One page about a class, with all that it needs in itself."""

from html import escape
from urllib.parse import quote

from workbook.classroom.feedback import place_of, sentence
from workbook.classroom.likeness import Pair, Passage
from workbook.classroom.standing import Standing
from workbook.classroom.tables import ABSENT, HEADS, row

STYLE = """
:root { color-scheme: light dark; font: 100%/1.5 system-ui, sans-serif; }
body { max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0;
  border-bottom: 1px solid color-mix(in srgb, currentColor 25%, transparent); }
td { overflow-wrap: anywhere; }
td:nth-child(2) { min-width: 8rem; }
td:nth-child(3) { min-width: 14rem; }
td:nth-child(n+4) { white-space: nowrap; }
li { white-space: normal; min-width: 14rem; }
summary { cursor: pointer; }
.wide, pre { overflow-x: auto; }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr));
  gap: 1rem; margin: 1rem 0 2rem; }
.sides > div { min-width: 0; }
pre { font-size: .875rem; margin: .25rem 0 0; padding: .75rem;
  border: 1px solid color-mix(in srgb, currentColor 25%, transparent); }
"""


LEGEND = (
    "Step: what the files are nearest to; begun, if not all of it is there. Stories: how many hold "
    "of those that are due there. Exercises: how many pass of those that were begun. "
    "-: nothing is known, or nothing was begun. A name leads to what its learner reads."
)


ALIKE = (
    "Each pair shares Python that neither a step, nor a stored answer, nor many of the class have. "
    "Names of variables, functions and classes don't count, nor do texts, numbers and comments. "
    "It is a hint for a talk, never a verdict: people work in pairs, read the same "
    "page, or think alike. Ask each to explain their own."
)
NOBODY = (
    "No two share more of their own Python than that. What a step, a stored answer, or many "
    "of the class have is left out."
)


def page(
    class_: list[Standing], absent: list[str], alike: list[Pair], title: str, when: str
) -> str:
    """Return a page with the table of a class, and what is open for each.

    Args:
        class_: where each one is.
        absent: who has handed nothing in.
        alike: who are alike.
        title: what it is about.
        when: the day on which it was found.
    """
    rows = [_row(each) for each in class_]
    rows += [_cells([name, *ABSENT]) for name in absent]
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n"
        f"<h1>{escape(title)}</h1>\n<p>{len(class_)} handed in, {len(absent)} not handed in. "
        f"{escape(when)}.</p>\n<p>{LEGEND}</p>\n"
        f'<div class="wide" tabindex="0" role="region" aria-label="The class">\n<table>\n'
        f"<thead><tr>{''.join(f'<th scope=col>{head}</th>' for head in HEADS)}</tr></thead>\n"
        f"<tbody>\n{''.join(rows)}</tbody>\n</table>\n</div>\n"
        f"<h2>Alike</h2>\n<p>{ALIKE if alike else NOBODY}</p>\n"
        f"{''.join(map(_pair, alike))}</html>\n"
    )


def _pair(pair: Pair) -> str:
    """Return two who are alike, folded; side by side when it is opened."""
    shares = [
        f"{share}% of what is {escape(name)}'s own"
        for name, share in zip(pair.names, pair.shares, strict=True)
    ]
    one, other = map(escape, pair.names)
    sides = "".join(
        f'<div class="sides">{_side(one, here)}{_side(other, there)}</div>\n'
        for here, there in pair.passages
    )
    head = f"{one} and {other}: {', and '.join(shares)}"
    return f"<details>\n<summary>{head}</summary>\n{sides}</details>\n"


def _side(name: str, passage: Passage) -> str:
    where = f"{name}: {escape(passage.path)}, from line {passage.first}"
    lines = escape(passage.text)
    return f'<div>{where}\n<pre tabindex="0" role="region" aria-label="{where}">{lines}</pre></div>'


def _row(standing: Standing) -> str:
    name, step, starts, stories, exercises = row(standing)
    broken = [sentence(each) for each in standing.broken]
    states = [f"{each}: {state}" for each, state in standing.exercises.items()]
    number, _, begun = step.partition(" ")
    step = " ".join(word for word in (number, standing.heading, begun and f"({begun})") if word)
    return _cells([name, step, starts], [(stories, broken), (exercises, states)])


def _cells(words: list[str], folded: list[tuple[str, list[str]]] | None = None) -> str:
    cells = [f"<td>{escape(word)}</td>" for word in words]
    name = escape(words[0])
    linked = f'<a href="{quote(place_of(words[0]))}">{name}</a>' if folded else name
    cells[0] = f'<th scope="row">{linked}</th>'
    for word, more in folded or []:
        items = "".join(f"<li>{escape(each)}</li>" for each in more)
        opened = f"<details><summary>{escape(word)}</summary><ul>{items}</ul></details>"
        cells.append(f"<td>{opened if more else escape(word)}</td>")
    return f"<tr>{''.join(cells)}</tr>\n"
