"""The questions of a chapter with their answers, on one page."""

from collections.abc import Iterator

from workbook.course.chapters import Step, steps
from workbook.course.stages import Stage
from workbook.site.teaching.lessons import (
    QUESTION,
    anchor,
    link_to,
    notes,
)
from workbook.site.teaching.links import moved

TEXT = """# Stage {number}: the questions, with answers

Each step ends with a question, and learners find its answer folded below it. Here both stand open.
Ask before they unfold it, let two neighbours agree on an answer, and hear three of them.
"""


def questions(stage: Stage) -> str:
    """Return the page, in Markdown.

    Args:
        stage: the stage of the chapter.
    """
    page = f"teach/{stage.name}/questions.md"
    parts = [part for step in steps(stage) for part in _of_step(step, page)]
    return "\n".join([TEXT.format(number=stage.number), *parts])


def _of_step(step: Step, page: str) -> Iterator[str]:
    asked = notes(step, QUESTION)
    if asked:
        link = link_to(step)
        yield f"## {link} {{ #{anchor(step)} }}\n"
    for note in asked:
        yield moved(note.asks, step.below_docs, page) + "\n"
        answer = moved(note.answer, step.below_docs, page)
        yield '!!! success "An answer"\n'
        yield "\n".join(f"    {line}".rstrip() for line in answer.splitlines()) + "\n"
