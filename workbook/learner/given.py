"""Put the files that a step gives into a learner's folder."""

from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from workbook.core.errors import ChapterError, WorkbookError
from workbook.course.apply_blocks import write_new
from workbook.course.chapters import Step
from workbook.course.fences import Fence


class Outcome(Enum):
    """What became of a file."""

    TAKEN = "taken"
    SAME = "the same already"
    OTHER = "left alone"


def take(step: Step, folder: Path) -> Iterator[tuple[Fence, Outcome]]:
    """Write the files that a step gives, and none over a file that is there.

    Args:
        step: the step.
        folder: the learner's.

    Yields:
        Each given block, and what became of its file.

    Raises:
        WorkbookError: if the step gives none, or one of them cannot be written.
    """
    given = [block for block in step.blocks if block.given]
    if not given:
        raise WorkbookError(f"Step {step.name} gives no files: what it has, you type. {step.page}")
    for block in given:
        yield block, _take(block, folder)


def _take(block: Fence, folder: Path) -> Outcome:
    path = folder / str(block.title)
    if path.is_file():
        theirs = path.read_bytes().replace(b"\r\n", b"\n")  # as an editor on Windows ends lines
        return Outcome.SAME if theirs == block.text.encode() else Outcome.OTHER
    try:
        write_new(block, folder)
    except ChapterError as error:
        raise WorkbookError(str(error)) from None
    except OSError as error:
        raise WorkbookError(f"{path} cannot be written: {error.strerror}.") from None
    return Outcome.TAKEN
