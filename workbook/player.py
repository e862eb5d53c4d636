"""Play the steps of the chapters into a git repo: one commit per step, one tag per stage."""

import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from workbook import outputs
from workbook.chapters import Command, Step, commands, steps
from workbook.commits import commits, require_commit
from workbook.edits import change, write_new
from workbook.errors import ChapterError, side_by_side
from workbook.fences import Fence
from workbook.git import git
from workbook.paths import make_folder
from workbook.servers import SERVER
from workbook.shell import Limits, Terminal, TerminalError, free_port, require_bash
from workbook.variables import clean_environment

# Commits are dated from here on, a minute apart, so that each replay makes the same ids.
FIRST_COMMAND = datetime(2026, 1, 1, 9, tzinfo=UTC)
# A line of output that would be something else on a page: a command, a fence.
UNSHOWABLE = re.compile(r"\$ |\s*(```|~~~)")


@dataclass
class Edit:
    """New lines for a page, found while playing: what stands under a command is replaced."""

    fence: Fence
    command: Command
    lines: list[str]


@dataclass
class Played:
    """What a replay did."""

    repo: Path
    commits: list[tuple[Step, str]] = field(default_factory=list)
    files: int = 0
    changes: int = 0
    commands: int = 0
    servers: int = 0
    edits: list[Edit] = field(default_factory=list)


class Player:
    """A pair of hands: types each block into a folder and watches what comes back."""

    def __init__(
        self, folder: Path, scratch: Path, *, accept: bool = False, limits: Limits | None = None
    ) -> None:
        """Take a folder, which may be new or empty, and a scratch folder outside it.

        Args:
            folder: becomes the learner's folder.
            scratch: for logs and tools.
            accept: take what commands print as what the page should show.
            limits: how long things may take.

        Raises:
            WorkbookError: if there is no bash, or the folder cannot be made.
        """
        require_bash()
        make_folder(folder)
        self.folder, self.scratch, self.accept = folder, scratch, accept
        self.limits = limits or Limits()
        self.done = Played(folder)
        self.variables = clean_environment(folder, scratch, free_port())
        self.terminals: dict[int, Terminal] = {}
        self.clock = FIRST_COMMAND

    def play_step(self, step: Step) -> None:
        """Play a page up to its commit.

        Args:
            step: the page; what comes before it has been played.

        Raises:
            ChapterError: for a block that does not do what the page says, or a step that does
                not end with one commit of all that it did.
        """
        before = len(commits(self.folder))
        for fence in step.blocks:
            self.play_block(fence)
        self._stop_servers()
        if not step.blocks:
            raise ChapterError(step.page, 1, f"step {step.name} has no block, so no commit")
        self.done.commits.append((step, require_commit(step, self.folder, before)))

    def play_block(self, fence: Fence) -> None:
        """Play one block.

        Args:
            fence: a block that is played.

        Raises:
            ChapterError: if it does not do what the page says.
        """
        if fence.language == "console":
            self._play_console(fence)
        elif fence.language == "diff":
            change(fence, self.folder)
            self.done.changes += 1
        else:
            write_new(fence, self.folder)
            self.done.files += 1

    def close(self) -> None:
        """Stop what still runs."""
        for terminal in self.terminals.values():
            terminal.close()

    def _play_console(self, fence: Fence) -> None:
        number = _whole_number(fence, "terminal", 1)
        expected = _whole_number(fence, "exit", 0)
        if number == 1:  # a server stays up for the second terminals right after its block
            self._stop_servers()
        terminal = self._terminal(number)
        for command in commands(fence):
            self._tick(terminal)
            found, status = self._type(fence, terminal, command)
            _require_status(fence, command, found, status, expected)
            self._compare(fence, command, found)

    def _type(
        self, fence: Fence, terminal: Terminal, command: Command
    ) -> tuple[list[str], int | None]:
        """Type a command; return what it printed and its exit status, if it has ended."""
        self.done.commands += 1
        try:
            if not SERVER.match(command.text):
                return terminal.run(command.text)
            self.done.servers += 1
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
        self.done.edits.append(Edit(fence, command, lines))

    def _terminal(self, number: int) -> Terminal:
        if number not in self.terminals:
            self.terminals[number] = Terminal(
                self.folder, self.variables, self.scratch, self.limits
            )
        return self.terminals[number]

    def _stop_servers(self) -> None:
        for terminal in self.terminals.values():
            terminal.stop()

    def _tick(self, terminal: Terminal) -> None:
        self.clock += timedelta(minutes=1)
        for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
            terminal.set(name, self.clock.isoformat())


@contextmanager
def player(
    folder: Path | None = None, *, accept: bool = False, limits: Limits | None = None
) -> Iterator[Player]:
    """Lend a player that cleans up behind itself.

    Args:
        folder: where to play, and what stays; none: a folder that goes with the player.
        accept: take what commands print as what the page should show.
        limits: how long things may take.
    """
    with tempfile.TemporaryDirectory(prefix="replay-", ignore_cleanup_errors=True) as scratch:
        tools = Path(scratch).resolve() / "tools"
        tools.mkdir()
        hands = Player(folder or tools.parent / "taskmaster", tools, accept=accept, limits=limits)
        try:
            yield hands
        finally:
            hands.close()


def play(hands: Player, chosen: list[Step], report: Callable[[Step], None]) -> Played:
    """Play steps in order, tagging each stage at its last step.

    Args:
        hands: the player.
        chosen: the steps; all that come before one of them must be among them.
        report: told of each step before it is played.

    Returns:
        What was done, and in which commits.

    Raises:
        ChapterError: at the first thing that is not as the pages say.
    """
    for step in chosen:
        report(step)
        hands.play_step(step)
        if step == steps(step.stage)[-1]:
            git(hands.folder, "tag", step.stage.name)
    return hands.done


def _whole_number(fence: Fence, option: str, default: int) -> int:
    value = fence.options.get(option, str(default))
    if not (value.isascii() and value.isdigit()):
        raise fence.error(f"{option}={value} is not a whole number")
    return int(value)


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
