"""Where a line of the built app comes from: the step, and the line of its page."""

from workbook.core.git import git
from workbook.course.chapters import Step
from workbook.history.blame import WrittenLine
from workbook.history.history import History


def origin(history: History, step: Step, name: str, number: int) -> tuple[Step, int]:
    """Return the step that wrote a line of a file, and the line of its page.

    Args:
        history: of the chapters.
        step: the one that has the file.
        name: the file.
        number: the line of the file, counted from 1.
    """
    lines = history.blame(step, name)
    if not lines:  # an empty file: nothing but its own beginning
        made_by = ("log", "-1", "--format=%H", history.commits[step], "--", name)
        commit = git(history.repo, *made_by).strip()
        first = next(each for each, made in history.commits.items() if made == commit)
        return first, _first_line(first, name)
    at = max(1, min(number, len(lines))) - 1
    line = lines[at]
    earlier = [each for each in lines[:at] if _same(each, line)]
    return line.step, _line_of(line.step, line.path, line.text, len(earlier))


def _same(one: WrittenLine, other: WrittenLine) -> bool:
    return (one.step, one.path, one.text) == (other.step, other.path, other.text)


def _line_of(step: Step, name: str, text: str, earlier: int) -> int:
    """Return the line of a page that writes a text into a file.

    Args:
        step: the page.
        name: the file.
        text: the line of the file.
        earlier: how many lines of the same text the page writes above it.
    """
    lines = written(step, name, text)
    return lines[min(earlier, len(lines) - 1)] if lines else _first_line(step, name)


def written(step: Step, name: str, text: str) -> list[int]:
    """Return the lines of a page that write a text into a file; none where a command writes it.

    Args:
        step: the page.
        name: the file.
        text: the line of the file.
    """
    return [
        fence.line + number
        for fence in step.blocks
        if fence.title == name
        for number, line in enumerate(fence.lines, start=1)
        if line == ("+" + text if fence.language == "diff" else text)
    ]


def _first_line(step: Step, name: str) -> int:
    """Return the line of the first block that writes a file, or else of the step's first block."""
    titled = [fence for fence in step.blocks if fence.title == name]
    return (titled or step.blocks)[0].line
