"""Which commit wrote each line of a file, through its renames."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workbook.git import git


@dataclass(frozen=True)
class Blamed:
    """A line of a file, and where it was written."""

    commit: str
    path: str  # the name that the file had there
    number: int  # the line that it was there, counted from 1
    text: str


def blame(repo: Path, revision: str, path: str) -> Iterator[Blamed]:
    """Yield the lines of a file in order; an empty file has none.

    Args:
        repo: a git repo.
        revision: a commit or a tag of it.
        path: a file that is there.

    Raises:
        WorkbookError: if there is no such file.
    """
    where: list[str] = []  # the commit, and the number there, of the line that comes next
    first_path = ""
    for line in git(repo, "blame", "--line-porcelain", revision, "--", path).split("\n"):
        if line.startswith("\t"):
            yield Blamed(where[0], first_path, int(where[1]), line[1:])
            where = []
        elif line.startswith("filename "):
            first_path = line.removeprefix("filename ")
        elif not where:
            where = line.split(" ")
