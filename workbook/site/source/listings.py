"""Listings: a file in colours, with the step that wrote them beside each run of lines."""

import re
from functools import cache
from html import escape
from itertools import islice

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import HtmlDjangoLexer, TextLexer, find_lexer_class_for_filename

from workbook.course.chapters import Step
from workbook.site.addresses import address
from workbook.site.source.runs import Run

FORMAT = HtmlFormatter(nowrap=True)
# Names, spaces and brackets have no colour of their own.
PLAIN = re.compile(r'<span class="(?:n|w|p)">([^<]*)</span>')


def listing(path: str, runs: list[Run], step: Step, page: str) -> str:
    """Return a file as HTML.

    Args:
        path: the file.
        runs: its lines.
        step: the one whose lines stand out.
        page: the page that it will be on, below docs/.
    """
    coloured = iter(_coloured(path, [line for run in runs for line in run.lines]))
    rows = [_row(run, list(islice(coloured, len(run.lines))), step, page) for run in runs]
    inside = "".join(rows) or "<code>\n</code>"
    label = f'role="region" tabindex="0" aria-label="{escape(path)}"'
    return f'<div class="highlight source" {label}>{inside}</div>'


def _row(run: Run, coloured: list[str], step: Step, page: str) -> str:
    new = ' class="new"' if run.step == step else ""
    link = f'href="{address(page, run.address)}" title="{escape(run.step.heading)}"'
    lines = "\n".join(coloured)
    return f"<a{new} {link}>{run.step.name}</a><code{new}>{lines}\n</code>"


def _coloured(path: str, lines: list[str]) -> list[str]:
    """Return each line as HTML; no colour spans two of them."""
    lexer = _lexer(path.rpartition("/")[2])
    html = PLAIN.sub(r"\1", highlight("\n".join(lines), lexer, FORMAT))
    return html.split("\n")[: len(lines)]


@cache  # each look through all lexers takes as long as many a file
def _lexer(name: str) -> Lexer:
    found = HtmlDjangoLexer if name.endswith(".html") else find_lexer_class_for_filename(name)
    # Line for line as they are: what is empty stays.
    return (found or TextLexer)(stripnl=False)
