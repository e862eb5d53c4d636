"""A traceback, shortened to the lines that are the learner's."""

import sys
import traceback
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path
from types import FrameType

from kit.words import unreadable


def explain(error: BaseException, folder: Path) -> str:
    """Say what was raised, and through which lines of the copy it went.

    Args:
        error: what was raised.
        folder: the copy.
    """
    frames = traceback.extract_tb(error.__traceback__)
    # Before Python 3.11.4, a module in UTF-16 is a plain ValueError; so is each UnicodeError.
    unread = unreadable(folder) if isinstance(error, ValueError | SyntaxError) else []
    return "\n".join([*_said(error), *_lines(frames, folder), *_syntax(error, folder), *unread])


def where(frame: FrameType | None, folder: Path) -> str:
    """Say at which line of the copy a program is.

    Args:
        frame: where it is.
        folder: the copy.
    """
    return "\n".join(_lines(traceback.extract_stack(frame), folder)[-1:])


def _said(error: BaseException) -> list[str]:
    """Return the first line of what an error says, and the first of the SQL that it tells of."""
    whole = traceback.TracebackException(type(error), error, error.__traceback__, compact=True)
    said = "".join(whole.format_exception_only()).strip().splitlines()
    if isinstance(error, NameError):
        return [_with_suggestion(error, said[0])]
    if isinstance(error, SyntaxError):  # the place stands above its words
        return said[-1:]
    return [said[0], *[line for line in said[1:] if line.startswith("[SQL: ")][:1]]


def _with_suggestion(error: NameError, said: str) -> str:
    """Return what a name that nobody knows is said to be like; Python 3.11 only prints it."""
    if sys.version_info >= (3, 12):
        return said
    with redirect_stderr(StringIO()) as printed:
        sys.__excepthook__(type(error), error, error.__traceback__)
    return printed.getvalue().strip().splitlines()[-1]


def _lines(frames: traceback.StackSummary, folder: Path) -> list[str]:
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(folder)]
    said = [
        f"{Path(frame.filename).relative_to(folder).as_posix()}, line {frame.lineno}: {frame.line}"
        for frame in own
    ]
    return list(dict.fromkeys(said))  # a comprehension is a frame of its own


def _syntax(error: BaseException, folder: Path) -> list[str]:
    """Name the line that Python could not read, which is in no frame."""
    if not isinstance(error, SyntaxError) or not error.filename:
        return []
    path = Path(error.filename)
    name = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
    return [f"{name}, line {error.lineno}: {(error.text or '').strip()}"]
