"""Play the steps of the chapters into a git repo: one commit per step, one tag per stage."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from workbook.core.deadlines import Limits
from workbook.core.errors import ChapterError, WorkbookError
from workbook.core.paths import make_folder
from workbook.course.apply_blocks import change, rewrite, write_new
from workbook.course.blocks import REWRITE, TREE
from workbook.course.chapters import Step
from workbook.course.fences import Fence
from workbook.course.pace_rules import put_off
from workbook.history.history import History
from workbook.history.messages import tell
from workbook.replay.checkpoints import hold_checkpoint
from workbook.replay.commits import commits, require_commit
from workbook.replay.consoles import Console
from workbook.replay.folder_trees import hold_tree
from workbook.replay.played import Played
from workbook.replay.variables import require_bash


class Stopped(WorkbookError):
    """Somebody else has found what is wrong, so there is no need to play on."""


def require_programs_run(folder: Path) -> None:
    """Refuse a folder in which no program runs, or a page would be blamed for that.

    Args:
        folder: where programs will be, those of an environment say.

    Raises:
        WorkbookError: if what is there may not be run.
    """
    with tempfile.NamedTemporaryFile(dir=folder) as program:
        Path(program.name).chmod(0o700)
        if not os.access(program.name, os.X_OK):
            raise WorkbookError(
                f"No program can be run in {folder}: its disk is mounted with noexec. Name a "
                "folder on another disk; the one for all that is temporary is named by TMPDIR."
            )


class Player:
    """A pair of hands: types each block into a folder and watches what comes back."""

    def __init__(
        self,
        folder: Path,
        scratch: Path,
        *,
        accept: bool = False,
        limits: Limits | None = None,
        stop: Event | None = None,
    ) -> None:
        """Take a folder, which may be new or empty, and a scratch folder outside it.

        Args:
            folder: becomes the learner's folder.
            scratch: for logs and tools.
            accept: take what commands print as what the page should show.
            limits: how long things may take.
            stop: once it is set, no other block is played.

        Raises:
            WorkbookError: if there is no bash, the folder cannot be made, or no program runs there.
        """
        require_bash()
        make_folder(folder)
        for place in (folder, scratch):
            require_programs_run(place)
        self.folder, self.scratch, self.stop = folder, scratch, stop or Event()
        self.done = Played(History(folder, {}))
        self.console = Console(self.done, scratch, accept=accept, limits=limits or Limits())

    def play_step(self, step: Step) -> None:
        """Play a page up to its commit.

        Args:
            step: the page; what comes before it has been played.

        Raises:
            ChapterError: for a block that does not do what the page says, or a step that does
                not end with one commit of all that it did.
        """
        before = len(commits(self.folder))
        paced = step.stage.number not in put_off()
        for fence in step.blocks:
            self.play_block(fence)
            if paced:
                hold_checkpoint(fence, self.folder)
        self.console.stop_servers()
        if not step.blocks:
            raise ChapterError(step.page, 1, f"step {step.name} has no block, so no commit")
        self.done.history.commits[step] = require_commit(step, self.folder, before)

    def play_block(self, fence: Fence) -> None:
        """Play one block.

        Args:
            fence: a block that is played.

        Raises:
            ChapterError: if it does not do what the page says.
            Stopped: if it was not to be played any more.
        """
        if self.stop.is_set():
            raise Stopped(f"Stopped before {fence.page}:{fence.line}.")
        if fence.language == "console":
            self.console.play(fence)
        elif fence.language == TREE and fence.title is None:
            edit = hold_tree(fence, self.folder, accept=self.console.accept)
            self.done.edits += [edit] if edit else []
        elif fence.language == "diff":
            change(fence, self.folder)
            self.done.counts["changes"] += 1
        elif REWRITE in fence.options:
            rewrite(fence, self.folder)
            self.done.counts["changes"] += 1
        else:
            write_new(fence, self.folder)
            self.done.counts["files"] += 1

    def close(self) -> None:
        """Stop what still runs."""
        self.console.close()


@contextmanager
def player(
    folder: Path | None = None,
    *,
    accept: bool = False,
    limits: Limits | None = None,
    stop: Event | None = None,
) -> Iterator[Player]:
    """Lend a player that cleans up behind itself.

    Args:
        folder: where to play, and what stays; none: a folder that goes with the player.
        accept: take what commands print as what the page should show.
        limits: how long things may take.
        stop: once it is set, no other block is played.
    """
    with tempfile.TemporaryDirectory(prefix="replay-", ignore_cleanup_errors=True) as scratch:
        tools = Path(scratch).resolve() / "tools"
        tools.mkdir()
        for name in (".env", ".flaskenv"):  # Flask looks for them further and further up
            (tools.parent / name).touch()
        place = folder or tools.parent / "taskmaster"
        hands = Player(place, tools, accept=accept, limits=limits, stop=stop)
        try:
            yield hands
        finally:
            hands.close()


def play(hands: Player, chosen: list[Step], report: Callable[[Step], None]) -> Played:
    """Play steps in order, and make a history of them.

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
    hands.done.history = tell(hands.folder, hands.done.history.commits)
    return hands.done
