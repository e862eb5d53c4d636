"""A change on a page has the colours that its lines have in the whole file."""

from collections.abc import Iterator
from functools import cache

from workbook.course.apply_blocks import hunks
from workbook.course.chapters import Step, all_steps
from workbook.course.fences import fences
from workbook.history.history import history
from workbook.site.coloured import coloured

Seen = tuple[str, list[str], list[str]]  # the place of a hunk, and its colours here and there


@cache
def whole(path: str, blob: str) -> tuple[list[str], list[str]]:
    """Return the lines of a file, and each in its colours."""
    lines = history().content(blob).decode().split("\n")
    return lines, coloured(path, lines)


def seen(step: Step) -> Iterator[Seen]:
    """Yield the new side of each hunk of a step that stands in its file once when the step ends.

    Markdown is left out: what it shows is of other languages.
    """
    files = history().tree(step)
    for fence in fences(step.page, step.text):
        path = fence.title or ""
        if fence.language == "diff" and path in files and not path.endswith(".md"):
            lines, colours = whole(path, files[path])
            for hunk in hunks(fence):
                new, size = list(hunk.new), len(hunk.new)
                places = [at for at in range(len(lines)) if lines[at : at + size] == new]
                if len(places) == 1:
                    shown = coloured(path, new)
                    yield f"{step.page}:{fence.line}", shown, colours[places[0] :][:size]


def test_each_line_of_a_change_looks_as_it_does_in_its_file() -> None:
    every = [each for step in all_steps() for each in seen(step)]

    assert len(every) > 600
    assert [place for place, shown, expected in every if shown != expected] == []
