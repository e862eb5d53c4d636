"""Where a line of the built app comes from: the step, and the line of its page."""

from collections.abc import Iterator

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
    written = list(_blame(played, tag, name))
    if not written:  # an empty file: nothing but its own beginning
        commit = git(played.repo, "log", "-1", "--format=%H", tag, "--", name).strip()
        return steps[commit], _first_line(steps[commit], name)
    at = max(1, min(number, len(written))) - 1
    line = written[at]
    commit, first_name, text = line
    return steps[commit], _line_of(steps[commit], first_name, text, written[:at].count(line))


def _blame(played: Played, tag: str, name: str) -> Iterator[tuple[str, str, str]]:
    """Yield for each line of a file its commit, the name the file had there, and its text."""
    # A file that was moved is blamed on the step that wrote the line, under its first name.
    commit = first_name = ""
    for line in git(played.repo, "blame", "--line-porcelain", tag, "--", name).split("\n"):
        if line.startswith("\t"):
            yield commit, first_name, line[1:]
            commit = ""
        elif line.startswith("filename "):
            first_name = line.removeprefix("filename ")
        else:
            commit = commit or line.split(" ")[0]


def _line_of(step: Step, name: str, text: str, earlier: int) -> int:
    """Return the line of a page that writes a text into a file.

    Args:
        step: the page.
        name: the file.
        text: the line of the file.
        earlier: how many lines of the same text the page writes above it.
    """
    lines = [
        fence.line + number
        for fence in step.blocks
        if fence.title == name
        for number, line in enumerate(fence.lines, start=1)
        if line == ("+" + text if fence.language == "diff" else text)
    ]
    return lines[min(earlier, len(lines) - 1)] if lines else _first_line(step, name)


def _first_line(step: Step, name: str) -> int:
    """Return the line of the first block that writes a file, or else of the step's first block."""
    titled = [fence for fence in step.blocks if fence.title == name]
    return (titled or step.blocks)[0].line
