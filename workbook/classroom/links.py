"""Where the course says something: links for those who read what a class is told."""

import os
import posixpath

from workbook.core.paths import DOCS, relative
from workbook.course.anchors import headings
from workbook.course.chapters import all_steps, heading, read_page

SITE = "WORKBOOK_SITE_URL"  # where the site stands, if that is known


def link(target: str) -> str:
    """Return a place of a page in words: with its address where the site's is known, else its file.

    Args:
        target: a page below docs/, perhaps with a heading: ``01-minimal/4-a-form.md#the-form``.
    """
    path, _, anchor = target.partition("#")
    words = _words(path, anchor)
    if not (site := os.environ.get(SITE, "")):
        return f"{words} ({relative(DOCS / path)})"
    folder = posixpath.dirname(path) if path.endswith("index.md") else path.removesuffix(".md")
    address = f"{site.rstrip('/')}/{folder}/"
    return f"[{words}]({address}#{anchor})" if anchor else f"[{words}]({address})"


def _words(path: str, anchor: str) -> str:
    """Return what a page is called: step 01.4, A form; stage 02, blueprints."""
    step = next((each for each in all_steps() if each.path == DOCS / path), None)
    if step is None:
        kind, _, words = heading(read_page(DOCS / path)).partition(": ")
        return f"the exercise *{words}*" if kind == "Exercise" else f"{kind.lower()}, {words}"
    lines = step.text.split("\n")
    names = {name: lines[at - 1].lstrip("# ") for at, name in headings(step)[1:]}
    under = f", under *{names[anchor]}*" if anchor in names else ""
    return f"step {step.name}, {step.heading}{under}"
