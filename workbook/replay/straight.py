"""Play steps one after another in one folder, as somebody does who reads them all."""

import time

from workbook.core.errors import WorkbookError
from workbook.course.chapters import Step
from workbook.replay.played import Played
from workbook.replay.player import Player, play


def play_steps(hands: Player, chosen: list[Step]) -> Played:
    """Play steps, saying which one it is and how long it took.

    Args:
        hands: a player in a new folder.
        chosen: the steps; all that come before one of them must be among them.

    Returns:
        What was done.

    Raises:
        ChapterError: at the first thing that is not as the pages say.
    """
    progress = _Progress()
    try:
        done = play(hands, chosen, progress.begin)
    except WorkbookError:
        print(" stopped", flush=True)
        raise
    progress.end()
    return done


class _Progress:
    """Says which step is played, and how long the last one took."""

    def __init__(self) -> None:
        self.since: float | None = None

    def begin(self, step: Step) -> None:
        self.end()
        print(f"{step.name}  {step.heading:<44.44}", end="", flush=True)
        self.since = time.monotonic()

    def end(self) -> None:
        if self.since is not None:
            print(f" {time.monotonic() - self.since:5.1f} s", flush=True)
