"""The replay command: play the chapters and bugs, hold stages/ against them, or stop at a step."""

from collections import Counter
from pathlib import Path

from workbook.core import summary
from workbook.core.arguments import Arguments
from workbook.core.deadlines import Limits
from workbook.core.git import require_git
from workbook.core.paths import STAGES, STREAM, relative, require_empty
from workbook.core.proofs import prove_anew
from workbook.course.chapters import Step, all_steps, find_step
from workbook.course.computed import hold_computed
from workbook.course.pace_rules import hold_pace
from workbook.course.page_edits import rewrite_outputs
from workbook.course.reasons import hold_reasons
from workbook.course.stages import stages
from workbook.replay import kept_history
from workbook.replay.all_chapters import play_in_turn, play_side_by_side
from workbook.replay.mending import prove_troubles
from workbook.replay.museum import prove_bugs
from workbook.replay.played import Played
from workbook.replay.player import player
from workbook.replay.snapshots import require_built, require_snapshots_only, rewrite_snapshot
from workbook.replay.store import assembled, open_store
from workbook.replay.straight import play_steps
from workbook.replay.variables import require_bash
from workbook.site.pictures import require_fresh


def main(arguments: list[str]) -> None:
    """Run the replay command.

    Args:
        arguments: what stands after ``nox -s replay --``.

    Raises:
        WorkbookError: when something is not as the pages say.
    """
    options = parser().parse_args(arguments)
    limits = Limits(*[options.limit] * 3) if options.limit else Limits()
    require_git()
    require_bash()
    if options.anew:
        prove_anew()
    if options.to:
        play_to(find_step(options.to[0]), Path(options.to[1]), limits)
    elif options.straight:
        prove_straight(limits)
    elif options.accept:
        accept_outputs(limits)
    else:
        prove_chapters(limits, write=options.write)


def prove_chapters(limits: Limits, *, write: bool = False) -> None:
    """Play what is not proven, hold stages/ against it, plant every bug, and meet every error.

    Args:
        limits: how long things may take.
        write: rewrite stages/ where it differs, instead of refusing it.

    Raises:
        WorkbookError: when something is not as the pages say.
    """
    require_snapshots_only(STAGES, stages())
    for page in hold_computed(write=write):
        print(f"wrote {page}")
    hold_pace()
    hold_reasons()
    known = open_store()
    done = play_in_turn(limits) if write or known is None else play_side_by_side(known, limits)
    with assembled(done.commits) as made:
        played = Played(made, done.counts)
        _hold_stages(played, write=write)
        prove_bugs(played, limits.command)
        prove_troubles(played, limits)
    summary.add(_summary(played.counts, len(made.commits)))


def _hold_stages(played: Played, *, write: bool) -> None:
    """Hold stages/ and the pictures against what the chapters build."""
    made = played.history
    for stage in sorted({step.stage for step in made.commits}, key=lambda stage: stage.name):
        if write:
            for path in rewrite_snapshot(made, stage):
                print(f"wrote {path}")
        require_built(made, stage)
    if write and kept_history.rewrite_stream(made):
        print(f"wrote {relative(STREAM)}")
    kept_history.require_current(made)
    require_fresh(made)


def accept_outputs(limits: Limits) -> None:
    """Play what is not proven, and write what commands print into the pages.

    Args:
        limits: how long things may take.

    Raises:
        WorkbookError: when something else is not as the pages say.
    """
    open_store()
    done = play_in_turn(limits, accept=True)
    with assembled(done.commits) as made:
        played = Played(made, done.counts, done.edits)
        prove_bugs(played, limits.command, accept=True)
        prove_troubles(played, limits, accept=True)
    for page in rewrite_outputs(played.edits):
        print(f"wrote {page}")
    if not played.edits:
        print("Every page shows what its commands print; nothing to write.")


def prove_straight(limits: Limits) -> None:
    """Play all chapters in one folder, as somebody does who reads them all; nothing is kept.

    Args:
        limits: how long things may take.

    Raises:
        WorkbookError: when something is not as the pages say.
    """
    with player(limits=limits) as hands:
        done = play_steps(hands, all_steps())
        kept_history.require_current(done.history)
    steps = len(done.history.commits)
    summary.add(f"replay: {steps} steps played in one folder, from the first to the last")


def play_to(step: Step, folder: Path, limits: Limits) -> None:
    """Play up to a step into a folder, and leave the repo there.

    Args:
        step: the last step that is played.
        folder: a new or an empty folder.
        limits: how long things may take.

    Raises:
        WorkbookError: if the folder is not empty, or something is not as the pages say.
    """
    require_empty(folder)
    every = all_steps()
    with player(folder.resolve(), limits=limits) as hands:
        play_steps(hands, every[: every.index(step) + 1])
    print(f"{folder} is a git repo at step {step.name}.")


def _summary(counts: Counter[str], steps: int) -> str:
    names = ", ".join(relative(stage.folder) for stage in stages())
    bugs = f"; {counts['bugs']} bugs turn red what their pages name" if counts["bugs"] else ""
    errors = f"; {counts['troubles']} errors are met and mended" if counts["troubles"] else ""
    return (
        f"replay: {steps} steps played ({counts['files']} files, {counts['changes']} changes, "
        f"{counts['commands']} commands, {counts['servers']} servers), and they build {names} "
        f"byte for byte{bugs}{errors}"
    )


def parser() -> Arguments:
    """Return the parser of what stands after ``nox -s replay --``."""
    made = Arguments(
        "replay",
        "Play the chapters, hold stages/ against what they build, plant each bug, and make and "
        "mend each error. What was proven, and nothing of it has changed, is not played again.",
    )
    made.add_argument(
        "--limit",
        type=float,
        metavar="SECONDS",
        help="how long a command, the start and the stop of a server may each take "
        f"(default: {Limits.command:g}, {Limits.server:g} and {Limits.stop:g})",
    )
    made.add_argument("--anew", action="store_true", help="play all, whatever was proven before")
    one = made.add_mutually_exclusive_group()
    one.add_argument(
        "--to",
        nargs=2,
        metavar=("STEP", "DIR"),
        help="stop at a step (01.3, say) and leave the repo in DIR, a new or an empty folder",
    )
    one.add_argument(
        "--straight",
        action="store_true",
        help="play all chapters in one folder, one after another, as somebody reads them",
    )
    one.add_argument(
        "--write",
        action="store_true",
        help="rewrite stages/ to what the chapters build, the minutes that pages promise, and "
        "where words are first met",
    )
    one.add_argument(
        "--accept",
        action="store_true",
        help="rewrite the shown output to what commands print, and the red tests of bugs",
    )
    return made
