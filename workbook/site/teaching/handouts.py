"""A sheet for each step, to be printed: what to do in it, and what to find out, without answers."""

import posixpath
from collections.abc import Iterator
from itertools import groupby
from math import ceil
from textwrap import indent

from workbook.course.blocks import GOES_ON, PROMPT, commands
from workbook.course.chapters import Step
from workbook.course.fences import GIVEN, WRITE, Fence
from workbook.course.pace import pace
from workbook.course.pace_rules import PREPARES
from workbook.course.stages import Stage
from workbook.course.written import tasks_of
from workbook.site.teaching.hours import Hour, hours
from workbook.site.teaching.lessons import (
    QUESTION,
    SEEN,
    Note,
    Part,
    Picture,
    Section,
    Words,
    anchor,
    new_ideas,
    notes,
    promise,
    sections,
)
from workbook.site.teaching.links import moved, target_from, without_links

TEXT = """# Stage {number}: a handout for each step{part}

Print this page, and each step begins a sheet of its own: what is done in it, in order, with a box
to tick; the files to write, whose lines stand in the chapter; the commands to type, as they are on
macOS and Linux; what to write alone; and the question at the end, with room for an answer. No
answer stands on it.
"""
FILES, COMMANDS, PICTURE = "files", "commands", "picture"
FENCE, INSIDE = "```", "    "
ROOM = '<p class="room"></p>'
MOST = 40  # steps on a page; with more it would be too heavy


def handouts(stage: Stage) -> dict[str, str]:
    """Return the pages, in Markdown, by their paths in docs/: one, or a few for a long chapter.

    Args:
        stage: the stage of the chapter.
    """
    parts = _parted(hours(stage))
    names = ["handouts", *(f"handouts-{at}" for at in range(2, len(parts) + 1))]
    pages = {f"teach/{stage.name}/{name}.md": part for name, part in zip(names, parts, strict=True)}
    return {path: _page(stage, path, pages) for path in pages}


def _parted(every: list[Hour]) -> list[list[Hour]]:
    """Return the sittings of a chapter as they are parted into pages of about as many steps."""
    whole, done = sum(len(hour.steps) for hour in every), 0
    pages: list[list[Hour]] = [[] for _ in range(ceil(whole / MOST))]
    for hour in every:
        pages[done * len(pages) // whole].append(hour)
        done += len(hour.steps)
    return pages


def _page(stage: Stage, path: str, pages: dict[str, list[Hour]]) -> str:
    sheets = [part for hour in pages[path] for step in hour.steps for part in _sheet(step, path)]
    others = [
        f"[{_sittings(part)}]({posixpath.basename(to)})" for to, part in pages.items() if to != path
    ]
    head = TEXT.format(number=stage.number, part=f", {_sittings(pages[path])}" if others else "")
    ways = [f"The other sheets of this chapter: {', '.join(others)}."] if others else []
    return "\n\n".join([head, *ways, *sheets]) + "\n"


def _sittings(page: list[Hour]) -> str:
    return f"sittings {page[0].number} to {page[-1].number}"


def _sheet(step: Step, page: str) -> Iterator[str]:
    link = f"[{step.name} {step.heading}](../../{step.below_docs})"
    yield f"## {link} {{ #{anchor(step)} .sheet }}"
    yield f"*{pace(step)}* · New: {without_links(new_ideas(step))}"
    yield moved(promise(step), step.below_docs, page)
    boxes = "\n".join(_boxes(step, page))
    yield f'<div class="boxes" markdown>\n\n{boxes}\n</div>'
    for note, task in zip(notes(step, WRITE), tasks_of(step), strict=True):
        yield f"**Write it yourself: {task.title}.** {moved(note.asks, step.below_docs, page)}"
    for note in notes(step, QUESTION):
        yield f"**Before you read on.** {moved(note.asks, step.below_docs, page)}"
        yield ROOM


def _boxes(step: Step, page: str) -> Iterator[str]:
    """Yield a box to tick for each heading of a step, with what is done under it, in order."""
    for section in sections(step):
        done = [
            each for run in groupby(_kept(section), key=_kind) for each in _told(*run, step, page)
        ]
        if done:
            begun = "" if done[0].startswith(FENCE) else f": {done.pop(0)}"
            text = "\n\n".join([f"☐ **{section.heading or 'First'}**{begun}", *done])
            yield f"- {indent(text, INSIDE).strip()}\n"


def _kept(section: Section) -> Iterator[Part]:
    """Yield what is done under a heading, what is seen then, and the pictures of it."""
    kinds = [_kind(part) for part in section.parts]
    for kind, before, part in zip(kinds, ["", *kinds], section.parts, strict=False):
        if kind and (kind != PICTURE or before == SEEN):
            yield part


def _kind(part: Part) -> str:
    """Return what a sheet says of a part of a page; nothing if it leaves it out."""
    if isinstance(part, Fence):
        return FILES if part.title else COMMANDS if list(_typed(part)) else ""
    if isinstance(part, Note):
        return FILES if part.kind == GIVEN else ""
    if isinstance(part, Words):
        return SEEN if part.text.startswith(SEEN) else ""
    return PICTURE


def _told(kind: str, parts: Iterator[Part], step: Step, page: str) -> Iterator[str]:
    """Yield in Markdown what a sheet says of parts of one kind that follow each other."""
    run = list(parts)
    blocks = [part for part in run if isinstance(part, Fence)]
    if kind == FILES:
        yield "; ".join(dict.fromkeys(name for part in run for name in _files(part)))
    elif kind == COMMANDS:
        yield "\n".join(
            [f"{FENCE}text", *(line for each in blocks for line in _typed(each)), FENCE]
        )
    for part in run:
        if isinstance(part, Words):
            seen = without_links(part.text.removeprefix(SEEN))
            yield f"You should see: {' '.join(seen.split())}"
        elif isinstance(part, Picture):
            file = target_from(part.file, step.below_docs, page)
            dark = file.replace("-light.", "-dark.")
            yield f"![{part.words}]({file}#only-light)\n![{part.words}]({dark}#only-dark)"


def _files(part: Part) -> Iterator[str]:
    if isinstance(part, Fence):
        yield f"`{part.title}`"
    elif isinstance(part, Note):
        yield from (f"take `{block.title}`" for block in part.blocks)


def _typed(block: Fence) -> Iterator[str]:
    """Yield what is typed of a block: commands, and what stands at the prompts of Python."""
    if block.language == "text" and all(PREPARES.match(f"{line} ") for line in block.lines):
        yield from (f"$ {line}" for line in block.lines)  # a page shows them, and none plays them
    for each in commands(block) if block.language == "console" else ():
        yield f"$ {each.text}"
        for line in each.typed:
            yield f"{PROMPT}{line}" if f"{PROMPT}{line}" in each.output else f"{GOES_ON} {line}"
