"""What a learner has done: their copy beside the history, and how far it is from each step."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from workbook.chapters import Step
from workbook.copies import is_left_out
from workbook.errors import WorkbookError
from workbook.git import git, require_git
from workbook.history import History, history
from workbook.patches import FileChange, parse
from workbook.trees import BY_LINES, snapshot

START = "nox -s start -- 01 DIR makes a copy of a stage, and DIR is what you name here."
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
        counts = self._diff(step, "--numstat", "--find-renames").splitlines()
        return len(counts) + sum(int(word) for line in counts for word in _numbers(line))

    @cached_property
    def nearest(self) -> Step:
        """The step from which the copy is least far; of several, the first one."""
        return min(self.history.commits, key=self.distance)

    def changes(self, step: Step) -> list[FileChange]:
        """Return what turns the files of a step into those of the copy.

        Args:
            step: any step.
        """
        return parse(self._diff(step, "--find-renames", "--unified=1"))

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
    _require_folder(folder)
    with tempfile.TemporaryDirectory(prefix="work-", ignore_cleanup_errors=True) as scratch:
        repo, copy = Path(scratch).resolve() / "repo", Path(scratch).resolve() / "copy"
        _copy(folder, copy)
        git(Path(scratch), "init", "--quiet", str(repo))
        known = made.repo.resolve() / "objects"
        (repo / ".git" / "objects" / "info" / "alternates").write_text(f"{known.as_posix()}\n")
        work = Work(str(folder), copy, repo, snapshot(repo, copy, BY_LINES), made)
        _require_copy(work)
        yield work


def _require_folder(folder: Path) -> None:
    if not folder.is_dir():
        what = "is a file" if folder.exists() else "does not exist"
        raise WorkbookError(f"{folder} {what}. {START}")


def _require_copy(work: Work) -> None:
    """Refuse a folder that shares no file with any step."""
    files = set(git(work.repo, "ls-tree", "-r", "-z", "--name-only", work.tree).split("\0"))
    if not any(files & set(work.history.tree(step)) for step in work.history.commits):
        raise WorkbookError(f"{work.name} is no copy of Task Master: it shares no file. {START}")


def _copy(folder: Path, to: Path) -> None:
    """Copy what counts in a folder: small files, and nothing that machines and tools make."""
    to.mkdir()
    try:
        for count, path in enumerate(_files(folder)):
            if count == MOST:
                raise WorkbookError(
                    f"{folder} has more than {MOST} files, so it is no copy of Task Master. {START}"
                )
            target = to / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target, follow_symlinks=False)
    except OSError as error:
        name = error.filename or folder
        raise WorkbookError(f"{name} cannot be read: {error.strerror}.") from None


def _files(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if _counts(Path(parent, name))]
        for path in (Path(parent, name) for name in names):
            if _counts(path) and (path.is_symlink() or _is_small_file(path)):
                yield path


def _refuse(error: OSError) -> None:
    raise error


def _counts(path: Path) -> bool:
    return not (path.name in LITTER or is_left_out(path))


def _is_small_file(path: Path) -> bool:
    return path.is_file() and path.stat().st_size <= LARGEST


def _numbers(line: str) -> list[str]:
    """Return how many lines a file has more and less; nothing of one that is no text."""
    return [word for word in line.split("\t")[:2] if word.isdecimal()]
