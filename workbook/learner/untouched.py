"""Whether a copy of a stage is still as the stage is: nobody has begun anything in it."""

from collections.abc import Iterator
from pathlib import Path, PurePath

from workbook.core.errors import WorkbookError
from workbook.course.stages import Stage
from workbook.learner.copies import is_left_out

UNREAD = (".md", ".gitignore")  # no part of the app: how it behaves doesn't depend on these


def is_untouched(folder: Path, stage: Stage) -> bool:
    """Tell whether the app in a copy is the one of a stage, whatever stands beside the app.

    Ends of lines, which systems and editors change, make no difference.

    Args:
        folder: a copy of the app.
        stage: the stage that it is at the end of.

    Raises:
        WorkbookError: if a file cannot be read.
    """
    try:
        theirs, ours = _app(folder, stage), _app(stage.folder, stage)
        return theirs.keys() == ours.keys() and all(
            _lines(theirs[name]) == _lines(ours[name]) for name in ours
        )
    except OSError as error:
        what = error.filename or folder
        raise WorkbookError(f"{what} cannot be read: {error.strerror}.") from None


def _app(folder: Path, stage: Stage) -> dict[PurePath, Path]:
    """Return the files of the app: those that the stage has, and others of code or beside those."""
    found = {path.relative_to(folder): path for path in _files(folder)}
    return {name: path for name, path in found.items() if _counts(name, stage)}


def _counts(name: PurePath, stage: Stage) -> bool:
    if name.suffix in UNREAD or name.name in UNREAD:
        return False
    if (stage.folder / name).is_file() or name.suffix == ".py":
        return True
    return len(name.parts) > 1 and (stage.folder / name.parts[0]).is_dir()


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if is_left_out(path):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _files(path)
        else:
            yield path


def _lines(file: Path) -> list[bytes]:
    return [line.rstrip() for line in file.read_bytes().splitlines()] if file.is_file() else []
