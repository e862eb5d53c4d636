"""The story of a file: the words of the chapter that bring it."""

import re
from dataclasses import dataclass
from functools import cache

from workbook.course.anchors import headings
from workbook.course.chapters import Step
from workbook.course.fences import Fence, fences

GIVEN = re.compile(r'\s*\?\?\?\+? given "(?:`[^`]+`: )?(?P<says>.+)"')
# What begins a line that is no paragraph, or one that tells nothing of the code.
OTHER = re.compile(
    r"[#|<>\s-]|!!!|\?\?\?|===|\d+\.|\*\d+ minutes|\*\*New here|\*\*What you should see"
)
SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z`*\[\"])")
LINK = re.compile(r"\[([^]]*)\]\([^)]*\)")
SHORT = 45  # characters; fewer are a way to the block, and no story
LONG = 240  # of two sentences; then the last one is enough


@dataclass(frozen=True)
class Story:
    """A sentence or two of a step's page, in Markdown without links, and the line they are at."""

    step: Step
    line: int
    says: str


def story(step: Step, block: Fence | None) -> Story:
    """Return what a step says of a file.

    Args:
        step: the step.
        block: the one that brings the file; none: a command does, which does not name it.
    """
    if block and block.given and (said := _given(step, block)):
        return said
    told = _introduction(step, block) if block else None
    line, text = told or next(iter(_paragraphs(step)), (1, step.heading))
    return Story(step, line, _end(text))


def _given(step: Step, block: Fence) -> Story | None:
    """Return the words of the note around a given block."""
    lines = step.text.split("\n")
    for at in range(block.line - 1, 0, -1):
        if noted := GIVEN.fullmatch(lines[at - 1]):
            return Story(step, at, f"{noted['says'][:1].upper()}{noted['says'][1:]}.")
    return None


def _introduction(step: Step, block: Fence) -> tuple[int, str] | None:
    """Return the paragraph that leads to a block, if there is one that is not about the last."""
    heading = max((line for line, _ in headings(step) if line <= block.line), default=0)
    before = [each for each in _paragraphs(step) if heading < each[0] < block.line]
    if not before or len(before[-1][1]) < SHORT:
        return None
    line, text = before[-1]
    is_first = not any(heading < other.line < line for other in step.blocks)
    return (line, text) if text.endswith(":") or is_first else None


@cache
def _paragraphs(step: Step) -> list[tuple[int, str]]:
    """Return each paragraph of a page with its line."""
    shown = {
        number
        for fence in fences(step.page, step.text)
        for number in range(fence.line, fence.line + len(fence.lines) + 2)
    }
    found: dict[int, list[str]] = {}
    start = 0  # of the lines that belong together
    for number, line in enumerate(step.text.split("\n"), start=1):
        if not line or number in shown:
            start = 0
        else:
            start = start or number
            found.setdefault(start, []).append(line)
    texts = {at: " ".join(lines) for at, lines in found.items() if not OTHER.match(lines[0])}
    return [(at, LINK.sub(r"\1", text)) for at, text in texts.items()]


def _end(text: str) -> str:
    """Return the last sentence of a paragraph, with the one before it if they are short."""
    sentences = SENTENCE.split(text)
    last = " ".join(sentences[-2:])
    says = last if len(last) <= LONG else sentences[-1]
    return f"{says[:-1]}." if says.endswith(":") else says
