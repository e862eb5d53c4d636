"""Where a line of the built app comes from: the step, and the line of its page."""

from workbook.blame import Blamed, blame
from workbook.chapters import Step
from workbook.git import git
from workbook.played import Played


def origin(played: Played, tag: str, name: str, number: int) -> tuple[Step, int]:
    """Return the step that wrote a line of a file, and the line of its page.

    Args:
        played: what a replay did.
        tag: the stage that has the file.
        name: the file.
        number: the line of the file, counted from 1.
    """
    steps = {commit: step for step, commit in played.commits}
    written = list(blame(played.repo, tag, name))
    if not written:  # an empty file: nothing but its own beginning
        commit = git(played.repo, "log", "-1", "--format=%H", tag, "--", name).strip()
        return steps[commit], _first_line(steps[commit], name)
    at = max(1, min(number, len(written))) - 1
    line = written[at]
    earlier = [each for each in written[:at] if _same(each, line)]
    return steps[line.commit], _line_of(steps[line.commit], line.path, line.text, len(earlier))


def _same(one: Blamed, other: Blamed) -> bool:
    return (one.commit, one.path, one.text) == (other.commit, other.path, other.text)


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
