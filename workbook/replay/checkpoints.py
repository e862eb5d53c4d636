"""Checkpoints: wherever a page lets learners run what they have, the app must hold.

It is clicked through, as a curious visitor would do: nothing that it shows raises an error or leads
nowhere. What it promises beyond that is told at the end of its stage.
"""

import subprocess
import tempfile
from pathlib import Path

from workbook.apps.kit import KIT, beside
from workbook.core.processes import run
from workbook.core.proofs import PASSED_OVER, digest, files
from workbook.course.fences import Fence
from workbook.course.pace_rules import is_checkpoint

FACTORIES = ("app.py", "taskmaster/__init__.py")  # where an app has one, it can be clicked through
# It is clicked through on a database of its own, and its tests are no part of it.
NOT_OF_THE_APP = PASSED_OVER | {"tests", "instance"}
held: set[str] = set()  # the digests of what was clicked through: most blocks leave an app as it is


def hold_checkpoint(fence: Fence, folder: Path) -> None:
    """Click through the app of a learner, if a block is a checkpoint and there is an app.

    One that was clicked through as it is now is not clicked through again.

    Args:
        fence: a block that was just played.
        folder: the learner's; it is only read.

    Raises:
        ChapterError: if the app does not start, or something in it raises an error.
    """
    if not is_checkpoint(fence) or not any((folder / each).is_file() for each in FACTORIES):
        return
    python, told = beside(folder, KIT.parent)
    parts = [path for path in folder.iterdir() if path.name not in NOT_OF_THE_APP]
    app = digest(python, repr(sorted(told.items())), files(*parts, root=folder))
    if app in held:
        return
    with tempfile.TemporaryDirectory(prefix="clicks-", ignore_cleanup_errors=True) as scratch:
        words = [python, "-P", "-m", "kit.clicks", str(folder), scratch]
        done = run(
            words,
            cwd=folder,
            env=told,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
    if done.returncode:
        raise fence.error(
            "at this point the app does not hold",
            detail=done.stdout.strip(),
            mend="let no block before it leave the app half-changed",
        )
    held.add(app)
