"""Play the steps of the chapters into a git repo: one commit per step, one tag per stage."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from workbook import outputs
from workbook.chapters import Command, Step, commands, steps
from workbook.edits import change, write_new
from workbook.errors import ChapterError, side_by_side
from workbook.fences import Fence
from workbook.git import git
from workbook.shell import (
    SERVER,
    Terminal,
    TerminalError,
    clean_environment,
    free_port,
    require_bash,
)

# Commits are dated from here on, a minute apart, so that each replay makes the same ids.
FIRST_COMMAND = datetime(2026, 1, 1, 9, tzinfo=UTC)
SUBJECT_LENGTH = 50


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

    def __init__(self, folder: Path, scratch: Path, *, accept: bool = False) -> None:
        """Take a folder, which may be new or empty, and a scratch folder outside it.

        Args:
            folder: becomes the learner's folder.
            scratch: for logs and tools.
            accept: take what commands print as what the page should show.
        """
        require_bash()
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.scratch, self.accept = folder, scratch, accept
        self.done = Played(folder)
        self.variables = clean_environment(scratch, free_port())
        self.terminals: dict[int, Terminal] = {}
        self.clock = FIRST_COMMAND

    def play_step(self, step: Step) -> None:
        """Play a page up to its commit.

        Raises:
            ChapterError: for a block that does not do what the page says, or a step that does
                not end with one commit of all that it did.
        """
        before = self._commits()
        for fence in step.blocks:
            self.play_block(fence)
        self._stop_servers()
        if not step.blocks:
            raise ChapterError(step.page, 1, f"step {step.name} has no block, so no commit")
        self._check_commit(step, before)
        self.done.commits.append((step, git(self.folder, "rev-parse", "HEAD").strip()))

    def play_block(self, fence: Fence) -> None:
        """Play one block.

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
        if number == 1:  # a server stays up for the second terminals right after its block
            self._stop_servers()
        terminal = self._terminal(number)
        status = _whole_number(fence, "exit", 0)
        for command in commands(fence):
            self._tick(terminal)
            try:
                self._play_command(fence, terminal, command, status)
            except TerminalError as error:
                raise fence.error(str(error), at=command.at) from None

    def _play_command(
        self, fence: Fence, terminal: Terminal, command: Command, expected_status: int
    ) -> None:
        self.done.commands += 1
        if SERVER.match(command.text):
            found, status = terminal.serve(command.text), expected_status
            self.done.servers += 1
        else:
            found, status = terminal.run(command.text)
        if status != expected_status:
            raise fence.error(
                f"{command.text!r} exits with {status}, and the page says {expected_status}",
                at=command.at,
                detail="\n".join(found),
                mend=f"correct what it runs, or write exit={status} on the fence if that is meant",
            )
        if outputs.matches(command.output, found):
            return
        if self.accept:
            lines = outputs.accept(command.output, found)
            self.done.edits.append(Edit(fence, command, lines))
            return
        raise fence.error(
            f"{command.text!r} prints something else than the page shows",
            at=command.at,
            detail=side_by_side(command.output, found),
            mend="nox -s replay -- --accept",
        )

    def _terminal(self, number: int) -> Terminal:
        if number not in self.terminals:
            self.terminals[number] = Terminal(self.folder, self.variables, self.scratch)
        return self.terminals[number]

    def _stop_servers(self) -> None:
        for terminal in self.terminals.values():
            terminal.stop()

    def _tick(self, terminal: Terminal) -> None:
        self.clock += timedelta(minutes=1)
        for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
            terminal.set(name, self.clock.isoformat())

    def _commits(self) -> list[str]:
        if not (self.folder / ".git").exists():
            return []
        return git(self.folder, "rev-list", "--all").split()

    def _check_commit(self, step: Step, before: list[str]) -> None:
        last = step.blocks[-1]
        made = len(self._commits()) - len(before)
        if made != 1:
            count = {0: "no commit", 2: "two commits"}.get(made, f"{made} commits")
            raise last.error(f"step {step.name} makes {count}; a step ends with exactly one")
        left = git(self.folder, "status", "--porcelain", "--untracked-files=all")
        if left:
            raise last.error(f"step {step.name} leaves work that is not committed", detail=left)
        subject = git(self.folder, "log", "-1", "--format=%s").strip()
        if len(subject) > SUBJECT_LENGTH:
            raise last.error(
                f"the subject {subject!r} has {len(subject)} characters; {SUBJECT_LENGTH} at most"
            )


@contextmanager
def player(folder: Path | None = None, *, accept: bool = False) -> Iterator[Player]:
    """Lend a player that cleans up behind itself.

    Args:
        folder: where to play, and what stays; none: a folder that goes with the player.
        accept: take what commands print as what the page should show.
    """
    with tempfile.TemporaryDirectory(prefix="replay-") as scratch:
        tools = Path(scratch).resolve() / "tools"
        tools.mkdir()
        hands = Player(folder or tools.parent / "taskmaster", tools, accept=accept)
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
    if not value.isdigit():
        raise fence.error(f"{option}={value} is not a whole number")
    return int(value)
