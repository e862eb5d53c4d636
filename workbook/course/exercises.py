"""Exercises: a page with a story and hints, a check, a solution, and stored answers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from workbook.core.errors import ChapterError, Unknown, WorkbookError
from workbook.core.paths import DOCS, ROOT, relative
from workbook.course.chapters import heading, read_page
from workbook.course.fences import Fence, fences
from workbook.course.stages import Stage, find_stage

NAME = re.compile(r"(\d{2})-([a-z][a-z0-9-]*)")
HINT = re.compile(r'\?\?\? tip "Hint (\d+)"')
FAILS = "fails"  # the language of the block that shows what a check says
HINTS = 3


@dataclass(frozen=True)
class Exercise:
    """One exercise: its folder in ``exercises/`` and its pages in ``docs/exercises/``."""

    stage: Stage
    word: str  # undo-delete
    root: Path = ROOT

    @property
    def name(self) -> str:
        """What people call it: 01.undo-delete."""
        return f"{self.stage.number}.{self.word}"

    @property
    def folder(self) -> Path:
        """Where its check and its stored answers are."""
        return self.root / "exercises" / f"{self.stage.number}-{self.word}"

    @property
    def check(self) -> Path:
        """Its check."""
        return self.folder / "check.py"

    @property
    def page(self) -> Path:
        """The page that a learner reads."""
        return self.root / "docs" / "exercises" / f"{self.stage.number}-{self.word}.md"

    @property
    def solution(self) -> Path:
        """The page of its solution, in chapter grammar."""
        return self.page.parent / "solutions" / self.page.name

    @cached_property
    def text(self) -> str:
        """The Markdown of its page."""
        return read_page(self.page)

    @property
    def title(self) -> str:
        """The heading of its page."""
        words = heading(self.text).removeprefix("Exercise: ")
        return words[:1].upper() + words[1:]

    def answers(self, kind: str) -> list[Path]:
        """Return the stored answers of a kind.

        Args:
            kind: right or wrong.
        """
        return sorted(self.folder.glob(f"{kind}-*.md"))

    def hints(self) -> list[str]:
        """Return the hints of the page, the first one first.

        Raises:
            ChapterError: if there are not three, numbered in order.
        """
        found = list(_hints(self.text))
        if [number for number, _ in found] != [*range(1, HINTS + 1)]:
            raise ChapterError(
                relative(self.page),
                1,
                f"an exercise has {HINTS} hints, numbered in order",
                mend='begin each with ??? tip "Hint 1", and indent its text by four spaces',
            )
        return [hint for _, hint in found]

    def says(self) -> Fence:
        """Return the block that shows what the check says before anything is done.

        Raises:
            ChapterError: if there is none, or more than one.
        """
        return says(self.page)


def says(page: Path) -> Fence:
    """Return the block of a page that shows what a check says.

    Args:
        page: an exercise, or a stored answer that is wrong.

    Raises:
        ChapterError: if there is none, or more than one.
    """
    found = [fence for fence in fences(relative(page), read_page(page)) if fence.language == FAILS]
    if len(found) != 1:
        raise ChapterError(
            relative(page),
            1,
            f"this page has {len(found)} blocks of the language {FAILS}, and needs one",
            mend="add an empty one, then nox -s exercises -- --accept",
        )
    return found[0]


def exercises() -> list[Exercise]:
    """Return all exercises, those of the first stage first.

    Raises:
        WorkbookError: for a page that is named like none, or of a stage that is not there.
    """
    return [_exercise(page) for page in sorted((DOCS / "exercises").glob("[0-9]*.md"))]


def find_exercise(word: str) -> Exercise:
    """Return the exercise that somebody calls ``01.undo-delete``, ``1.undo-delete`` or its page.

    Args:
        word: what they typed.

    Raises:
        Unknown: if there is none of that name.
    """
    for each in exercises():
        if word in (each.name, each.name.lstrip("0"), each.folder.name, each.word):
            return each
    known = ", ".join(each.name for each in exercises())
    raise Unknown(f"There is no exercise {word!r}. The exercises are: {known}.")


def _exercise(page: Path) -> Exercise:
    match = NAME.fullmatch(page.stem)
    if not match:
        raise WorkbookError(
            f"{relative(page)} is no exercise. Name it with the number of its stage, a hyphen "
            "and lower-case words: 03-priority.md, say."
        )
    return Exercise(find_stage(match[1]), match[2])


def _hints(text: str) -> Iterator[tuple[int, str]]:
    """Yield the number and the text of each details block that is a hint."""
    lines = text.splitlines()
    for n, line in enumerate(lines):
        if match := HINT.fullmatch(line):
            rest = lines[n + 1 :]
            ends = [k for k, other in enumerate(rest) if other.strip() and other[0] != " "]
            body = rest[: ends[0]] if ends else rest
            yield int(match[1]), "\n".join(other[4:] for other in body).strip("\n")
