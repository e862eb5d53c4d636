"""The project after each step: its files, each in the version that some step made."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workbook.course.chapters import Step
from workbook.history.history import History


@dataclass(frozen=True)
class Version:
    """A file as one step made it, until another step changes, moves or removes it."""

    path: str
    blob: str
    step: Step
    before: "Version | None"  # what it was made from; none: it is new

    @property
    def anchor(self) -> str:
        """Where it is on the page of its step."""
        return anchor_of(self.path)

    @property
    def change(self) -> str:
        """What the step did to it, in a word or two."""
        if self.before is None:
            return "new"
        moved = self.before.path != self.path
        return f"moved from {self.before.path}" if moved else "changed"


@dataclass(frozen=True)
class Point:
    """The project after a step."""

    step: Step
    files: dict[str, Version]
    gone: tuple[str, ...]  # files that the step removed or moved

    @property
    def made(self) -> list[Version]:
        """The versions that the step made."""
        return [version for version in self.files.values() if version.step == self.step]


def anchor_of(path: str) -> str:
    """Return where a file is on the page of a step; docs/assets/reader.js leads there.

    Args:
        path: the file.
    """
    return re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-")


def points(history: History) -> Iterator[Point]:
    """Yield the project after each step, the first one first.

    Args:
        history: of the chapters.
    """
    old: dict[str, Version] = {}
    for step in history.commits:
        moves = history.moves(step)
        files = {
            path: _version(old, moves, path, blob, step)
            for path, blob in history.tree(step).items()
        }
        yield Point(step, files, tuple(path for path in old if path not in files))
        old = files


def _version(
    old: dict[str, Version], moves: dict[str, str], path: str, blob: str, step: Step
) -> Version:
    known = old.get(path)
    if known and known.blob == blob:
        return known
    return Version(path, blob, step, known or old.get(moves.get(path, "")))
