"""The plan of each sitting: what is done when, what is new in it, and what to ask."""

from collections.abc import Iterator
from functools import cache

from workbook.course.chapters import Step, all_steps
from workbook.course.exercises import exercises
from workbook.course.pace import in_words, pace
from workbook.course.stages import Stage
from workbook.course.written import tasks_of
from workbook.site.tables import table
from workbook.site.teaching.hours import Hour, hours
from workbook.site.teaching.lessons import (
    QUESTION,
    anchor,
    link_to,
    new_ideas,
    notes,
)
from workbook.site.teaching.links import moved
from workbook.site.teaching.mistakes import troubles_after

TEXT = """# Stage {number}: a plan for each sitting

A sitting is at most an hour of the chapter. Its minutes are counted from the pages, for somebody
who follows alone, and so is the clock, which says when each step begins. With a class, take half as
much again: 90 minutes for a sitting of 60.

For the whole chapter: [the questions, with answers](questions.md),
[a handout for each step](handouts.md), [what goes wrong](mistakes.md) and
[the chapter itself](../../{stage}/index.md).

In slides, the arrow keys lead on and back, Esc shows all of them, and S opens a window with what to
say. To print them, put `?print-pdf` behind their address.
"""
HEADS = ("From", "Step", "Minutes", "New in it", "They write alone")


def plan(stage: Stage) -> str:
    """Return the page of a chapter's plans, in Markdown.

    Args:
        stage: its stage.
    """
    page = f"teach/{stage.name}/plan.md"
    parts = [TEXT.format(number=stage.number, stage=stage.name)]
    parts += [_sitting(hour, page) for hour in hours(stage)]
    return "\n".join([*parts, *_afterwards(stage)])


def _sitting(hour: Hour, page: str) -> str:
    parts = [
        f"## Sitting {hour.number}: {hour.ends_with}",
        f"*{in_words(hour.minutes)}* · [Slides](slides-{hour.number}.html)",
        table(HEADS, list(_rows(hour, page))),
        "\n".join(_besides(hour, page)),
    ]
    return "\n\n".join(parts) + "\n"


def _rows(hour: Hour, page: str) -> Iterator[list[str]]:
    passed = 0
    for step in hour.steps:
        minutes = pace(step).minutes
        new = _in_one_line(moved(new_ideas(step), step.below_docs, page))
        alone = ", ".join(f"`{task.name}`" for task in tasks_of(step))
        link = link_to(step)
        yield [f"{passed // 60}:{passed % 60:02}", link, str(minutes), new, alone or "–"]
        passed += minutes


def _besides(hour: Hour, page: str) -> Iterator[str]:
    """Yield what a teacher needs to know of a sitting beside its steps, an item of a list each."""
    if before := _before(hour.steps[0]):
        yield f"- Who comes without it begins with `nox -s start -- {before} DIR`."
    for step in hour.steps:
        for note in notes(step, QUESTION):
            asked = _in_one_line(moved(note.asks, step.below_docs, page))
            yield f"- In step {step.number}, ask: {asked} [An answer](questions.md#{anchor(step)})"
        if words := ", ".join(f"`{each.title}`" for each in troubles_after(step)):
            mended = f"[What mends it](mistakes.md#{anchor(step)})"
            yield f"- In step {step.number}, expect {words}. {mended}"
    yield f"- Ask at the end: {hour.asks}"


def _before(step: Step) -> str:
    """Return what somebody has who has done all before a step; nothing before the first one."""
    every = _every()
    at = every.index(step)
    if not at:
        return ""
    return every[at - 1].stage.number if step.number == 1 else every[at - 1].name


@cache
def _every() -> list[Step]:
    return all_steps()


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def _afterwards(stage: Stage) -> Iterator[str]:
    """Yield what a class does when the chapter is done."""
    of = [each for each in exercises() if each.stage == stage]
    if of:
        yield "## Afterwards\n\nThe exercises of the chapter, each with a check:\n"
        for each in of:
            yield f"- [{each.title}](../../exercises/{each.page.name}): `{each.name}`"
        yield ""
