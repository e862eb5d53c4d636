"""Be a stranger with a repository and its README alone: how long until the app answers."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workbook.apps.ports import free_port
from workbook.core.deadlines import LIMITS
from workbook.core.errors import WorkbookError
from workbook.core.git import git
from workbook.course.blocks import READ_TABS, commands
from workbook.course.chapters import read_page
from workbook.course.fences import fences
from workbook.replay.servers import SERVER
from workbook.replay.terminals import Terminal, TerminalError
from workbook.replay.variables import clean_environment, require_bash


@dataclass(frozen=True)
class Typed:
    """A command of a README that a stranger has typed."""

    command: str
    seconds: float


def follow(repo: Path, scratch: Path) -> Iterator[Typed]:
    """Clone a repository, and type the commands of its README until one serves the app.

    Args:
        repo: its folder; what is not committed there, a stranger doesn't get.
        scratch: an empty folder.

    Yields:
        Each command when it is done, the serving one when it answers.

    Raises:
        WorkbookError: if there is no README with commands, one of them fails, or none serves.
    """
    require_bash()
    clone = scratch / "clone"
    git(scratch, "clone", "--quiet", "--no-hardlinks", str(repo.resolve()), str(clone))
    if not (clone / "README.md").is_file():
        raise WorkbookError("A stranger finds no README.md among what is committed.")
    tools = scratch / "tools"
    tools.mkdir()
    terminal = Terminal(clone, clean_environment(clone, tools, free_port()), tools, LIMITS)
    try:
        for command in _commands(clone / "README.md"):
            began = time.monotonic()
            _type(terminal, command)
            yield Typed(command, time.monotonic() - began)
            if SERVER.match(command):
                return
    finally:
        terminal.close()
    raise WorkbookError("A stranger types all commands of README.md, and none serves the app.")


def _commands(readme: Path) -> Iterator[str]:
    for fence in fences(readme.name, read_page(readme)):
        shown = fence.language == "console" and fence.tab not in READ_TABS
        if shown and fence.lines and fence.lines[0].startswith("$ "):
            yield from (command.text for command in commands(fence))


def _type(terminal: Terminal, command: str) -> None:
    try:
        serves = SERVER.match(command)
        printed, status = terminal.serve(command) if serves else terminal.run(command)
    except TerminalError as error:
        raise _stuck(command, f"{error.problem}\n{error.printed}") from None
    if status:
        raise _stuck(command, "\n".join(printed))


def _stuck(command: str, detail: str) -> WorkbookError:
    return WorkbookError(f"A stranger is stuck at: {command}\n{detail.strip()}")
