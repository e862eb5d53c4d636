"""The troubleshooting page: errors that people meet, each made and mended on a copy of a step."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workbook.core.errors import ChapterError
from workbook.core.paths import DOCS, relative
from workbook.course.blocks import commands, is_played
from workbook.course.chapters import Step, all_steps, read_page
from workbook.course.fences import Fence, fences, lines_in

PAGE = DOCS / "troubleshooting.md"
HEADING = re.compile(r"(#+) (.+)")
LEVEL = "###"
PLACE = re.compile(r"\*After step \[(?P<step>[^]]*)\]\((?P<link>[^)]*)\)\*$")


@dataclass(frozen=True)
class Trouble:
    """One section of the page: an error, what it looks like, and what mends it."""

    title: str  # the error's own words
    line: int  # of its heading
    step: Step  # it is made on a copy of what this step leaves
    blocks: tuple[Fence, ...]

    def error(self, problem: str, *, mend: str = "") -> ChapterError:
        """Make an error that names the section."""
        return ChapterError(relative(PAGE), self.line, problem, mend=mend)


@dataclass(frozen=True)
class _Section:
    """What stands between a heading and the next."""

    line: int
    level: str
    title: str
    text: tuple[str, ...]  # its prose; the lines of fences are not among it
    fences: tuple[Fence, ...]


def troubles() -> list[Trouble]:
    """Return the sections of the page in order; none where there is no page.

    Raises:
        ChapterError: for a section that does not show an error in its own words, says not where it
            is met, or does not end with commands that work.
    """
    if not PAGE.exists():
        return []
    found = [_trouble(section) for section in _sections(read_page(PAGE)) if _is_trouble(section)]
    for trouble in found:
        _require_words(trouble)
        _require_mended(trouble)
    return found


def _sections(text: str) -> Iterator[_Section]:
    every = list(fences(relative(PAGE), text))
    within = lines_in(every)
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if n not in within]
    starts = [(n, match) for n, line in lines if (match := HEADING.match(line))]
    ends = [n for n, _ in starts[1:]] + [len(text)]
    for (start, match), end in zip(starts, ends, strict=True):
        yield _Section(
            start,
            match[1],
            match[2].replace("`", ""),
            tuple(line for n, line in lines if start < n < end),
            tuple(fence for fence in every if start < fence.line < end),
        )


def _is_trouble(section: _Section) -> bool:
    """Tell whether a section is one of an error; nothing may be played in any other."""
    if section.level == LEVEL:
        return True
    for fence in section.fences:
        if is_played(fence):
            raise fence.error(
                "this block stands under no error, so nobody plays it",
                mend=f"put it below a heading that begins with {LEVEL} and has the error's words",
            )
    return False


def _trouble(section: _Section) -> Trouble:
    blocks = tuple(fence for fence in section.fences if is_played(fence))
    return Trouble(section.title, section.line, _step(section), blocks)


def _step(section: _Section) -> Step:
    """Return the step that a section names in the first line of its prose."""
    first = next((line for line in section.text if line.strip()), "")
    match = PLACE.match(first)
    for step in all_steps():
        if match and (match["step"], match["link"]) == (step.name, step.below_docs):
            return step
    raise ChapterError(
        relative(PAGE),
        section.line,
        "this section does not begin with the step at which the error is met",
        mend="write *After step [01.2](01-minimal/2-the-factory.md)*, say, below the heading",
    )


def _require_words(trouble: Trouble) -> None:
    if trouble.title not in "\n".join(_shown(trouble.blocks)):
        raise trouble.error(
            f"no command of this section prints {trouble.title!r}",
            mend="make the heading words of the error, as they stand in the output below it",
        )


def _require_mended(trouble: Trouble) -> None:
    last = trouble.blocks[-1]
    if last.language != "console" or "exit" in last.options:
        raise last.error(
            "this is the last block of its section, and shows no command that works",
            mend="end the section with what works again, once the error is mended",
        )
    if trouble.title in "\n".join(_shown((last,))):
        raise last.error(f"{trouble.title!r} still stands here, so nothing is mended yet")


def _shown(blocks: tuple[Fence, ...]) -> list[str]:
    """Return the output that console blocks show."""
    consoles = [block for block in blocks if block.language == "console"]
    return [line for block in consoles for each in commands(block) for line in each.output]
