"""One page about a class, with all that it needs in itself."""

from html import escape
from urllib.parse import quote

from workbook.classroom.document import document
from workbook.classroom.feedback import HTML, place_of, sentence
from workbook.classroom.helping import AGAIN, NOBODY, TITLE, Need, again, more, needs
from workbook.classroom.likeness import Line, Pair, Passage
from workbook.classroom.standing import Standing
from workbook.classroom.tables import ABSENT, HEADS, row

GAP = '<span class="around">...</span>'
LEGEND = (
    "Step: what the files are nearest to; begun, if not all of it is there. Stories: how many hold "
    "of those that are due there. Exercises: how many pass of those that were begun. "
    "-: nothing is known, or nothing was begun. A name leads to what its learner reads."
)
ALIKE = (
    "Each pair shares Python that neither a step, nor a stored answer, nor many of the class have. "
    "Names of variables, functions and classes don't count, nor do texts, numbers and comments. "
    "Lines in grey are not shared: they show where in the file the others stand. "
    "It is a hint for a talk, never a verdict: people work in pairs, read the same "
    "page, or think alike. Ask each to explain their own."
)
UNLIKE = (
    "No two share a third of their own Python. What a step, a stored answer, or many "
    "of the class have is left out."
)


def page(
    class_: list[Standing], absent: list[str], alike: list[Pair], title: str, when: str
) -> str:
    """Return a page with who needs help, the table of a class, and who are alike.

    Args:
        class_: where each one is.
        absent: who has handed nothing in.
        alike: who are alike.
        title: what it is about.
        when: the day on which it was found.
    """
    names = [*(each.name for each in class_), *absent]
    rows = [_row(each) for each in class_] + [_cells([name, *ABSENT]) for name in absent]
    body = "".join(
        f'<tr role="row" id="{_id(number)}">{cells}</tr>\n' for number, cells in enumerate(rows)
    )
    heads = "".join(f'<th scope="col" role="columnheader">{head}</th>' for head in HEADS)
    return document(
        title,
        f"<h1>{escape(title)}</h1>\n<p>{len(class_)} handed in, {len(absent)} not handed in. "
        f"{escape(when)}.</p>\n{_first(class_, absent, names)}"
        f'<h2 id="everyone">Everyone</h2>\n<p>{LEGEND}</p>\n'
        f'<table role="table" aria-labelledby="everyone">\n<thead role="rowgroup">'
        f'<tr role="row">{heads}</tr></thead>\n<tbody role="rowgroup">\n{body}</tbody>\n</table>\n'
        f"<h2>Alike</h2>\n<p>{ALIKE if alike else UNLIKE}</p>\n"
        f"{''.join(map(_pair, alike))}",
    )


def _first(class_: list[Standing], absent: list[str], names: list[str]) -> str:
    """Return who needs help first; a name leads to its row."""
    found = needs(class_, absent)
    parts = "".join(_need(need, names) for need in found)
    if tried := again(class_):
        parts += f"<dt>{AGAIN}</dt><dd>{', '.join(_to_row(name, names) for name in tried)}</dd>\n"
    listed = f"<dl>\n{parts}</dl>\n" if parts else f"<p>{NOBODY}</p>\n"
    return f'<section class="first">\n<h2>{TITLE}</h2>\n{listed}</section>\n'


def _need(need: Need, names: list[str]) -> str:
    whose = [need.words(_to_row(name, names), escape(said)) for name, said in need.said.items()]
    whose += [more(need)] if need.more else []
    shown = whose if need.is_long else [", ".join(whose)]
    return f"<dt>{escape(need.what)}</dt>{''.join(f'<dd>{each}</dd>' for each in shown)}\n"


def _to_row(name: str, names: list[str]) -> str:
    return f'<a href="#{_id(names.index(name))}">{escape(name)}</a>'


def _id(number: int) -> str:
    return f"row-{number + 1}"


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
    numbers = [line.number for line in passage.lines]
    lines = "".join(
        f"{GAP if line.number - before > 1 else ''}{_line(line)}"
        for line, before in zip(passage.lines, [numbers[0], *numbers], strict=False)
    )
    return f'<div>{where}\n<pre tabindex="0" role="region" aria-label="{where}">{lines}</pre></div>'


def _line(line: Line) -> str:
    kind = "" if line.is_shared else ' class="around"'
    return f"<span{kind}><small>{line.number}</small>{escape(line.text)}</span>"


def _row(standing: Standing) -> str:
    name, step, starts, stories, exercises = row(standing)
    broken = [sentence(each) for each in standing.broken]
    states = [f"{each}: {state}" for each, state in standing.exercises.items()]
    number, _, begun = step.partition(" ")
    step = " ".join(word for word in (number, standing.heading, begun and f"({begun})") if word)
    return _cells([name, step, starts], [(stories, broken), (exercises, states)])


def _cells(words: list[str], folded: list[tuple[str, list[str]]] | None = None) -> str:
    name = escape(words[0])
    linked = f'<a href="{quote(place_of(words[0], HTML))}">{name}</a>' if folded else name
    shown = [escape(word) for word in words[1:]]
    for word, inside in folded or []:
        items = "".join(f"<li>{escape(each)}</li>" for each in inside)
        opened = f"<details><summary>{escape(word)}</summary><ul>{items}</ul></details>"
        shown.append(opened if inside else escape(word))
    cells = "".join(map(_cell, HEADS[1:], shown))
    return f'<th scope="row" role="rowheader">{linked}</th>{cells}'


def _cell(head: str, shown: str) -> str:
    none = ' class="none"' if shown == "-" else ""  # a card of a narrow page has no line for it
    return f'<td role="cell" data-head="{head}"{none}>{shown}</td>'
