"""The pace of a course that people finish: what no step may go beyond, and the few that may."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from workbook.core.errors import ChapterError, WorkbookError
from workbook.core.paths import DOCS, relative
from workbook.course.blocks import commands
from workbook.course.chapters import Step, heading, read_page, steps
from workbook.course.fences import Fence
from workbook.course.pace import in_words, new_lines, pace
from workbook.course.sittings import sittings
from workbook.course.stages import Stage, stages

MINUTES, LINES, UNSEEN, IDEAS, SITTING, EXCEPTIONS = 20, 80, 45, 3, 60, 5
TABLE = DOCS / "pace.toml"
NEW = re.compile(r"^\*\*New here:\*\* (?P<ideas>.+?)(?:\n\n|\Z)", re.MULTILINE | re.DOTALL)
NEW_WITHIN = 12  # lines from the top of a page
LINK = re.compile(r"\]\(https://[^)]+\)")
# What learners see of such commands is not their app.
PREPARES = re.compile(r"(git|mkdir|cd|rm|cp|mv|cat|touch|python3? -m (venv|pip)|pip|\.|source) ")


@dataclass(frozen=True)
class Breach:
    """A rule that a page breaks."""

    rule: str  # as exceptions call it
    page: str
    line: int
    problem: str
    mend: str

    def error(self) -> ChapterError:
        """Return it as what replay stops with."""
        mend = f"{self.mend}; or say in {relative(TABLE)} why it may"
        return ChapterError(self.page, self.line, self.problem, mend=mend)


def hold_pace() -> None:
    """Hold each chapter against the rules of pace.

    Raises:
        ChapterError: at the first page that breaks a rule and is no exception.
        WorkbookError: for too many exceptions, and for one that is none.
    """
    table = _table()
    excepted = {(each["step"], each["rule"]) for each in table.get("exception", [])}
    if len(excepted) > EXCEPTIONS:
        raise _wrong(f"has {len(excepted)} exceptions, and {EXCEPTIONS} are the most")
    later = put_off()
    met: set[tuple[str, str]] = set()
    for stage in stages():
        found = list(breaches(stage))
        if stage.number in later:
            if not found:
                raise _wrong(f"puts off chapter {stage.number}, which keeps every rule by now")
            continue
        met |= {(name, breach.rule) for name, breach in found}
        for name, breach in found:
            if (name, breach.rule) not in excepted:
                raise breach.error()
    for name, rule in sorted(excepted - met):
        raise _wrong(f"excepts {name} from {rule!r}, which it keeps")


def put_off() -> set[str]:
    """Return the numbers of the chapters that are not held to the rules yet."""
    return set(_table().get("later", {}).get("chapters", []))


def _table() -> dict[str, Any]:
    if not TABLE.is_file():
        return {}
    try:
        return tomllib.loads(TABLE.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise _wrong(f"cannot be read: {error}") from None


def _wrong(problem: str) -> WorkbookError:
    return WorkbookError(f"{relative(TABLE)} {problem}.")


def breaches(stage: Stage) -> Iterator[tuple[str, Breach]]:
    """Yield each rule that a chapter breaks, with the step or the chapter that breaks it.

    Args:
        stage: the stage of the chapter.
    """
    for step in steps(stage):
        for breach in breaches_of(step):
            yield step.name, breach
    for breach in _sittings(stage):
        yield stage.number, breach


def breaches_of(step: Step) -> Iterator[Breach]:
    """Yield each rule that a step breaks.

    Args:
        step: the step.
    """
    counted = pace(step)
    if counted.minutes > MINUTES:
        yield Breach(
            "minutes",
            step.page,
            1,
            f"this step takes {counted.minutes} minutes, and {MINUTES} are the most",
            "cut it into two steps that can each be shown",
        )
    if counted.typed > LINES:
        yield Breach(
            "lines",
            step.page,
            1,
            f"this step has {counted.typed} lines to type, and {LINES} are the most",
            "cut it in two, or give the files from which nobody learns by typing",
        )
    yield from _unseen(step)
    yield from _ideas(step)


def _unseen(step: Step) -> Iterator[Breach]:
    """Yield the places where too much was typed before anything was run and seen."""
    typed, last = 0, None
    for block in step.blocks:
        if is_checkpoint(block):
            typed, last = 0, None
        elif block.title is not None and not block.given:
            before, typed, last = typed, typed + new_lines(block), block
            if before <= UNSEEN < typed:
                yield Breach(
                    "checkpoint",
                    step.page,
                    block.line,
                    f"with this block {typed} new lines were typed since something was run and "
                    f"seen, and {UNSEEN} are the most",
                    "let learners run what they have before it",
                )
    if last is not None:
        yield Breach(
            "end",
            step.page,
            last.line,
            "after this block nothing is run and seen any more",
            "end the step with a command whose output shows what was done",
        )


def is_checkpoint(block: Fence) -> bool:
    """Tell whether something of the app is run and seen at a block.

    Args:
        block: a block that is played.
    """
    return block.language == "console" and any(
        each.output and not PREPARES.match(each.text) for each in commands(block)
    )


def _ideas(step: Step) -> Iterator[Breach]:
    match = NEW.search(step.text)
    line = step.text.count("\n", 0, match.start()) + 1 if match else 1
    if not match or line > NEW_WITHIN:
        yield Breach(
            "new",
            step.page,
            line,
            "this step does not say at its top what is new",
            f"write **New here:** and at most {IDEAS} ideas, parted by semicolons, each a link "
            "into the official documentation; or **New here:** nothing, and why",
        )
        return
    ideas = match["ideas"].replace("\n", " ").split(";")
    if ideas[0].startswith("nothing"):
        return
    if len(ideas) > IDEAS:
        problem = f"this step has {len(ideas)} new ideas, and {IDEAS} are the most"
        yield Breach("new", step.page, line, problem, "cut it in two, or leave one for later")
    for idea in ideas:
        if not LINK.search(idea):
            yield Breach(
                "new",
                step.page,
                line,
                f"{idea.strip()!r} is new here, and leads to no documentation",
                "make it a link, [blueprints](https://...)",
            )


def _sittings(stage: Stage) -> Iterator[Breach]:
    index = stage.chapter / "index.md"
    if not index.is_file():
        return
    page, text = relative(index), read_page(index)
    every, listed = steps(stage), sittings(index)
    if heading(text) and not listed:
        yield Breach(
            "sitting",
            page,
            1,
            "this chapter is not cut into sittings",
            "put a table of steps under each heading '### Sitting 1: what it ends with'",
        )
    for each in listed:
        minutes = sum(pace(step).minutes for step in every if step.path in each.pages)
        if minutes > SITTING:
            yield Breach(
                "sitting",
                page,
                each.line,
                f"this sitting takes {in_words(minutes)}, and {SITTING} minutes are the most",
                "cut it in two, each with something to show at its end",
            )
