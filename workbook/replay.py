"""The replay command: play the chapters, hold stages/ against them, or stop at a step."""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

from workbook import proof
from workbook.chapters import Step, all_steps, find_step
from workbook.errors import WorkbookError
from workbook.git import require_git
from workbook.pages import rewrite_outputs
from workbook.paths import STAGES, relative, require_empty
from workbook.pictures import require_fresh
from workbook.player import Played, play, player
from workbook.snapshots import compare, require_snapshots_only, rewrite
from workbook.stages import stages


def replay(arguments: list[str]) -> None:
    """Run the replay command.

    Args:
        arguments: what stands after ``nox -s replay --``.

    Raises:
        WorkbookError: when something is not as the pages say.
    """
    options = _parser().parse_args(arguments)
    require_git()
    if options.to:
        step, folder = find_step(options.to[0]), Path(options.to[1])
        leave_at(step, folder)
    elif options.accept:
        accept_outputs()
    else:
        prove(write=options.write)


def prove(*, write: bool = False) -> None:
    """Play every chapter and hold stages/ against it.

    Args:
        write: rewrite stages/ where it differs, instead of refusing it.
    """
    require_snapshots_only(STAGES, stages())
    with player() as hands:
        done = _timed(lambda report: play(hands, all_steps(), report))
        for stage in stages():
            if write:
                for path in rewrite(done, stage):
                    print(f"wrote {path}")
            compare(done, stage)
        require_fresh(done)
    proof.add(_summary(done))


def accept_outputs() -> None:
    """Play every chapter and write what commands print into the pages."""
    with player(accept=True) as hands:
        done = _timed(lambda report: play(hands, all_steps(), report))
    for page in rewrite_outputs(done.edits):
        print(f"wrote {page}")
    if not done.edits:
        print("Every page shows what its commands print; nothing to write.")


def leave_at(step: Step, folder: Path) -> None:
    """Play up to a step into a folder, and leave the repo there."""
    require_empty(folder)
    every = all_steps()
    with player(folder.resolve()) as hands:
        _timed(lambda report: play(hands, every[: every.index(step) + 1], report))
    print(f"{folder} is a git repo at step {step.name}; its environment is in .venv.")


def _timed(run: Callable[[Callable[[Step], None]], Played]) -> Played:
    """Play, printing each step as it begins and how long it took when it ends."""
    started: list[float] = []

    def finish() -> None:
        if started:
            print(f" {time.monotonic() - started.pop():5.1f} s", flush=True)

    def report(step: Step) -> None:
        finish()
        print(f"{step.name}  {step.heading:<44.44}", end="", flush=True)
        started.append(time.monotonic())

    try:
        done = run(report)
    except WorkbookError:
        print(" stopped", flush=True)
        raise
    finish()
    return done


def _summary(done: Played) -> str:
    names = ", ".join(relative(stage.folder) for stage in stages())
    return (
        f"replay: {len(done.commits)} steps played ({done.files} files, {done.changes} changes, "
        f"{done.commands} commands, {done.servers} servers), and they build {names} "
        "byte for byte"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="nox -s replay --",
        description="Play the chapters, and hold stages/ against what they build.",
    )
    one = parser.add_mutually_exclusive_group()
    one.add_argument(
        "--to",
        nargs=2,
        metavar=("STEP", "DIR"),
        help="stop at a step (01.3, say) and leave the repo in DIR, a new or an empty folder",
    )
    one.add_argument(
        "--write", action="store_true", help="rewrite stages/ to what the chapters build"
    )
    one.add_argument(
        "--accept", action="store_true", help="rewrite the shown output to what commands print"
    )
    return parser


def main() -> int:
    """Run the command line; a mistake is shown in its own words and gives 1."""
    try:
        replay(sys.argv[1:])
    except WorkbookError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Nothing was changed in the repo.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
