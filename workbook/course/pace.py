"""How long a step takes, counted from its page: what a learner reads, places, types and runs."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workbook.core.paths import relative
from workbook.course.blocks import commands
from workbook.course.chapters import Step, read_page
from workbook.course.fences import Fence, fences, lines_in
from workbook.course.front_matter import front_lines

# Of learners who followed the chapters to the letter: words read, lines typed, lines of given files
# read and blocks placed in a minute, and minutes for each command with what it says.
WORDS, LINES, GIVEN, BLOCKS, COMMAND = 150, 15, 60, 1, 0.5
ROUNDED_TO = 5  # minutes
TARGET = re.compile(r"\]\([^)]*\)")  # of a link: it is not read


@dataclass(frozen=True)
class Pace:
    """What is to be done on a page, and for how long."""

    words: int  # of running text
    blocks: int  # to be put into files
    typed: int  # new lines in them, and what is typed at Python's prompt
    commands: int
    given: int = 0  # lines of files that one command puts in their places

    @property
    def exact(self) -> float:
        """The minutes of somebody who has never done it."""
        reading, typing = self.words / WORDS + self.given / GIVEN, self.typed / LINES
        taking = COMMAND if self.given else 0
        return reading + typing + self.blocks / BLOCKS + self.commands * COMMAND + taking

    @property
    def minutes(self) -> int:
        """The minutes that a page promises, rounded up."""
        return math.ceil(self.exact / ROUNDED_TO) * ROUNDED_TO

    def __str__(self) -> str:
        """What a page says at its top."""
        given = f", {self.given} given" if self.given else ""
        return f"{self.minutes} minutes, {self.typed} lines to type{given}"


def pace(step: Step) -> Pace:
    """Count what a learner does in a step.

    Args:
        step: the step.

    Raises:
        ChapterError: for a block that cannot be read.
    """
    files = [block for block in step.blocks if block.title is not None and not block.given]
    run = [each for block in step.blocks if block.language == "console" for each in commands(block)]
    return Pace(
        words=sum(len(TARGET.sub("]", line).split()) for line in running_text(step)),
        blocks=len(files),
        typed=sum(new_lines(block) for block in files) + sum(len(each.typed) for each in run),
        commands=len(run),
        given=sum(len(block.lines) for block in step.blocks if block.given),
    )


def running_text(step: Step) -> Iterator[str]:
    """Yield the lines of a step's page that stand in no block.

    Args:
        step: the step.
    """
    yield from _outside_blocks(step.page, step.text)


def running_text_of(path: Path) -> str:
    """Return the lines of any page that stand in no block.

    Args:
        path: the page.
    """
    return "\n".join(_outside_blocks(relative(path), read_page(path)))


def _outside_blocks(page: str, text: str) -> Iterator[str]:
    in_blocks = lines_in(fences(page, text))
    first = front_lines(text) + 1
    for number, line in enumerate(text.splitlines()[first - 1 :], start=first):
        if number not in in_blocks:
            yield line


def new_lines(block: Fence) -> int:
    """Return how many lines of a block are new to the learner's files.

    Args:
        block: a block with a title.
    """
    if block.language != "diff":
        return len(block.lines)
    return sum(line.startswith("+") for line in block.lines)


def in_words(minutes: int) -> str:
    """Return a time as a person says it.

    Args:
        minutes: how long.
    """
    if minutes <= 90:
        return f"{minutes} minutes"
    hours, rest = divmod(minutes, 60)
    whole = "1 hour" if hours == 1 else f"{hours} hours"
    return f"{whole} and {rest} minutes" if rest else whole
