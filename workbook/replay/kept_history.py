"""Hold stages/history.txt against the history that the chapters make."""

import tempfile
from pathlib import Path

from workbook.core.errors import ChapterError, WorkbookError
from workbook.core.paths import STREAM, make_folder, relative
from workbook.course.chapters import Step
from workbook.history.history import History
from workbook.history.stream import export, load

MEND = "nox -s replay -- --write makes it what the chapters build"


def require_current(made: History) -> None:
    """Refuse a stream that is not the history which the chapters make.

    Args:
        made: the history that a replay of all chapters made.

    Raises:
        WorkbookError: if it is missing, or differs by a byte.
        ChapterError: if a commit differs, with the first step that makes another one.
    """
    if not STREAM.is_file():
        raise WorkbookError(f"{relative(STREAM)} does not exist.\nTo mend: {MEND}")
    if STREAM.read_bytes() != export(made.repo):
        raise _difference(made)


def rewrite_stream(made: History) -> bool:
    """Make the stream the history that the chapters make, and tell whether it was another one.

    Args:
        made: the history that a replay of all chapters made.
    """
    exported = export(made.repo)
    if STREAM.is_file() and STREAM.read_bytes() == exported:
        return False
    make_folder(STREAM.parent)
    STREAM.write_bytes(exported)
    return True


def _difference(made: History) -> WorkbookError:
    name = relative(STREAM)
    if step := _first_other(made):
        problem = f"step {step.name} makes another commit than {name} has"
        return ChapterError(step.page, 1, problem, mend=MEND)
    return WorkbookError(f"{name} is not the history that the chapters make.\nTo mend: {MEND}")


def _first_other(made: History) -> Step | None:
    """Return the first step whose commit is not the stream's; none: the stream is no history."""
    with tempfile.TemporaryDirectory(prefix="stream-", ignore_cleanup_errors=True) as scratch:
        try:
            found = load(STREAM.read_bytes(), Path(scratch) / "repo")
        except WorkbookError:
            return None
    for at, (step, commit) in enumerate(made.commits.items()):
        if commit != (found[at] if at < len(found) else ""):
            return step
    return None
