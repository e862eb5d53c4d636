"""One page about a class, with all that it needs in itself."""

from html import escape
from urllib.parse import quote

from workbook.classroom.feedback import place_of, sentence
from workbook.classroom.standing import Standing
from workbook.classroom.tables import HEADS, MISSING, row

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
.wide { overflow-x: auto; }
"""


LEGEND = (
    "Step: what the files are nearest to; begun, if not all of it is there. Stories: how many hold "
    "of those that are due there. Exercises: how many pass of those that were begun. "
    "-: nothing is known, or nothing was begun. A name leads to what its learner reads."
)


def page(class_: list[Standing], missing: list[str], title: str, when: str) -> str:
    """Return a page with the table of a class, and what is open for each.

    Args:
        class_: where each one is.
        missing: who has handed nothing in.
        title: what it is about.
        when: the day on which it was found.
    """
    rows = [_row(each) for each in class_]
    rows += [_cells([name, *MISSING]) for name in missing]
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n"
        f"<h1>{escape(title)}</h1>\n<p>{len(class_)} handed in, {len(missing)} missing. "
        f"{escape(when)}.</p>\n<p>{LEGEND}</p>\n"
        f'<div class="wide" tabindex="0" role="region" aria-label="The class">\n<table>\n'
        f"<thead><tr>{''.join(f'<th scope=col>{head}</th>' for head in HEADS)}</tr></thead>\n"
        f"<tbody>\n{''.join(rows)}</tbody>\n</table>\n</div>\n</html>\n"
    )


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
