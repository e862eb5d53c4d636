"""Prove the troubleshooting page: make each error on a copy of its step, and mend it."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from workbook.apps.environments import environment
from workbook.core.deadlines import Limits
from workbook.core.git import git
from workbook.core.pools import report, say_proven, two_at_a_time
from workbook.core.proofs import Proof, engine, machine
from workbook.course.blocks import typed
from workbook.course.page_edits import PageEdit
from workbook.course.stages import stages
from workbook.course.troubles import Trouble, troubles
from workbook.history.history import History
from workbook.history.trees import write
from workbook.replay.chapter import ACTIVATE
from workbook.replay.fresh_machine import make_fresh
from workbook.replay.played import Played
from workbook.replay.player import Player, player
from workbook.replay.step_beginnings import clone


@dataclass(frozen=True)
class Clinic:
    """Where errors are made: copies of what the chapters have built."""

    history: History
    packages: Path | None  # an environment that has what any stage needs; none: no stage needs any
    limits: Limits
    accept: bool

    def treat(self, trouble: Trouble) -> list[PageEdit]:
        """Play a section on a copy of its step.

        Args:
            trouble: the section.

        Returns:
            What the page should say instead.

        Raises:
            ChapterError: if a block does not do what the page says.
        """
        with player(accept=self.accept, limits=self.limits) as hands:
            self._settle(hands, trouble)
            for fence in trouble.blocks:
                hands.play_block(fence)
            hands.console.stop_servers()
            return hands.done.edits

    def _settle(self, hands: Player, trouble: Trouble) -> None:
        """Give a player the repo as it is after the step, and terminals as a learner's are."""
        clone(self.history.repo, self.history.commits[trouble.step], hands.folder)
        (hands.folder / ".git" / "info" / "exclude").write_text(".venv\n")  # a link, no folder
        if self.packages:
            (hands.folder / ".venv").symlink_to(self.packages)
            hands.console.opening = ACTIVATE
        make_fresh(hands.console.variables, hands.scratch)


def prove_troubles(played: Played, limits: Limits, *, accept: bool = False) -> None:
    """Make and mend each error of the troubleshooting page; no page: no error.

    Args:
        played: what a replay of all chapters did; is told of the errors.
        limits: how long things may take.
        accept: take what commands print as what the page should show.

    Raises:
        ChapterError: at the first section that is not true.
    """
    proofs = {trouble: _proof(trouble, played.history) for trouble in troubles()}
    left = [trouble for trouble, proof in proofs.items() if not proof.kept()]
    if left:
        with _clinic(played.history, limits, accept=accept) as clinic:
            jobs = [partial(_treat, clinic, trouble, proofs[trouble]) for trouble in left]
            two_at_a_time(jobs, played.edits.extend)
    say_proven("errors", len(proofs) - len(left))
    played.counts["troubles"] += len(proofs)


def _proof(trouble: Trouble, made: History) -> Proof:
    last = list(made.commits.values())[-1]
    packages = git(made.repo, "ls-tree", last, "requirements.txt", "requirements-dev.txt")
    where = {"commit": made.commits[trouble.step], "packages": packages}
    blocks = {"title": trouble.title, "blocks": typed(trouble.blocks)}
    here = {"engine": engine("replay"), "machine": machine()}
    return Proof(f"error {trouble.title}", where | blocks | here)


def _treat(clinic: Clinic, trouble: Trouble, proof: Proof) -> list[PageEdit]:
    """Make and mend an error, and keep that it was."""
    since = time.monotonic()
    edits = clinic.treat(trouble)
    if not edits:
        proof.keep("met and mended")
    report(trouble.step.name, trouble.title, time.monotonic() - since)
    return edits


@contextmanager
def _clinic(made: History, limits: Limits, *, accept: bool) -> Iterator[Clinic]:
    """Lend a clinic that has the packages of the last stage's developers."""
    with tempfile.TemporaryDirectory(prefix="errors-", ignore_cleanup_errors=True) as scratch:
        folder = Path(scratch).resolve() / "stage"
        write(made.repo, stages()[-1].name, folder)
        developers = folder / "requirements-dev.txt"
        packages = environment(developers).resolve() if developers.is_file() else None
        yield Clinic(made, packages, limits, accept)
