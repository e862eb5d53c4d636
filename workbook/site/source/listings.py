"""Listings: a file in colours, with the step that wrote them beside each run of lines."""

from html import escape
from itertools import islice

from workbook.course.chapters import Step
from workbook.site.addresses import address
from workbook.site.coloured import coloured
from workbook.site.source.runs import Run


def listing(path: str, runs: list[Run], step: Step, page: str) -> str:
    """Return a file as HTML.

    Args:
        path: the file.
        runs: its lines.
        step: the one whose lines stand out.
        page: the page that it will be on, below docs/.
    """
    lines = [line for run in runs for line in run.lines]
    shown = iter(coloured(path, [*lines, ""]))  # with its end, as a diff has it
    rows = [_row(run, list(islice(shown, len(run.lines))), step, page) for run in runs]
    inside = "".join(rows) or "<code>\n</code>"
    label = f'role="region" aria-label="{escape(path)}"'
    return f'<div class="highlight source" {label}>{inside}</div>'


def _row(run: Run, shown: list[str], step: Step, page: str) -> str:
    new = ' class="new"' if run.step == step else ""
    link = f'href="{address(page, run.address)}" title="{escape(run.step.heading)}"'
    lines = "\n".join(shown)
    return f"<a{new} {link}>{run.step.name}</a><code{new}>{lines}\n</code>"
