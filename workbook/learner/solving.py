"""Play an answer to an exercise on top of its stage, as a learner would type it."""

from collections.abc import Iterable
from pathlib import Path

from workbook.apps.environments import activated, environment
from workbook.apps.kit import requirements
from workbook.apps.settings import on_this_machine
from workbook.core.errors import ChapterError
from workbook.core.git import git
from workbook.core.paths import relative
from workbook.course.blocks import commands, is_played
from workbook.course.chapters import read_page
from workbook.course.exercises import Exercise
from workbook.course.fences import Fence, fences
from workbook.learner.copies import copy_work
from workbook.replay.player import Player


def play_answer(exercise: Exercise, page: Path | None, scratch: Path) -> None:
    """Play a page on top of a stage, in a terminal where the stage's environment is active.

    Blocks on the page of the exercise itself come first: they are what a learner begins with.

    Args:
        exercise: what it answers.
        page: a page in chapter grammar; none: only what a learner begins with.
        scratch: an empty folder; the answer is in ``work`` there afterwards.

    Raises:
        ChapterError: for a block that does not do what the page says.
    """
    work, tools = scratch / "work", scratch / "tools"
    copy_work(exercise.stage.folder, work)
    tools.mkdir()
    git(work, "init", "--quiet")
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "-m", f"Start from stage {exercise.stage.name}")
    play_blocks(answer_blocks(exercise, page), work, tools)


def play_blocks(blocks: Iterable[Fence], work: Path, tools: Path) -> None:
    """Play blocks in an app's folder, in a terminal where its environment is active.

    That environment is kept for all, so nothing is installed into it: a block that installs
    brings the one of what the app needs by then.

    Args:
        blocks: what is played, in order.
        work: the folder, a git repo.
        tools: an empty folder outside it.

    Raises:
        ChapterError: for a block that does not do what the page says.
    """
    hands = Player(work, tools)
    hands.console.variables |= on_this_machine(work)
    _activate(hands, work)
    try:
        for fence in blocks:
            if _only_installs(fence):
                _activate(hands, work)
            else:
                hands.play_block(fence)
    finally:
        hands.close()


def _activate(hands: Player, work: Path) -> None:
    """Make the environment of what the app needs the active one, in open terminals, too."""
    active = activated(environment(requirements(work)))
    for name in ("PATH", "VIRTUAL_ENV"):
        hands.console.variables[name] = active[name]
        for terminal in hands.console.terminals.values():
            terminal.set(name, active[name])


def _only_installs(fence: Fence) -> bool:
    is_console = fence.language == "console"
    return is_console and all("pip install" in each.text for each in commands(fence))


def answer_blocks(exercise: Exercise, page: Path | None) -> list[Fence]:
    """Return the blocks of an answer; those on the page of the exercise itself come first.

    Args:
        exercise: what it answers.
        page: a page in chapter grammar; none: only what a learner begins with.

    Raises:
        ChapterError: if the answer has no block.
    """
    return [*_played(exercise.page), *(_blocks(page) if page else [])]


def _played(page: Path) -> list[Fence]:
    return [each for each in fences(relative(page), read_page(page)) if is_played(each)]


def _blocks(page: Path) -> list[Fence]:
    blocks = _played(page)
    if not blocks:
        raise ChapterError(relative(page), 1, "this answer changes nothing: it has no block")
    return blocks
