"""Patches as git writes them: files, and the hunks of each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

HUNK = re.compile(r"@@ -(?P<old>\d+)(?:,\d+)? \+(?P<new>\d+)(?:,\d+)? @@.*")
KINDS = {"new file ": "added", "deleted f": "gone", "rename fr": "moved"}


@dataclass(frozen=True)
class Line:
    """A line of a hunk: its mark, its text, and its numbers where it has them."""

    mark: str  # a space, - or +
    text: str
    old: int
    new: int


@dataclass(frozen=True)
class Hunk:
    """Lines that change together, and those around them."""

    header: str
    text: str  # all its lines below the header, marks and ends included

    @property
    def lines(self) -> Iterator[Line]:
        """Its lines in order, each with the number that it has, or would have, on either side."""
        place = HUNK.fullmatch(self.header)
        assert place
        old, new = max(1, int(place["old"])), max(1, int(place["new"]))
        for line in self.text.removesuffix("\n").split("\n"):
            if line[0] != "\\":
                yield Line(line[0], line[1:], old, new)
                old += line[0] != "+"
                new += line[0] != "-"

    @property
    def below(self) -> int:
        """The line before, below which the new lines of a hunk without context come."""
        place = HUNK.fullmatch(self.header)
        assert place
        return int(place["old"])

    @property
    def changes(self) -> list[Line]:
        """Its lines that go or come."""
        return [line for line in self.lines if line.mark != " "]


@dataclass(frozen=True)
class FileChange:
    """What a patch does to one file."""

    kind: str  # added, gone, moved or changed
    old: str  # its path before; of an added file, the same as after
    new: str
    header: str  # all that stands above its hunks
    hunks: tuple[Hunk, ...]

    @property
    def patch(self) -> str:
        """Its part of the patch, as git wrote it."""
        return self.header + "".join(f"{hunk.header}\n{hunk.text}" for hunk in self.hunks)

    def count(self, mark: str) -> int:
        """Count its lines with a mark, + or -."""
        return sum(line.mark == mark for hunk in self.hunks for line in hunk.changes)


def parse_patch(patch: str) -> list[FileChange]:
    """Return the files of a patch in order.

    Args:
        patch: what ``git diff`` printed, of files that are text.
    """
    parts = re.split(r"^(?=diff --git )", patch, flags=re.MULTILINE)
    return [_file(part) for part in parts if part]


def _file(part: str) -> FileChange:
    header, *bodies = re.split(r"^(?=@@ )", part, flags=re.MULTILINE)
    lines = header.splitlines()
    kind = next((KINDS[line[:9]] for line in lines if line[:9] in KINDS), "changed")
    old, new = _paths(lines)
    hunks = (Hunk(*body.split("\n", 1)) for body in bodies)
    return FileChange(kind, old, new, header, tuple(hunks))


def _paths(lines: list[str]) -> tuple[str, str]:
    for start, end in (("rename from ", "rename to "), ("--- a/", "+++ b/")):
        old = [line.removeprefix(start) for line in lines if line.startswith(start)]
        new = [line.removeprefix(end) for line in lines if line.startswith(end)]
        if old or new:
            return (old or new)[0], (new or old)[0]
    # No line changes, so both names are the same: "diff --git a/name b/name".
    names = lines[0].removeprefix("diff --git ")
    name = names[2 : len(names) // 2]
    return name, name
