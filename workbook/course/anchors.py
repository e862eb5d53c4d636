"""Where a block stands on the site: its page, and the heading above it."""

import re
import unicodedata
from functools import cache

from workbook.course.chapters import Step
from workbook.course.fences import fences, lines_in

HEADING = re.compile(r"^#{1,6}\s+(?P<text>.+?)\s*#*$")
GIVEN = re.compile(r"\s*\{[^}]*#(?P<id>[\w-]+)[^}]*\}$")
MARKUP = re.compile(r"!?\[([^]]*)\]\([^)]*\)|[`*]")


def place(step: Step, line: int) -> str:
    """Return the address, below docs/, of the heading above a line of a step's page.

    Args:
        step: the page.
        line: the line, counted from 1.

    Returns:
        ``02-blueprints/6-a-blueprint.md#the-store``, say.
    """
    above = [anchor for at, anchor in headings(step) if at <= line]
    return f"{step.below_docs}#{above[-1]}" if above else step.below_docs


@cache
def headings(step: Step) -> list[tuple[int, str]]:
    """Return the line of each heading of a step's page, and the anchor that both builders give it.

    Args:
        step: the page.
    """
    hidden = lines_in(fences(step.page, step.text))
    found: list[tuple[int, str]] = []
    for number, text in enumerate(step.text.split("\n"), start=1):
        if number not in hidden and (matched := HEADING.match(text)):
            used = {anchor for _, anchor in found}
            found.append((number, _unique(_anchor(matched["text"]), used)))
    return found


def _anchor(text: str) -> str:
    """Return what Python-Markdown makes of a heading."""
    if given := GIVEN.search(text):
        return given["id"]
    plain = MARKUP.sub(lambda found: found[1] or "", text)
    letters = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", letters).strip().lower())


def _unique(anchor: str, used: set[str]) -> str:
    base, number = anchor, 0
    while anchor in used:
        number += 1
        anchor = f"{base}_{number}"
    return anchor
