"""Which step wrote each line of a file, through its renames."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from workbook.core.git import git
from workbook.course.chapters import Step


@dataclass(frozen=True)
class WrittenLine:
    """A line of a file, and where it comes from."""

    text: str
    step: Step  # that wrote it
    path: str  # the name that the file had there
    number: int  # the line that it was there, counted from 1


def blame(repo: Path, commits: Mapping[Step, str], step: Step, path: str) -> Iterator[WrittenLine]:
    """Yield the lines of a file in order; an empty file has none.

    Args:
        repo: a git repo.
        commits: the commit of each step in it.
        step: the one that has the file.
        path: a file that is there then.

    Raises:
        WorkbookError: if there is no such file.
    """
    of_commit = {commit: each for each, commit in commits.items()}
    where: list[str] = []  # the commit, and the number there, of the line that comes next
    first_path = ""
    for line in git(repo, "blame", "--line-porcelain", commits[step], "--", path).split("\n"):
        if line.startswith("\t"):
            yield WrittenLine(line[1:], of_commit[where[0]], first_path, int(where[1]))
            where = []
        elif line.startswith("filename "):
            first_path = line.removeprefix("filename ")
        elif not where:
            where = line.split(" ")
