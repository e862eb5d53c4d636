"""What a slide is put together from: code in colours, pictures, words, each with its height."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from math import ceil

from markdown import Markdown
from pygments import highlight
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from workbook.course.chapters import Step
from workbook.course.fences import GIVEN, Fence
from workbook.site.coloured import FORMAT, PLAIN
from workbook.site.teaching.lessons import (
    SEEN,
    Note,
    Part,
    Picture,
    Section,
    Words,
)
from workbook.site.teaching.links import target_from, without_links

LINES = 17  # of code that a slide has room for
SPARE = 2  # more, under a heading of one row, for what would stand alone on the next slide
FEW = 4  # lines of code that are not worth a slide of their own
OF_WORDS, OF_CODE = 68, 84  # characters in a row
READER = Markdown(extensions=["tables", "sane_lists"])  # one for all: to make it takes longest
LEXERS = {"console": "console", "": "text"}
PICTURE = (
    '<picture><source media="(prefers-color-scheme: dark)" srcset="{dark}">'
    '<img src="{light}" alt="{words}"></picture>'
)


@dataclass(frozen=True)
class Piece:
    """Something on a slide."""

    html: str
    height: int  # in lines of code


def slides_of(section: Section, step: Step, page: str) -> list[str]:
    """Return what is on the slides of a heading: on one, or on as many as it takes.

    Args:
        section: the heading of a step's page, and what stands under it.
        step: the step.
        page: the page of the slides, below docs/.
    """
    found = [piece for part in _with_captions(section) for piece in _pieces(*part, step, page)]
    if not found:  # words alone
        words = [part for part in section.parts if isinstance(part, Words)]
        found = [_words(each.text) for each in words[:1]]
    slides: list[list[Piece]] = []
    for piece in found:
        if not slides or sum(each.height for each in [*slides[-1], piece]) > LINES:
            slides.append([])
        slides[-1].append(piece)
    return ["\n".join(piece.html for piece in each) for each in slides]


def in_html(text: str) -> str:
    """Return words of a page in HTML, without their links.

    Args:
        text: Markdown.
    """
    return str(READER.reset().convert(without_links(text)))


def _with_captions(section: Section) -> Iterator[tuple[Part, str]]:
    """Yield each part with the words that lead to it, if the line above it does."""
    above = ""
    for part in section.parts:
        yield part, above
        leads = isinstance(part, Words) and part.text.endswith(":")
        above = part.text if isinstance(part, Words) and leads else ""


def _pieces(part: Part, caption: str, step: Step, page: str) -> Iterator[Piece]:
    if isinstance(part, Fence):
        yield from _code(part, caption)
    elif isinstance(part, Picture):
        light = target_from(part.file, step.below_docs, page)
        dark = light.replace("-light.", "-dark.")
        yield Piece(PICTURE.format(light=light, dark=dark, words=escape(part.words)), LINES)
    elif isinstance(part, Note) and part.kind == GIVEN:
        for block in part.blocks:
            words = f"Given: `{block.title}`, {len(block.lines)} lines to read"
            yield _words(f"{words} (`nox -s take -- {step.name} DIR`)")
    elif isinstance(part, Words) and part.text.startswith(SEEN):
        yield _words(part.text)


def _words(text: str) -> Piece:
    lines = sum(_rows(line, OF_WORDS) for line in without_links(text).split("\n\n"))
    return Piece(in_html(text), lines + 1)


def _code(block: Fence, caption: str) -> Iterator[Piece]:
    """Yield a block, in several pieces if one slide has no room for it."""
    above = [_words(caption)] if caption else []
    title = f'<p class="file">{escape(block.title)}</p>' if block.title else ""
    head = bool(title) + 1
    room = LINES - head - sum(piece.height for piece in above)
    for lines, height in _runs(list(zip(_coloured(block), block.lines, strict=True)), room):
        html = f'{title}<pre class="{block.language}"><code>{lines}</code></pre>'
        above.append(Piece(html, height + head))
        html = "\n".join(piece.html for piece in above)
        yield Piece(html, sum(piece.height for piece in above))
        above = []


def _runs(lines: list[tuple[str, str]], room: int) -> Iterator[tuple[str, int]]:
    """Yield lines that a slide has room for, with their height, until all are there.

    Args:
        lines: each as HTML, and as it reads.
        room: how high they may be.
    """
    runs: list[list[tuple[str, int]]] = [[]]
    for html, text in lines:
        rows = _rows(text, OF_CODE)
        if runs[-1] and _height(runs[-1]) + rows > room:
            runs.append([])
        runs[-1].append((html, rows))
    _fill_the_last(runs, room)
    yield from (("\n".join(html for html, _ in run), _height(run)) for run in runs)


def _fill_the_last(runs: list[list[tuple[str, int]]], room: int) -> None:
    """Let no few lines stand alone: they go to those before, or else some of those to them."""
    *_, before, last = [[], *runs]
    if not before or len(last) >= FEW:
        return
    if _height(before) + _height(last) <= room + SPARE:
        before += runs.pop()
    else:
        enough = FEW - len(last)
        last[:0] = before[-enough:]
        del before[-enough:]


def _height(run: list[tuple[str, int]]) -> int:
    return sum(rows for _, rows in run)


def _rows(text: str, characters: int) -> int:
    """Return how many rows a line takes that is wrapped."""
    return max(1, ceil(len(text) / characters))


def _coloured(block: Fence) -> list[str]:
    """Return the lines of a block as HTML; no colour spans two of them."""
    try:
        lexer = get_lexer_by_name(LEXERS.get(block.language, block.language), stripnl=False)
    except ClassNotFound:
        lexer = get_lexer_by_name("text", stripnl=False)
    return PLAIN.sub(r"\1", highlight(block.text, lexer, FORMAT)).split("\n")[: len(block.lines)]
