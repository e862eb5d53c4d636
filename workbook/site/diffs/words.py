"""Words of the chapters as HTML: a sentence, and a link to a step with the heading it leads to."""

import re
from html import escape

from markdown import Markdown

from workbook.course.anchors import headings
from workbook.course.chapters import Step
from workbook.site.addresses import address

ANY_PAGE = "diffs/01-02/index.md"  # they all stand at the same depth
READER = Markdown()  # one for all: to make it takes longest
MARKS = re.compile(r"^#+\s+|[`*]|\s*\{[^}]*\}$")


def sentence(text: str) -> str:
    """Return a sentence as HTML.

    Args:
        text: in Markdown, and nothing but one paragraph.
    """
    html = str(READER.reset().convert(text))
    return html.removeprefix("<p>").removesuffix("</p>")


def link_to(step: Step, target: str) -> str:
    """Return a link to a step as HTML, in its own words and those of the heading it leads to.

    Args:
        step: the step.
        target: its page below docs/, with the anchor of a heading.
    """
    words = [f"{step.name} {step.heading}"]
    if (under := _heading(step, target.partition("#")[2])) != step.heading:
        words.append(under)
    return f'<a href="{address(ANY_PAGE, target)}">{escape(" · ".join(filter(None, words)))}</a>'


def _heading(step: Step, anchor: str) -> str:
    lines = step.text.split("\n")
    found = (lines[line - 1] for line, each in headings(step) if each == anchor)
    return MARKS.sub("", next(found, ""))
