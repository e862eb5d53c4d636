"""Play the chapters, as far as they are not proven: side by side, or one after another."""

import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from threading import Event

from workbook.core.deadlines import Limits
from workbook.core.pools import report, two_at_a_time
from workbook.course.chapters import Step
from workbook.course.page_edits import PageEdit
from workbook.course.stages import Stage, stages
from workbook.replay.chapter import Chapter
from workbook.replay.leftovers import keep_leftovers
from workbook.replay.player import Player, player
from workbook.replay.step_beginnings import settle
from workbook.replay.store import keep_commit


@dataclass
class ChaptersPlayed:
    """What became of the chapters."""

    commits: dict[Step, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    edits: list[PageEdit] = field(default_factory=list)

    def add(self, other: "ChaptersPlayed") -> None:
        """Add what became of one more chapter."""
        self.commits |= other.commits
        self.counts += other.counts
        self.edits += other.edits

    @property
    def last(self) -> str:
        """The commit of the last step; blank if there is none yet."""
        return list(self.commits.values())[-1] if self.commits else ""


def play_side_by_side(known: dict[Step, str], limits: Limits) -> ChaptersPlayed:
    """Play each chapter from the tag before it, two at a time.

    Args:
        known: the commits of the history in stages/, as they are typed.
        limits: how long things may take.

    Returns:
        What became of them, up to and with the first one that does not end at its tag.

    Raises:
        WorkbookError: at the first thing that is not as the pages say.
    """
    every: list[Chapter] = []
    for stage in stages():
        last = every[-1] if every else None
        before = known[last.steps[-1]] if last else ""
        every.append(Chapter(stage, before, last.typed_with_it if last else 0))
    stop, done = Event(), ChaptersPlayed()

    def hear(played: ChaptersPlayed) -> None:
        done.add(played)
        if played.commits.items() - known.items():
            raise _OtherHistory

    jobs = [partial(_play, chapter, limits, stop=stop) for chapter in every]
    with suppress(_OtherHistory):
        two_at_a_time(jobs, hear, stop)
    return done


def play_in_turn(limits: Limits, *, accept: bool = False) -> ChaptersPlayed:
    """Play each chapter from where the one before it has ended.

    Args:
        limits: how long things may take.
        accept: take what commands print as what the page should show.

    Returns:
        What became of them.

    Raises:
        WorkbookError: at the first thing that is not as the pages say.
    """
    done, typed = ChaptersPlayed(), 0
    for stage in stages():
        chapter = Chapter(stage, done.last, typed)
        done.add(_play(chapter, limits, accept=accept))
        typed = chapter.typed_with_it
    return done


class _OtherHistory(Exception):  # noqa: N818 - nothing is wrong yet, but no more has to be played
    """A chapter has ended at another commit than it did when stages/ was written."""


def _play(
    chapter: Chapter, limits: Limits, *, accept: bool = False, stop: Event | None = None
) -> ChaptersPlayed:
    """Play a chapter from its first step that is not proven."""
    first, done = chapter.first, ChaptersPlayed()
    for step, kept in zip(chapter.steps[:first], chapter.proven, strict=False):
        done.commits[step] = kept["commit"]
        done.counts += Counter(kept["counts"])
    if first:
        _say_proven(chapter.stage, first, len(chapter.steps))
    if first < len(chapter.steps):
        with player(accept=accept, limits=limits, stop=stop) as hands:
            settle(hands, chapter, first)
            for at in range(first, len(chapter.steps)):
                _play_step(hands, chapter, at)
            done.commits |= hands.done.history.commits
            done.counts += hands.done.counts
            done.edits = hands.done.edits
    return done


def _play_step(hands: Player, chapter: Chapter, at: int) -> None:
    """Play a step, and keep what came of it."""
    step, proof, since = chapter.steps[at], chapter.proofs[at], time.monotonic()
    before = Counter(hands.done.counts)
    hands.play_step(step)
    keep_commit(hands.folder, step)
    if not hands.done.edits:  # else the page is going to say something else
        keep_leftovers(hands.folder, step, proof.digest)
        commit = hands.done.history.commits[step]
        proof.keep({"commit": commit, "counts": dict(hands.done.counts - before)})
    report(step.name, step.heading, time.monotonic() - since)


def _say_proven(stage: Stage, first: int, count: int) -> None:
    which = f"{first} of {count} steps" if first < count else f"{count} steps"
    print(f"{stage.number}    {which} are as they were when they were proven", flush=True)
