"""A learner's copy: which stage it has reached, and a copy of it that may be used up."""

import shutil
from pathlib import Path

from workbook.core.arguments import NOX, START
from workbook.core.errors import WorkbookError
from workbook.course.stages import Stage, stages

# What the first step of a stage brings that makes the app another one, and what a late one brings.
MARKS = {
    "01": ("app.py", "static/style.css"),
    "02": ("wsgi.py", "taskmaster/templates/error.html"),
    "03": ("taskmaster/database.py", "taskmaster/faults.py"),
    "04": ("requirements-dev.txt", ".github/workflows/test.yml"),
    "05": ("taskmaster/settings.py", "WORKFLOW.md"),
}
# What belongs to a machine and not to the work: never copied, so never touched either.
LEFT_OUT = frozenset(
    {".git", ".env", "instance", "node_modules", "__pycache__", ".pytest_cache", ".coverage"}
)


def stage_of(folder: Path) -> Stage:
    """Return the stage that a copy is at: the last one that it has begun.

    Args:
        folder: somebody's folder.

    Raises:
        WorkbookError: if it is no copy of the app.
    """
    begun = [stage for stage in stages() if _has(folder, stage, 0)]
    if not begun:
        raise WorkbookError(f"{folder} is no copy of Task Master: no stage begins in it. {START}")
    return begun[-1]


def is_whole(folder: Path, stage: Stage) -> bool:
    """Tell whether a copy has what the last steps of a stage bring.

    Args:
        folder: a copy.
        stage: the stage.
    """
    return _has(folder, stage, 1)


def stage_reached(folder: Path) -> Stage:
    """Return the last stage that a copy is at the end of, or else the one that it has begun.

    Args:
        folder: somebody's folder.

    Raises:
        WorkbookError: if it is no copy of the app.
    """
    now = stage_of(folder)
    before = [stage for stage in stages() if stage.number < now.number]
    return now if is_whole(folder, now) or not before else before[-1]


def require_at(folder: Path, stage: Stage, name: str = "") -> None:
    """Refuse a copy that is not at the end of a stage.

    Args:
        folder: somebody's folder.
        stage: where it has to be.
        name: what to call the folder.

    Raises:
        WorkbookError: if it is no copy, has not come so far, or is further.
    """
    now, name = stage_of(folder), name or str(folder)
    if now.number > stage.number:
        raise WorkbookError(
            f"{name} is at stage {now.name}, past stage {stage.name}. Go back to a commit of that "
            f"stage in it, or make another copy: {NOX} -s start -- {stage.number} DIR."
        )
    if now.number < stage.number or not is_whole(folder, stage):
        raise WorkbookError(
            f"{name} has not reached the end of stage {stage.name}: it has no "
            f"{_missing(folder, stage)}. Finish the chapter, or make a copy of that stage: "
            f"{NOX} -s start -- {stage.number} DIR."
        )


def is_left_out(path: Path) -> bool:
    """Tell whether something in a copy belongs to the machine, and not to the work.

    Args:
        path: a file or a folder in the copy.
    """
    return (
        path.name in LEFT_OUT
        or path.suffix in (".db", ".sqlite3", ".pyc")
        or (path / "pyvenv.cfg").is_file()  # a virtual environment, whatever it is called
        or not (path.is_file() or path.is_dir() or path.is_symlink())  # what a program listens on
    )


def copy_work(folder: Path, to: Path) -> None:
    """Copy the work in a learner's folder, without environments, databases, caches and secrets.

    Args:
        folder: theirs; only read.
        to: a folder that is not there yet.

    Raises:
        WorkbookError: if something in it cannot be read.
    """
    try:
        shutil.copytree(folder, to, symlinks=True, ignore=_left_out)
    except (shutil.Error, OSError) as error:
        first = error.args[0][0][-1] if isinstance(error, shutil.Error) else error
        raise WorkbookError(f"{folder} cannot be copied to be checked: {first}.") from None


def _has(folder: Path, stage: Stage, which: int) -> bool:
    marks = MARKS.get(stage.number)
    return marks is not None and (folder / marks[which]).is_file()


def _missing(folder: Path, stage: Stage) -> str:
    return next(mark for mark in MARKS[stage.number] if not (folder / mark).is_file())


def _left_out(parent: str, names: list[str]) -> set[str]:
    return {name for name in names if is_left_out(Path(parent, name))}
