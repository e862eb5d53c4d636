"""Type the commands of console blocks, and hold what comes back against the page."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from workbook.apps.ports import free_port
from workbook.core.deadlines import Limits
from workbook.core.errors import side_by_side
from workbook.course import outputs
from workbook.course.blocks import DIALOGUE, PROMPT, Command, commands
from workbook.course.fences import Fence
from workbook.course.page_edits import PageEdit
from workbook.replay.played import Played
from workbook.replay.servers import SERVER
from workbook.replay.terminals import Terminal, TerminalError
from workbook.replay.variables import clean_environment

# Commits are dated from here on, a minute apart, so that each replay makes the same ids.
FIRST_COMMAND = datetime(2026, 1, 1, 9, tzinfo=UTC)
WAY_OUT = "exit()"  # of Python's prompt
# A line of output that would be something else on a page: a command, a fence.
UNSHOWABLE = re.compile(r"\$ |\s*(```|~~~)")


class Console:
    """The terminals of a learner, and the clock on the wall."""

    def __init__(self, done: Played, scratch: Path, *, accept: bool, limits: Limits) -> None:
        """Take a place to type in.

        Args:
            done: has the learner's folder; is told what is done in it.
            scratch: for logs and tools.
            accept: take what commands print as what the page should show.
            limits: how long things may take.
        """
        self.done, self.scratch, self.accept, self.limits = done, scratch, accept, limits
        self.variables = clean_environment(done.history.repo, scratch, free_port())
        self.terminals: dict[int, Terminal] = {}
        # What is typed first in each terminal, or in one by its number, and shown on no page.
        self.opening = ""
        self.openings: dict[int, str] = {}
        self.clock = FIRST_COMMAND

    def close(self) -> None:
        """Close each terminal, with what runs in it."""
        for terminal in self.terminals.values():
            terminal.close()

    def play(self, fence: Fence) -> None:
        """Type the commands of a block.

        Args:
            fence: a console block.

        Raises:
            ChapterError: if one does not do what the page says.
        """
        number = _whole_number(fence, "terminal", 1)
        expected = _whole_number(fence, "exit", 0)
        if number == 1:  # a server stays up for the second terminals right after its block
            self.stop_servers()
        terminal = self.terminal(number)
        for command in commands(fence):
            self._tick(terminal)
            found, status = self._type(fence, terminal, command)
            _require_status(fence, command, found, status, expected)
            self._compare(fence, command, found)

    def _type(
        self, fence: Fence, terminal: Terminal, command: Command
    ) -> tuple[list[str], int | None]:
        """Type a command; return what it printed and its exit status, if it has ended."""
        self.done.counts["commands"] += 1
        try:
            if not SERVER.match(command.text):
                _require_a_way_out(fence, command)
                return terminal.run(command.text, command.typed)
            self.done.counts["servers"] += 1
            return terminal.serve(command.text)
        except TerminalError as error:
            raise fence.error(
                f"{command.text!r}: {error.problem}",
                at=command.at,
                detail=error.printed,
                mend=error.mend,
            ) from None

    def _compare(self, fence: Fence, command: Command, found: list[str]) -> None:
        if outputs.matches(command.output, found):
            return
        if not self.accept:
            raise fence.error(
                f"{command.text!r} prints something else than the page shows",
                at=command.at,
                detail=side_by_side(
                    [*map(outputs.plain, command.output)], [*map(outputs.plain, found)]
                ),
                mend="nox -s replay -- --accept",
            )
        lines = outputs.accept(command.output, found)
        for line in lines:
            if UNSHOWABLE.match(line):
                raise fence.error(
                    f"{command.text!r} prints a line that a page cannot show",
                    at=command.at,
                    detail=line,
                    mend="write ... in its place",
                )
        self.done.edits.append(PageEdit(fence, command, lines))

    def terminal(self, number: int) -> Terminal:
        """Return a terminal, which is opened if it isn't yet.

        Args:
            number: 1 for the first one.
        """
        if number not in self.terminals:
            self.terminals[number] = Terminal(
                self.done.history.repo, self.variables, self.scratch, self.limits
            )
            if opening := self.openings.get(number, self.opening):
                self.terminals[number].run(opening)
        return self.terminals[number]

    def stop_servers(self) -> None:
        """Press Ctrl+C in each terminal in which a server runs."""
        for terminal in self.terminals.values():
            terminal.stop()

    def _tick(self, terminal: Terminal) -> None:
        self.clock += timedelta(minutes=1)
        for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
            terminal.set(name, self.clock.isoformat())


def _whole_number(fence: Fence, option: str, default: int) -> int:
    value = fence.options.get(option, str(default))
    if not (value.isascii() and value.isdigit()):
        raise fence.error(f"{option}={value} is not a whole number")
    return int(value)


def _require_a_way_out(fence: Fence, command: Command) -> None:
    """Refuse a dialogue in which a learner would be left at Python's prompt."""
    if DIALOGUE.match(command.text) and command.typed[-1:] != [WAY_OUT]:
        raise fence.error(
            f"{command.text!r} leads to Python's prompt, and nothing leads back",
            at=command.at,
            mend=f"end what is typed there with a line {PROMPT}{WAY_OUT}",
        )


def _require_status(
    fence: Fence, command: Command, found: list[str], status: int | None, expected: int
) -> None:
    """Refuse a command that ends otherwise than its fence says; a server has no status yet."""
    served = SERVER.match(command.text) is not None
    if status == (None if served and not expected else expected):
        return
    does = "keeps running" if status is None else f"exits with {status}"
    says = "keeps running" if served and not expected else f"exits with {expected}"
    raise fence.error(
        f"{command.text!r} {does}, and the page says that it {says}",
        at=command.at,
        detail="\n".join(found),
        mend="correct what it runs"
        + (f", or write exit={status} on the fence if that is meant" if status else ""),
    )
