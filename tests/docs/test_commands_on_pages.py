"""Each command that a page shows is played, parsed, or declared to be read only."""

import re
import shlex
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

import pytest

from tests.docs.prose import Page, pages
from tests.docs.typed import TYPED, Parsed, problem, sessions
from workbook.core.arguments import Arguments
from workbook.course.blocks import READ_TABS, is_played

# Where a block may have lines that begin with "$ " and is not played, and why.
PROSE = {
    "README.md": "its commands are parsed here, and run by CI",
    "CONTRIBUTING.md": "its commands are run by test_contributing",
    "docs/[0-9][0-9]-*/index.md": "what to look at before a chapter: replay begins with its steps",
}
PLAYED = (
    "docs/[0-9][0-9]-*/[0-9]*.md",
    "docs/bugs/*.md",
    "docs/exercises/solutions/*.md",
    "docs/troubleshooting.md",
)


@pytest.fixture(autouse=True)
def only_parse(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each command end where it has read its words."""
    for name in ("parse_args", "parse_intermixed_args"):
        read = getattr(Arguments, name)

        def parse(self: Arguments, words: list[str], read: Any = read) -> None:
            read(self, words)
            raise Parsed

        monkeypatch.setattr(Arguments, name, parse)


def dead_words(page: Page) -> Iterator[str]:
    """Yield each command in a sentence that cannot be typed, with the options beside it.

    One without words behind it may be named for its own sake: ``nox -s take`` needs a step.
    In the row of a table, a span that begins with ``-`` is for the command of its first cell.
    """
    for part in page.parts:
        first = next(filter(TYPED.match, part), "")
        for span in part:
            words = spoken(first, span)
            if not is_named(words) and (wrong := problem(words)):
                yield f"{page.place(span)}: {wrong}"


def spoken(first: str, span: str) -> list[str]:
    """Return the words behind nox of a span: a command, or options of the one that came first."""
    if typed := TYPED.match(span):
        return shlex.split(typed["words"])
    if not re.match(r"-- \w|(-- )?--?\w", span) or " -s " not in first:
        return []
    parted = " -- " in first or span.startswith("-- ")
    return spoken("", f"{first} {span if parted else '-- ' + span}")


def is_named(words: list[str]) -> bool:
    """Tell whether the words behind nox only name a session."""
    return words[:1] == ["-s"] and len(words) == 2 and words[1] in sessions()


def dead_commands(page: Page) -> Iterator[str]:
    """Yield each command of the workbook on a page that cannot be typed."""
    for fence in page.blocks:
        for at, line in enumerate(fence.lines, fence.line + 1):
            typed = TYPED.match(line)
            if typed and (wrong := problem(shlex.split(typed["words"], comments=True))):
                yield f"{page.name}:{at}: {wrong}"


def undeclared(page: Page) -> Iterator[str]:
    """Yield each block with commands that nobody plays, on a page that says not why."""
    if any(fnmatchcase(page.name, each) for each in PROSE):
        return
    for fence in page.blocks:
        plays = any(fnmatchcase(page.name, each) for each in PLAYED) and is_played(fence)
        commands = fence.language == "console" or any(x.startswith("$ ") for x in fence.lines)
        shown = fence.title is not None or fence.tab in READ_TABS
        if commands and not plays and not shown:
            yield f"{page.name}:{fence.line}: these commands are not played, nor declared prose"


@pytest.mark.parametrize("check", [dead_commands, dead_words, undeclared])
def test_each_command_on_a_page_holds(check: Any) -> None:
    wrong = [line for page in pages() for line in check(page)]

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "line",
    [
        "nox -s gone",
        "$ nox -s gone -- 01",
        "python3 -m workbook -s gone",
        "py -m workbook --gone",
        "nox -s start -- 01 DIR --gone",
        "nox -s check -- 01.undo-delete DIR --hint=many",
        "nox -s diff -- 01",
        "nox -s site -- --fast",
    ],
)
def test_a_dead_command_is_named_with_its_line(line: str) -> None:
    assert [x[:10] for x in dead_commands(Page("page.md", f"```text\n{line}\n```\n"))] == [
        "page.md:2:"
    ]


@pytest.mark.parametrize(
    "line", ["nox", "nox -l", "nox -s diff -- 01 02 --stat", "nox -s tests-01 -- -x", "noxious"]
)
def test_a_command_that_can_be_typed_is_none(line: str) -> None:
    assert not list(dead_commands(Page("page.md", f"```text\n{line}\n```\n")))


@pytest.mark.parametrize(("language", "page"), [("console", "docs/x.md"), ("text", "docs/x.md")])
def test_commands_that_nobody_plays_are_named(language: str, page: str) -> None:
    assert list(undeclared(Page(page, f"# X\n\n```{language}\n$ ls\n```\n"))) == [
        "docs/x.md:3: these commands are not played, nor declared prose"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Run `nox -s gone`.",
        "| `nox -s replay` | it plays; `--acept` rewrites |",
        "| `nox -s tests-01` | `--ap DIR` tests another folder |",
        "| `nox -s diff -- 01 02` | `--stats` shows the files |",
        "| `nox -s lint` | `-- --mend` mends |",
        "Run `python3 -m workbook -s check -- 01.undo-delete --hints`.",
    ],
)
def test_a_dead_command_or_option_in_a_sentence_is_named(text: str) -> None:
    assert list(dead_words(Page("page.md", f"# X\n\n| A | B |\n|---|---|\n{text}\n")))


def test_an_option_that_its_command_has_is_not_named() -> None:
    row = "| `nox -s replay` | `--accept` rewrites; `--limit SECONDS` and `-- --write`, too |"

    assert not list(dead_words(Page("page.md", f"| A | B |\n|---|---|\n{row}\n")))


def of_two_folders(page: Page) -> Iterator[str]:
    """Yield the first line of each block with commands for the workbook's folder and another."""
    for fence in page.blocks:
        programs = {line.partition(" ")[0] for line in fence.lines}
        if {"nox", "git"} <= programs and "cd" not in programs:
            yield fence.lines[0]


def test_a_block_of_an_exercise_is_for_one_folder() -> None:
    assert [found for page in pages() for found in of_two_folders(page)] == []


@pytest.mark.parametrize(
    ("between", "expected"), [("", ["git switch -c x"]), ("```\n\n```text\n", [])]
)
def test_a_block_for_two_folders_is_found(between: str, expected: list[str]) -> None:
    text = f"```text\ngit switch -c x\n{between}nox -s check -- x DIR\n```\n"

    assert list(of_two_folders(Page("docs/exercises/x.md", text))) == expected
