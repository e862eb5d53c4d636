"""Each command that a page shows is played, parsed, or declared to be read only."""

import ast
import re
import shlex
from collections.abc import Iterator
from fnmatch import fnmatchcase
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from workbook.commands import run_command
from workbook.core.arguments import Arguments
from workbook.core.errors import WorkbookError
from workbook.core.paths import DOCS, MADE, ROOT, relative
from workbook.course.blocks import READ_TABS, is_played
from workbook.course.fences import fences
from workbook.course.stages import stages

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
TYPED = re.compile(r"(?:\$ |> )?(?:nox|(?:python3?|py) -m workbook)(?= |$)(?P<words>.*)")
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *(p for p in sorted(DOCS.rglob("*.md")) if p.relative_to(DOCS).parts[0] not in MADE),
]


class Parsed(Exception):
    """The words of a command have been read, and nothing is to be done."""


@pytest.fixture(autouse=True)
def only_parse(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each command end where it has read its words."""
    for name in ("parse_args", "parse_intermixed_args"):
        read = getattr(Arguments, name)

        def parse(self: Arguments, words: list[str], read: Any = read) -> None:
            read(self, words)
            raise Parsed

        monkeypatch.setattr(Arguments, name, parse)


def is_session(decorator: ast.expr) -> bool:
    """Tell whether a decorator of the noxfile makes a session of a function."""
    return ast.unparse(decorator).startswith(("nox.session", "beside"))


def sessions() -> set[str]:
    """Return the names of the sessions of the noxfile."""
    tree = ast.parse((ROOT / "noxfile.py").read_text(encoding="utf-8"))
    found = {f"tests-{stage.number}" for stage in stages()}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            for each in filter(is_session, node.decorator_list):
                given = [word for word in getattr(each, "keywords", []) if word.arg == "name"]
                found.add(ast.literal_eval(given[0].value) if given else node.name)
    return found


def problem(words: list[str]) -> str:
    """Return what is wrong with the words behind nox, if anything."""
    options, _, rest = " ".join(words).partition(" -- ")
    if options in ("", "-l"):
        return ""
    flag, _, session = options.partition(" ")
    if flag != "-s" or session not in sessions():
        return f"no session is called so: {options}"
    if not find_spec(f"workbook.commands.{session}"):
        return ""
    try:
        run_command(session, rest.split())
    except Parsed:
        return ""
    except (SystemExit, WorkbookError):
        return f"{session} does not take these words: {rest}"
    return f"{session} did not read its words"


def dead_commands(page: str, text: str) -> Iterator[str]:
    """Yield each command of the workbook on a page that cannot be typed."""
    for fence in fences(page, text):
        for at, line in enumerate(fence.lines, fence.line + 1):
            typed = TYPED.match(line)
            if typed and (wrong := problem(shlex.split(typed["words"], comments=True))):
                yield f"{page}:{at}: {wrong}"


def undeclared(page: str, text: str) -> Iterator[str]:
    """Yield each block with commands that nobody plays, on a page that says not why."""
    if any(fnmatchcase(page, each) for each in PROSE):
        return
    for fence in fences(page, text):
        plays = any(fnmatchcase(page, each) for each in PLAYED) and is_played(fence)
        commands = fence.language == "console" or any(x.startswith("$ ") for x in fence.lines)
        shown = fence.title is not None or fence.tab in READ_TABS
        if commands and not plays and not shown:
            yield f"{page}:{fence.line}: these commands are not played, nor declared prose"


@pytest.mark.parametrize("check", [dead_commands, undeclared])
def test_each_command_on_a_page_holds(check: Any) -> None:
    wrong = [line for p in PAGES for line in check(relative(p), read(p))]

    assert not wrong, "\n".join(wrong)


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


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
    assert [x[:10] for x in dead_commands("page.md", f"```text\n{line}\n```\n")] == ["page.md:2:"]


@pytest.mark.parametrize(
    "line", ["nox", "nox -l", "nox -s diff -- 01 02 --stat", "nox -s tests-01 -- -x", "noxious"]
)
def test_a_command_that_can_be_typed_is_none(line: str) -> None:
    assert not list(dead_commands("page.md", f"```text\n{line}\n```\n"))


@pytest.mark.parametrize(("language", "page"), [("console", "docs/x.md"), ("text", "docs/x.md")])
def test_commands_that_nobody_plays_are_named(language: str, page: str) -> None:
    assert list(undeclared(page, f"# X\n\n```{language}\n$ ls\n```\n")) == [
        "docs/x.md:3: these commands are not played, nor declared prose"
    ]
