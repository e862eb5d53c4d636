"""Prove the troubleshooting page: make each error on a copy of its step, and mend it."""

import time
from dataclasses import dataclass
from functools import partial

from workbook.core.git import git
from workbook.core.pools import report, two_at_a_time
from workbook.course.troubles import Trouble, troubles
from workbook.replay.fresh_machine import make_fresh
from workbook.replay.played import Played
from workbook.replay.player import Player, player
from workbook.replay.terminals import Limits

ACTIVATE = ". .venv/bin/activate"


@dataclass(frozen=True)
class Clinic:
    """Where errors are made: copies of what a replay has built."""

    played: Played
    limits: Limits
    accept: bool

    def treat(self, trouble: Trouble) -> tuple[Trouble, Played, float]:
        """Play a section on a copy of its step.

        Args:
            trouble: the section.

        Returns:
            The section, what was done, and how many seconds it took.

        Raises:
            ChapterError: if a block does not do what the page says.
        """
        since = time.monotonic()
        with player(accept=self.accept, limits=self.limits) as hands:
            self._settle(hands, trouble)
            for fence in trouble.blocks:
                hands.play_block(fence)
            hands.console.stop_servers()
            return trouble, hands.done, time.monotonic() - since

    def _settle(self, hands: Player, trouble: Trouble) -> None:
        """Give a player the repo as it is after the step, and terminals as a learner's are."""
        commit = self.played.history.commits[trouble.step]
        git(hands.folder, "clone", "--quiet", "--shared", "--no-checkout", self._repo, ".")
        git(hands.folder, "checkout", "--quiet", "-B", "main", commit)
        git(hands.folder, "remote", "remove", "origin")
        (hands.folder / ".git" / "info" / "exclude").write_text(".venv\n")  # a link, no folder
        environment = self.played.history.repo.resolve() / ".venv"
        if environment.exists():
            (hands.folder / ".venv").symlink_to(environment)
            hands.console.opening = ACTIVATE
        make_fresh(hands.console.variables, hands.scratch)

    @property
    def _repo(self) -> str:
        return str(self.played.history.repo.resolve())


def prove_troubles(played: Played, limits: Limits, *, accept: bool = False) -> None:
    """Make and mend each error of the troubleshooting page; no page: no error.

    Args:
        played: what a replay of all chapters did; is told of the errors.
        limits: how long things may take.
        accept: take what commands print as what the page should show.

    Raises:
        ChapterError: at the first section that is not true.
    """

    def hear(treated: tuple[Trouble, Played, float]) -> None:
        trouble, done, seconds = treated
        report(trouble.step.name, trouble.title, seconds)
        played.troubles += 1
        played.edits.extend(done.edits)

    clinic = Clinic(played, limits, accept)
    two_at_a_time([partial(clinic.treat, trouble) for trouble in troubles()], hear)
