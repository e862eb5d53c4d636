"""Notice when files of a folder change, by looking: events don't reach every file system."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

from workbook.learner.copies import is_left_out

SECONDS = 0.5  # between two looks


def saves(folder: Path, seconds: float = SECONDS) -> Iterator[None]:
    """Yield at once, and then each time that something in a folder has been saved.

    Args:
        folder: the folder.
        seconds: how long to wait between two looks.
    """
    before: dict[str, tuple[int, int]] | None = None
    while True:
        now = _state(folder)
        if now != before:
            before = now
            yield
        else:
            time.sleep(seconds)


def _state(folder: Path) -> dict[str, tuple[int, int]]:
    """Return the time and the size of each file."""
    found = {}
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not is_left_out(Path(parent, name))]
        for path in (Path(parent, name) for name in files):
            try:
                stat = path.stat()
            except OSError:  # an editor writes beside a file, and moves that into its place
                continue
            found[str(path)] = (stat.st_mtime_ns, stat.st_size)
    return found
