"""A traceback, shortened to the lines that are the learner's."""

import traceback
from pathlib import Path
from types import FrameType


def explain(error: BaseException, folder: Path) -> str:
    """Say what was raised, and through which lines of the copy it went.

    Args:
        error: what was raised.
        folder: the copy.
    """
    said = "".join(traceback.format_exception_only(error)).strip()
    frames = traceback.extract_tb(error.__traceback__)
    return "\n".join([said.splitlines()[-1], *_lines(frames, folder), *_syntax(error, folder)])


def where(frame: FrameType | None, folder: Path) -> str:
    """Say at which line of the copy a program is.

    Args:
        frame: where it is.
        folder: the copy.
    """
    return "\n".join(_lines(traceback.extract_stack(frame), folder)[-1:])


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
