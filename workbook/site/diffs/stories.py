"""The story of a file: where the chapter brings it, and a sentence of that place."""

import re
from dataclasses import dataclass
from functools import cache

from workbook.course.anchors import headings
from workbook.course.chapters import Step
from workbook.course.fences import Fence, fences, lines_in
from workbook.course.reasons import reason
from workbook.site.diffs.sentences import repeats, stands_alone

NOTE = re.compile(r'\s*\?\?\?\+? given "(?:`[^`]+`: )?(?P<says>.+)"')
# What begins a line that is no paragraph, or one that tells nothing of the code.
OTHER = re.compile(
    r"[#|<>\s-]|!!!|\?\?\?|===|\d+\.|\*\d+ minutes|\*\*New here|\*\*What you should see"
)
SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z`*\[\"])")
LINK = re.compile(r"\[([^]]*)\]\([^)]*\)")
SHORT = 45  # characters; fewer are a way to the block, and no story


@dataclass(frozen=True)
class Story:
    """The line of a step's page that leads to a file, and a sentence of it in Markdown."""

    step: Step
    line: int
    says: str  # without links; blank if none stands by itself, or the step's reason says it


def story(step: Step, block: Fence | None) -> Story:
    """Return what a step says of a file.

    Args:
        step: the step under whose heading the file stands.
        block: the one that brings the file; none: a command does, which does not name it.
    """
    line, says = _place(step, block) if block else (headings(step)[0][0], "")
    helps = stands_alone(says) and not repeats(says, reason(step))
    return Story(step, line, says if helps else "")


def _place(step: Step, block: Fence) -> tuple[int, str]:
    """Return the line that leads to a block, and the first sentence there."""
    if block.given and (noted := _given(step, block)):
        return noted
    line, text = _introduction(step, block) or (block.line, "")
    first = SENTENCE.split(text)[0]
    return line, f"{first[:-1]}." if first.endswith(":") else first


def _given(step: Step, block: Fence) -> tuple[int, str] | None:
    """Return the words of the note around a given block."""
    lines = step.text.split("\n")
    for at in range(block.line - 1, 0, -1):
        if noted := NOTE.fullmatch(lines[at - 1]):
            return at, f"{noted['says'][:1].upper()}{noted['says'][1:]}."
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
    shown = lines_in(fences(step.page, step.text))
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
