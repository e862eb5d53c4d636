"""Bring the check of an exercise to where it runs: as it was committed, whatever became of it."""

import io
import shutil
import tarfile
from pathlib import Path
from typing import Protocol

from workbook.core.archives import unpack
from workbook.core.errors import WorkbookError
from workbook.core.git import git, git_bytes
from workbook.core.paths import ROOT
from workbook.core.repos import is_repo
from workbook.course.exercises import Exercise

KIT = "exercises/kit"


class Written(Protocol):
    """A check that stands in no file of its own: on a page, say."""

    @property
    def source(self) -> str:
        """All of it."""


def bring_check(exercise: Exercise | Written, to: Path, *, committed: bool) -> None:
    """Write ``check.py`` and ``kit/`` into a folder.

    Args:
        exercise: whose check it is, or one that stands in no file.
        to: a new folder.
        committed: take the last commit's where a file has been changed or deleted since.

    Raises:
        WorkbookError: if the check is not there, or git cannot tell whether it was changed.
    """
    if not isinstance(exercise, Exercise):
        _bring_kit(ROOT, to)
        (to / "check.py").write_text(exercise.source, encoding="utf-8")
        return
    if committed and _is_changed(exercise):
        print(f"{_name(exercise)} was changed in this workbook, so the last commit's is used.")
        _bring_committed(exercise, to)
        return
    if not exercise.check.is_file():
        raise WorkbookError(f"The check {_name(exercise)}/check.py is missing from the workbook.")
    _bring_kit(exercise.root, to)
    shutil.copy(exercise.check, to / "check.py")


def _bring_kit(root: Path, to: Path) -> None:
    shutil.copytree(root / KIT, to / "kit", ignore=shutil.ignore_patterns("__pycache__"))


def _name(exercise: Exercise) -> str:
    return exercise.folder.relative_to(exercise.root).as_posix()


def _is_changed(exercise: Exercise) -> bool:
    """Tell whether git has the check, and another one than there is now."""
    root, check = exercise.root, f"{_name(exercise)}/check.py"
    if not is_repo(root) or not git(root, "rev-list", "--max-count=1", "--all"):
        return False  # a workbook without history, unpacked say
    if not git(root, "ls-tree", "HEAD", check):  # an exercise that is being written
        return False
    return bool(git(root, "diff", "--name-only", "HEAD", "--", KIT, _name(exercise)))


def _bring_committed(exercise: Exercise, to: Path) -> None:
    paths = [KIT, f"{_name(exercise)}/check.py"]
    packed = git_bytes(exercise.root, "archive", "--format=tar", "HEAD", *paths)
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        unpack(archive, to / "committed")
    shutil.move(to / "committed" / KIT, to / "kit")
    shutil.move(to / "committed" / _name(exercise) / "check.py", to / "check.py")
