"""Small tasks on the pages of steps: one sentence, a check, and ways that pass it."""

import re
from dataclasses import dataclass
from functools import cached_property

from workbook.core.errors import ChapterError, Unknown
from workbook.course.blocks import OTHER
from workbook.course.chapters import Step, all_steps
from workbook.course.fences import Fence, fences
from workbook.course.stages import Stage

CHECK = "check"  # the option of the block that holds a check, with the name of the task
NAME = re.compile(r"(\d{2})\.([a-z][a-z0-9-]*)")
TITLE = re.compile(r'!!! write "(?:Write it yourself: )?(?P<title>.+)"')
HEADER = '"""{}: {}"""\n\nfrom kit import {}\n\n\n'
WORDS = "Browser, Copy, Database, Page, Suite, need, need_equal, password, read_text"


@dataclass(frozen=True)
class Task:
    """Something that a learner writes alone, in the middle of a step."""

    step: Step
    blocks: tuple[Fence, ...]  # all that stand in its note

    @property
    def stage(self) -> Stage:
        """The stage of its chapter."""
        return self.step.stage

    @cached_property
    def check(self) -> Fence:
        """The block of its check.

        Raises:
            ChapterError: if there is none, or more than one.
        """
        found = [block for block in self.blocks if CHECK in block.options]
        if len(found) != 1:
            raise self.blocks[0].error(
                f"what learners write here has {len(found)} checks, and needs one",
                mend=f'add a block: ```python check="{self.stage.number}.some-words"',
            )
        return found[0]

    @property
    def name(self) -> str:
        """What it is called: 02.delete.

        Raises:
            ChapterError: if it is not called so.
        """
        name = self.check.options[CHECK]
        match = NAME.fullmatch(name)
        if not match or match[1] != self.stage.number:
            raise self.check.error(
                f"{name!r} is no name of a task",
                mend=f"call it {self.stage.number}.some-words",
            )
        return name

    @property
    def title(self) -> str:
        """What its note is headed with."""
        line = self.step.text.splitlines()[self.check.task - 1].strip()
        match = TITLE.fullmatch(line)
        if not match:
            raise ChapterError(self.step.page, self.check.task, "this task has no title")
        return match["title"][:1].upper() + match["title"][1:]

    @property
    def source(self) -> str:
        """Its check, as a module."""
        return HEADER.format(self.name, self.title, WORDS) + self.check.text

    @property
    def way(self) -> list[Fence]:
        """The blocks of the way that the chapter goes."""
        return [each for each in self.blocks if each.title and OTHER not in each.options]

    @property
    def other(self) -> list[Fence]:
        """The blocks of another way."""
        return [each for each in self.blocks if each.title and OTHER in each.options]


def tasks_of(step: Step) -> list[Task]:
    """Return what learners write alone in a step.

    Args:
        step: the step.
    """
    notes: dict[int, list[Fence]] = {}
    for fence in fences(step.page, step.text):
        if fence.task:
            notes.setdefault(fence.task, []).append(fence)
    return [Task(step, tuple(blocks)) for blocks in notes.values()]


def tasks() -> list[Task]:
    """Return all that learners write alone, in the order in which they meet it."""
    return [task for step in all_steps() for task in tasks_of(step)]


def find_task(word: str) -> Task:
    """Return the task that somebody calls ``02.delete`` or ``2.delete``.

    Args:
        word: what they typed.

    Raises:
        Unknown: if there is none of that name.
    """
    for task in tasks():
        if word in (task.name, task.name.lstrip("0")):
            return task
    raise Unknown(f"No step asks you to write {word!r}.")
