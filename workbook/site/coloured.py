"""Code in the colours of its language: the lines of a file, and those of a change to it."""

import re
from functools import cache
from html import escape, unescape
from itertools import groupby
from pathlib import PurePosixPath

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import LexerMeta
from pygments.lexers import (
    BashLexer,
    HtmlDjangoLexer,
    MakoLexer,
    TextLexer,
    find_lexer_class_for_filename,
)

FORMAT = HtmlFormatter(nowrap=True)
# Names and spaces have no colour of their own; brackets go without theirs, for small pages.
PLAIN = re.compile(r'<span class="[nwp]">([^<]*)</span>')
KIND_OF_STYLE = re.compile(r'(<span class="\w+) [^"]+')  # which has no colour of its own, either
RUN = re.compile(r'<span class="(\w+)">([^<]*)</span>|([^<]+)')
# What Pygments can't tell by a name: our pages are templates.
LEXERS = {".html": HtmlDjangoLexer, ".mako": MakoLexer, ".env.example": BashLexer}
# What a part of a file closes without having opened it, and what a lexer has to see before it.
INSIDE = {
    ".css": (("{", "}", "a {"),),
    ".html": (("{{", "}}", "{{"), ("<", ">", "<a")),
}
GROUNDS = {"+": "gi", "-": "gd"}  # Pygments' own classes, for what comes and what goes
BETWEEN = ("@@", "\\")  # begins a line of no file: between two hunks, or git's own note


def coloured(path: str, lines: list[str]) -> list[str]:
    """Return each line of a file as HTML, in the colours of its language.

    Args:
        path: the file; its name tells the language.
        lines: the file, or a part of it, without the ends of its lines.

    Returns:
        As many lines; no colour spans two of them.
    """
    return list(_coloured(PurePosixPath(path).name, "\n".join(lines)))[: len(lines)]


@cache  # a file is shown by itself, in a diff, and to the explorer
def _coloured(name: str, text: str) -> tuple[str, ...]:
    lexer = _lexer(name)(stripnl=False)  # what is empty stays
    before = _before(PurePosixPath(name).suffix, text)
    html = highlight("\n".join([*before, text]), lexer, FORMAT)
    html = PLAIN.sub(r"\1", KIND_OF_STYLE.sub(r"\1", html))
    return tuple(html.split("\n")[len(before) :])


def _before(suffix: str, text: str) -> list[str]:
    """Return a line that tells a lexer in what a text begins, if it begins in something."""
    for opening, closing, line in INSIDE.get(suffix, ()):
        start, found, _ = text.partition(closing)
        if found and opening not in start:
            return [line]
    return []


def colours(path: str, text: str) -> str:
    """Return the colours of a file without its words: how long each run is, and its style.

    Args:
        path: the file; its name tells the language.
        text: the file.

    Returns:
        ``6k 1 4nf``, say, for ``return name``; what counts are UTF-16 units, as in JavaScript.
    """
    html = "\n".join(coloured(path, text.split("\n")))
    runs = ((found[1] or "", unescape(found[2] or found[3])) for found in RUN.finditer(html))
    return " ".join(f"{len(words.encode('utf-16-le')) // 2}{style}" for style, words in runs)


def coloured_change(path: str, lines: list[str]) -> list[str]:
    """Return each line of a change as HTML: its mark, its ground, and the colours of its language.

    Args:
        path: the changed file; its name tells the language.
        lines: of hunks, each with its mark and without its end, and what parts them.

    Returns:
        As many lines; no colour spans two of them, and their text is that of the change.
    """
    shown: list[str] = []
    for between, group in groupby(lines, lambda line: line.startswith(BETWEEN)):
        part = list(group)
        grounds = ["gu" if between else GROUNDS.get(line[:1], "") for line in part]
        inside = map(escape, part) if between else coloured_hunk(path, part)
        shown += [_painted(*each) for each in zip(grounds, inside, strict=True)]
    return shown


def coloured_hunk(path: str, lines: list[str]) -> list[str]:
    """Return each line of a hunk as HTML: its mark, and the colours of its language.

    Each side is read as a whole, so that no string breaks off.

    Args:
        path: the changed file; its name tells the language.
        lines: each with its mark and without its end.

    Returns:
        As many lines; no colour spans two of them.
    """
    old = iter(coloured(path, [line[1:] for line in lines if line[:1] != "+"]))
    new = iter(coloured(path, [line[1:] for line in lines if line[:1] != "-"]))
    shown = []
    for mark in (line[:1] for line in lines):
        was = next(old) if mark != "+" else ""
        now = next(new) if mark != "-" else was
        shown.append(mark + now)
    return shown


def _painted(style: str, html: str) -> str:
    return f'<span class="{style}">{html}</span>' if style else html


@cache  # each look through all lexers takes as long as many a file
def _lexer(name: str) -> LexerMeta:
    known = next((LEXERS[end] for end in LEXERS if name.endswith(end)), None)
    return known or find_lexer_class_for_filename(name) or TextLexer
