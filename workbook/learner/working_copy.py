"""What a learner has done: their copy beside the history, and how far it is from each step."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path

from workbook.core.arguments import START
from workbook.core.errors import WorkbookError
from workbook.core.git import git, require_git
from workbook.core.repos import make_beside
from workbook.course.chapters import Step
from workbook.history.history import History, history
from workbook.history.patches import FileChange, parse_patch
from workbook.history.trees import BY_LINES, snapshot
from workbook.learner.copies import is_left_out

# What editors, systems and tools leave behind, beside what is left out of every copy.
LITTER = frozenset({".idea", ".vscode", ".vs", ".DS_Store", "Thumbs.db", "htmlcov"})
LARGEST = 1_000_000  # bytes of a file that can be somebody's work
MOST = 2_000  # files


@dataclass(frozen=True)
class Work:
    """A learner's copy as git sees it."""

    name: str  # what the learner calls it
    folder: Path  # a copy of what counts in it
    repo: Path  # knows this copy, and the history
    tree: str  # of the copy
    history: History

    def distance(self, step: Step) -> int:
        """Count the lines that differ between the copy and a step, and the files that they are in.

        Args:
            step: any step.
        """
        counts = self._counts(step)
        return len(counts) + sum(map(sum, counts))

    def lacks(self, step: Step) -> int:
        """Count the lines of a step that the copy does not have.

        Args:
            step: any step.
        """
        return sum(fewer for _, fewer in self._counts(step))

    @cached_property
    def nearest(self) -> Step:
        """The step from which the copy is least far; of several, the first one."""
        return min(self.history.commits, key=self.distance)

    def changes(self, step: Step) -> list[FileChange]:
        """Return what turns the files of a step into those of the copy.

        Args:
            step: any step.
        """
        return parse_patch(self._diff(step, "--find-renames", "--unified=1"))

    def _counts(self, step: Step) -> list[tuple[int, int]]:
        return line_counts(self._diff(step, "--numstat", "--find-renames"))

    def _diff(self, step: Step, *options: str) -> str:
        commit = self.history.commits[step]
        quiet = ("-c", "core.quotePath=false", "diff", "--ignore-space-at-eol")
        return git(self.repo, *quiet, *options, commit, self.tree)


@contextmanager
def open_work(folder: Path) -> Iterator[Work]:
    """Lend a learner's copy beside the history; the copy itself is only read.

    Args:
        folder: theirs.

    Raises:
        WorkbookError: if it is no copy of the app, or cannot be read.
    """
    require_git()
    made = history()
    with tempfile.TemporaryDirectory(prefix="work-", ignore_cleanup_errors=True) as scratch:
        repo, copy = Path(scratch).resolve() / "repo", Path(scratch).resolve() / "copy"
        _take(folder, made, copy)
        make_beside(made.repo, repo)
        yield Work(str(folder), copy, repo, snapshot(repo, copy, BY_LINES), made)


def _take(folder: Path, made: History, to: Path) -> None:
    """Copy what counts in a folder."""
    try:
        for name in _files(folder, made):
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / name, to / name, follow_symlinks=False)
    except OSError as error:
        what = error.filename or folder
        raise WorkbookError(f"{what} cannot be read: {error.strerror}.") from None


def line_counts(numstat: str) -> list[tuple[int, int]]:
    """Return for each file how many lines it has more and how many fewer; none if it is no text.

    Args:
        numstat: what ``git diff --numstat`` printed.
    """
    words = [line.split("\t")[:2] for line in numstat.splitlines()]
    return [(int(more), int(fewer)) if more != "-" else (0, 0) for more, fewer in words]


def _files(folder: Path, made: History) -> list[str]:
    """Return what counts in a folder; refuse one that is too large, or shares no file with a step.

    It is done before anything is copied: people name their home, too.
    """
    found = [path.relative_to(folder).as_posix() for path in islice(_walk(folder), MOST + 1)]
    if len(found) > MOST:
        why = f"has more than {MOST} files, so it is no copy of Task Master"
    elif not any(set(found) & set(made.tree(step)) for step in made.commits):
        why = "is no copy of Task Master: it shares no file"
    else:
        return found
    raise WorkbookError(f"{folder} {why}. {START}")


def _walk(folder: Path) -> Iterator[Path]:
    """Yield small files and links, without what machines and tools make."""
    for parent, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if _counts(Path(parent, name))]
        for path in (Path(parent, name) for name in names):
            if _counts(path) and (path.is_symlink() or _is_small_file(path)):
                yield path


def _refuse(error: OSError) -> None:
    raise error


def _counts(path: Path) -> bool:
    with suppress(PermissionError):  # a folder that cannot be looked into is refused by its name
        return not (path.name in LITTER or is_left_out(path))
    return True


def _is_small_file(path: Path) -> bool:
    return path.is_file() and path.stat().st_size <= LARGEST
