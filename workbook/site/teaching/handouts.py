"""A sheet for each step, to be printed: what to do in it, and what to find out, without answers."""

from collections.abc import Iterator

from workbook.course.blocks import commands
from workbook.course.chapters import Step, steps
from workbook.course.fences import Fence
from workbook.course.pace import pace
from workbook.course.stages import Stage
from workbook.course.written import tasks_of
from workbook.site.teaching.lessons import (
    GIVEN,
    QUESTION,
    SEEN,
    WRITE,
    Note,
    Section,
    Words,
    anchor,
    new_ideas,
    notes,
    page_of_step,
    promise,
    sections,
)
from workbook.site.teaching.links import moved, without_links

TEXT = """# Stage {number}: a handout for each step

Print this page, and each step begins a sheet of its own: what is done in it, in order, with a box
to tick; the commands to type; what to write alone; and the question at the end, with room for an
answer. No answer stands on it.
"""
ROOM = '<p class="room"></p>'


def handouts(stage: Stage) -> str:
    """Return the page, in Markdown.

    Args:
        stage: the stage of the chapter.
    """
    page = f"teach/{stage.name}/handouts.md"
    parts = [part for step in steps(stage) for part in _sheet(step, page)]
    return "\n\n".join([TEXT.format(number=stage.number), *parts]) + "\n"


def _sheet(step: Step, page: str) -> Iterator[str]:
    link = f"[{step.name} {step.heading}](../../{page_of_step(step)})"
    yield f"## {link} {{ #{anchor(step)} .sheet }}"
    yield f"*{pace(step)}* · New: {without_links(new_ideas(step))}"
    yield moved(promise(step), page_of_step(step), page)
    yield "\n".join(_boxes(step))
    for note, task in zip(notes(step, WRITE), tasks_of(step), strict=True):
        yield f"**Write it yourself: {task.title}.** {moved(note.asks, page_of_step(step), page)}"
    for note in notes(step, QUESTION):
        yield f"**Before you read on.** {moved(note.asks, page_of_step(step), page)}"
        yield ROOM


def _boxes(step: Step) -> Iterator[str]:
    """Yield a box to tick for each heading of a step, with what is done under it."""
    for section in sections(step):
        if done := list(_done(section)):
            yield f"- ☐ **{section.heading or 'First'}**: {'; '.join(done)}"
            for part in section.parts:
                if isinstance(part, Words) and part.text.startswith(SEEN):
                    seen = " ".join(without_links(part.text.removeprefix(SEEN)).split())
                    yield f"    - You should see: {seen}"


def _done(section: Section) -> Iterator[str]:
    """Yield what is done under a heading: files that are changed, commands that are run."""
    blocks = [part for part in section.parts if isinstance(part, Fence)]
    given = [part for part in section.parts if isinstance(part, Note) and part.kind == GIVEN]
    files = [block.title for block in blocks if block.title]
    yield from (f"`{title}`" for title in dict.fromkeys(files))
    yield from (f"take `{block.title}`" for note in given for block in note.blocks)
    run = [each.text for block in blocks if block.language == "console" for each in commands(block)]
    yield from (f"`$ {words}`" for words in dict.fromkeys(run) if not words.startswith("git "))
