"""Chapters: the pages that build a stage, as steps of blocks that can be played."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from workbook.errors import ChapterError, WorkbookError
from workbook.fences import Fence, fences
from workbook.paths import relative
from workbook.stages import Stage, stages

STEP_PAGE = re.compile(r"^(\d+)-[a-z0-9-]+\.md$")
PLAYED_TABS = ("macOS / Linux",)
READ_TABS = ("Windows",)
OPTIONS = {"console": {"exit", "terminal"}}
FILE_TITLE = re.compile(r"^(?!/)(?!.*(?:^|/)\.\.?(?:/|$))(?!\.git/)[\w.@/-]+$")


@dataclass(frozen=True)
class Command:
    """One line that a learner types, and what the page shows under it."""

    text: str
    at: int  # its line within the block, counted from 1
    output: tuple[str, ...]


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

    @cached_property
    def text(self) -> str:
        """The page's Markdown."""
        return read_page(self.path)

    @property
    def heading(self) -> str:
        """The page's title."""
        return next((line[2:] for line in self.text.splitlines() if line.startswith("# ")), "")

    @cached_property
    def blocks(self) -> tuple[Fence, ...]:
        """The blocks that replay plays, in order.

        Raises:
            ChapterError: for a block that is neither played nor plainly there to be read.
        """
        return tuple(fence for fence in fences(self.page, self.text) if is_played(fence))


def read_page(path: Path) -> str:
    """Return the text of a page.

    Raises:
        ChapterError: if it is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ChapterError(relative(path), line, "this page is not UTF-8 text") from None


def is_played(fence: Fence) -> bool:
    """Tell whether replay plays a block; what is not played is only shown.

    Raises:
        ChapterError: for an unknown option, tab or title.
    """
    known = {"title"} if fence.title is not None else OPTIONS.get(fence.language, set())
    for option in fence.options:
        if option not in known:
            raise fence.error(f"a {fence.language or 'plain'} block has no option {option!r}")
    playable = fence.title is not None or fence.language == "console"
    if not playable or fence.tab in READ_TABS:
        return False
    if fence.tab and fence.tab not in PLAYED_TABS:
        labels = ", ".join(PLAYED_TABS + READ_TABS)
        raise fence.error(f"no tab is called {fence.tab!r}; a block may stand in: {labels}")
    if fence.title is not None and (fence.language == "console" or not is_path(fence.title)):
        raise fence.error(f"a title names the file that a block writes, and {fence.title!r} is none")
    return True


def is_path(title: str) -> bool:
    """Tell whether a title can be a file inside the learner's folder."""
    return FILE_TITLE.match(title) is not None and not title.endswith("/")


def commands(fence: Fence) -> Iterator[Command]:
    """Yield the commands of a console block, each with the output shown under it.

    Raises:
        ChapterError: if the block does not start with a command.
    """
    if not fence.lines or not fence.lines[0].startswith("$ "):
        raise fence.error("a console block starts with a line that begins with '$ '", at=1)
    starts = [n for n, line in enumerate(fence.lines) if line.startswith("$ ")]
    for start, end in zip(starts, [*starts[1:], len(fence.lines)], strict=True):
        yield Command(fence.lines[start][2:], start + 1, fence.lines[start + 1 : end])


def steps(stage: Stage) -> list[Step]:
    """Return the steps of a stage's chapter in order.

    Raises:
        ChapterError: if the steps are not numbered 1, 2, 3 ..., or a page that is no step has
            blocks that would be played.
    """
    found: list[Step] = []
    for path in sorted(stage.chapter.glob("*.md")):
        if match := STEP_PAGE.match(path.name):
            found.append(Step(stage, int(match[1]), path))
            continue
        for fence in fences(relative(path), read_page(path)):
            if is_played(fence):
                raise fence.error("this page is no step, so nobody plays this block")
    found.sort(key=lambda step: step.number)
    for expected, step in enumerate(found, start=1):
        if step.number != expected:
            raise ChapterError(step.page, 1, f"step {expected} is missing before this one")
    return found


def all_steps() -> list[Step]:
    """Return the steps of all chapters in the order in which they are played."""
    return [step for stage in stages() for step in steps(stage)]


def find_step(word: str) -> Step:
    """Return the step that somebody calls ``02.4`` or ``2.4``.

    Raises:
        WorkbookError: if there is none of that name.
    """
    every = all_steps()
    for step in every:
        if word in (step.name, step.name.lstrip("0")):
            return step
    raise WorkbookError(
        f"There is no step {word!r}. The steps are {every[0].name} to {every[-1].name}."
    )
