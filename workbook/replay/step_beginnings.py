"""Bring a learner to where a step begins: the repo, the packages, and what earlier steps left."""

import shlex
from datetime import timedelta
from pathlib import Path

from workbook.apps.environments import make_learners
from workbook.apps.start_commands import start_commands
from workbook.core.errors import WorkbookError
from workbook.core.git import git
from workbook.course.chapters import Step
from workbook.replay.chapter import Chapter
from workbook.replay.consoles import FIRST_COMMAND
from workbook.replay.leftovers import bring_leftovers
from workbook.replay.player import Player
from workbook.replay.store import REPO


def settle(hands: Player, chapter: Chapter, first: int) -> None:
    """Give a player the folder, the terminals and the clock as they are before a step.

    Args:
        hands: a player in an empty folder.
        chapter: the chapter.
        first: how many of its steps were played before.

    Raises:
        WorkbookError: if the packages cannot be installed, or what the README says fails.
    """
    step = chapter.steps[min(first, len(chapter.steps) - 1)]
    hands.console.clock = FIRST_COMMAND + timedelta(minutes=chapter.typed_before(step))
    commit = chapter.proven[first - 1]["commit"] if first else chapter.before
    if not commit:
        return  # the very first step begins with nothing
    clone(REPO, commit, hands.folder)
    if (hands.folder / "requirements.txt").is_file():
        make_learners(hands.folder)
        hands.console.openings |= chapter.openings(first)
    if first:
        bring_leftovers(hands.folder, chapter.steps[first - 1], chapter.proofs[first - 1].digest)
    elif (hands.folder / "README.md").is_file():
        _prepare(hands, chapter.steps[0])


def clone(repo: Path, commit: str, folder: Path) -> None:
    """Make a learner's repo of a commit, on the branch main.

    Args:
        repo: has the commit.
        commit: its id.
        folder: an empty folder.
    """
    git(folder, "clone", "--quiet", "--shared", "--no-checkout", str(repo.resolve()), ".")
    git(folder, "checkout", "--quiet", "-B", "main", commit)
    git(folder, "remote", "remove", "origin")


def _prepare(hands: Player, step: Step) -> None:
    """Do what the README says before the app is served: make its database, say."""
    for words in start_commands(hands.folder)[:-1]:
        command = shlex.join(words)
        printed, status = hands.console.terminal(1).run(command)
        if status:
            said = "\n".join(printed)
            raise WorkbookError(
                f"{step.page}: the chapter cannot begin: {command!r}, which the README of the "
                f"stage before it says, exits with {status}\n{said}"
            )
