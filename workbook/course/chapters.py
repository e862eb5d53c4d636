"""Chapters: the pages that build a stage, as steps of blocks that can be played."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from workbook.core.errors import ChapterError, Unknown, WorkbookError
from workbook.core.paths import DOCS, relative
from workbook.course.blocks import is_played
from workbook.course.fences import Fence, fences
from workbook.course.stages import Stage, find_stage, stages

STEP_PAGE = re.compile(r"^(\d+)-[a-z0-9-]+\.md$")


@dataclass(frozen=True)
class Step:
    """One page of a chapter: what the learner does up to the next commit."""

    stage: Stage
    number: int
    path: Path

    @property
    def name(self) -> str:
        """What people call it: 02.4."""
        return f"{self.stage.number}.{self.number}"

    @property
    def page(self) -> str:
        """The page that holds it, relative to the repo."""
        return relative(self.path)

    @property
    def below_docs(self) -> str:
        """The page that holds it, below docs/, as links name it."""
        return self.path.relative_to(DOCS).as_posix()

    @cached_property
    def text(self) -> str:
        """The page's Markdown."""
        return read_page(self.path)

    @property
    def heading(self) -> str:
        """The page's title."""
        return heading(self.text)

    @cached_property
    def blocks(self) -> tuple[Fence, ...]:
        """The blocks that replay plays, in order.

        Raises:
            ChapterError: for a block that is neither played nor plainly there to be read.
        """
        return tuple(fence for fence in fences(self.page, self.text) if is_played(fence))


def heading(text: str) -> str:
    """Return the title of a page.

    Args:
        text: the page's Markdown.
    """
    return next((line[2:] for line in text.splitlines() if line.startswith("# ")), "")


def read_page(path: Path) -> str:
    """Return the text of a page.

    Args:
        path: the page.

    Raises:
        ChapterError: if it is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ChapterError(
            relative(path), line, "this page is not UTF-8 text", mend="save it as UTF-8"
        ) from None


def steps(stage: Stage) -> list[Step]:
    """Return the steps of a stage's chapter in order.

    Args:
        stage: the stage.

    Raises:
        ChapterError: if the steps are not numbered 1, 2, 3 ..., or a page that is no step has
            blocks that would be played.
        WorkbookError: if there is no step.
    """
    found: list[Step] = []
    for path in sorted(stage.chapter.glob("*.md")):
        if match := STEP_PAGE.match(path.name):
            found.append(Step(stage, int(match[1]), path))
        else:
            _require_nothing_played(path)
    if not found:
        raise WorkbookError(
            f"{relative(stage.chapter)} has no step. Write 1-some-words.md, or remove the folder."
        )
    found.sort(key=lambda step: step.number)
    for number, step in enumerate(found, start=1):
        _require_number(step, number)
    return found


def _require_nothing_played(path: Path) -> None:
    for fence in fences(relative(path), read_page(path)):
        if is_played(fence):
            raise fence.error(
                "this page is no step, so nobody plays this block",
                mend="name the page like a step (6-some-words.md), or move the block into one",
            )


def _require_number(step: Step, expected: int) -> None:
    if step.number < expected:
        raise ChapterError(step.page, 1, f"another page is step {step.number} as well")
    if step.number > expected:
        raise ChapterError(step.page, 1, f"step {expected} is missing before this one")


def all_steps() -> list[Step]:
    """Return the steps of all chapters in the order in which they are played."""
    return [step for stage in stages() for step in steps(stage)]


def find_step(word: str) -> Step:
    """Return the step that somebody calls ``02.4`` or ``2.4``.

    Args:
        word: what they typed.

    Raises:
        Unknown: if there is none of that name.
    """
    every = all_steps()
    for step in every:
        if word in (step.name, step.name.lstrip("0")):
            return step
    raise Unknown(f"There is no step {word!r}. The steps are {every[0].name} to {every[-1].name}.")


def find_point(word: str) -> Step:
    """Return the step that somebody names by itself, or by its stage, which means its last one.

    Args:
        word: ``02.4`` or ``2.4``; ``02``, ``2`` or ``02-blueprints``.

    Raises:
        Unknown: if there is none of that name.
    """
    return find_step(word) if "." in word else steps(find_stage(word))[-1]


def following(step: Step) -> Step | None:
    """Return the step after one, of the next stage perhaps; none after the last.

    Args:
        step: any step.
    """
    every = all_steps()
    return next(iter(every[every.index(step) + 1 :]), None)


def next_page(step: Step) -> str:
    """Return the page to read on at after a step, in words; nothing after the last one.

    Args:
        step: what has been done.
    """
    after = following(step)
    if after is None:
        return ""
    if after.stage != step.stage:
        return f"stage {after.stage.number}, {relative(after.stage.chapter / 'index.md')}"
    return page_of(after)


def page_of(step: Step) -> str:
    """Return a step and its page, in words.

    Args:
        step: any step.
    """
    return f"step {step.name}, {step.heading}: {step.page}"
