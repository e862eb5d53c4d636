"""What goes wrong in a chapter: errors in its steps, and wrong answers to its exercises."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from markdown.extensions.toc import slugify

from workbook.core.paths import DOCS
from workbook.course.chapters import Step, heading, read_page, steps
from workbook.course.exercises import Exercise, exercises, says
from workbook.course.fences import fences
from workbook.course.stages import Stage
from workbook.course.troubles import PAGE, PLACE, Trouble, troubles
from workbook.site.teaching.lessons import (
    anchor,
    link_to,
)
from workbook.site.teaching.links import moved

TEXT = """# Stage {number}: what goes wrong

The errors that learners meet after a step, each with a link to what mends it. Then, for each
exercise, wrong answers that look right to who writes them, with what the check says. Each error and
each answer has been made, and each is made again when anything of it changes.
"""


def mistakes(stage: Stage) -> str:
    """Return the page, in Markdown.

    Args:
        stage: the stage of the chapter.
    """
    page = f"teach/{stage.name}/mistakes.md"
    parts = [part for step in steps(stage) for part in _of_step(step, page)]
    parts += [part for each in exercises() if each.stage == stage for part in _of_exercise(each)]
    return "\n".join([TEXT.format(number=stage.number), *parts])


def troubles_after(step: Step) -> list[Trouble]:
    """Return the errors that learners meet after a step.

    Args:
        step: any step.
    """
    return [each for each in _every() if each.step == step]


@cache
def _every() -> list[Trouble]:
    return troubles()


def _of_step(step: Step, page: str) -> Iterator[str]:
    met = troubles_after(step)
    if met:
        link = link_to(step)
        yield f"## After step {link} {{ #{anchor(step)} }}\n"
    for trouble in met:
        place = f"../../troubleshooting.md#{slugify(trouble.title, '-')}"
        yield f"**[`{trouble.title}`]({place})** {_why(trouble, page)}\n"


def _why(trouble: Trouble, page: str) -> str:
    """Return the first words that Troubleshooting has for an error, behind where it is met."""
    below = "\n".join(read_page(PAGE).splitlines()[trouble.line :])
    words = [each for each in below.split("\n\n") if each.strip() and not PLACE.match(each.strip())]
    # What leads to a block that is not taken along is not taken either.
    first = re.sub(r"\s+[^.?!]*:$", "", words[0].strip())
    return moved(first, PAGE.relative_to(DOCS).as_posix(), page)


def _of_exercise(exercise: Exercise) -> Iterator[str]:
    yield f"## Exercise [{exercise.name}](../../exercises/{exercise.page.name})\n"
    for path in exercise.answers("wrong"):
        title = heading(read_page(path)).removeprefix("Wrong: ")
        yield f"**{title[:1].upper()}{title[1:]}.** {_first_words(path)}\n".replace(" \n", "\n")
        yield f"```text\n{says(path).text}```\n"


def _first_words(path: Path) -> str:
    """Return what a wrong answer says of itself, above its first block."""
    text = read_page(path)
    first = next(fences(path.name, text)).line
    return " ".join("\n".join(text.splitlines()[1 : first - 1]).split())
