"""The history: what each step made, from the stream in stages/, without playing a chapter."""

import hashlib
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from workbook.core.errors import WorkbookError
from workbook.core.git import Refused, git, git_bytes, require_git
from workbook.core.paths import CACHE, STREAM, make_folder, relative
from workbook.course.chapters import Step, all_steps, steps
from workbook.course.stages import stages
from workbook.history.blame import Blamed, WrittenLine, blame
from workbook.history.patches import FileChange, parse_patch
from workbook.history.stream import load

HOME = CACHE / "history"
MEND = "To mend: nox -s replay -- --write"


@dataclass(frozen=True)
class History:
    """A repo that the chapters made: a commit for each step, a tag for each stage."""

    repo: Path  # what ``history()`` returns is bare and shared, so nobody writes to it
    commits: dict[Step, str]

    def entries(self, step: Step) -> dict[str, tuple[str, str]]:
        """Return the files after a step: the mode and the id of the blob by path.

        Args:
            step: any step.
        """
        return dict(_entries(self.repo, self.commits[step]))

    def tree(self, step: Step) -> dict[str, str]:
        """Return the files after a step: the id of the blob by path.

        Args:
            step: any step.
        """
        return {path: blob for path, (_, blob) in self.entries(step).items()}

    def content(self, blob: str) -> bytes:
        """Return what a blob of a tree holds.

        Args:
            blob: its id.
        """
        return _blobs(self.repo, self._last)[blob]

    @property
    def _last(self) -> str:
        """The last commit: what is known of a history up to it stays so."""
        return next(reversed(self.commits.values()))

    def text(self, step: Step, path: str) -> str:
        """Return the text of a file after a step.

        Args:
            step: any step.
            path: the file.

        Raises:
            WorkbookError: if there is no such file then.
        """
        files = self.tree(step)
        if path not in files:
            raise WorkbookError(f"There is no {path} at step {step.name}.")
        return self.content(files[path]).decode()

    def diff(self, old: Step, new: Step, *options: str) -> str:
        """Return what changes between two steps, as a patch that follows renames.

        Args:
            old: the one side.
            new: the other side.
            options: more words for ``git diff``: ``--stat``, say, or ``--`` and paths.
        """
        pair = (self.commits[old], self.commits[new])
        words, paths = _parted(options)
        return git(self.repo, "diff", "--find-renames", "--full-index", *words, *pair, *paths)

    def changes(self, step: Step) -> list[FileChange]:
        """Return what a step changes, with renames, and without the lines around it.

        Args:
            step: any step; the first one adds all its files.
        """
        return _changes(self.repo, self._last)[self.commits[step]]

    def moves(self, step: Step) -> dict[str, str]:
        """Return the old path of each file that a step moved, by its new one.

        Args:
            step: any step.
        """
        return {file.new: file.old for file in self.changes(step) if file.kind == "moved"}

    def blame(self, step: Step, path: str) -> list[WrittenLine]:
        """Return the lines of a file after a step, each with the step that wrote it.

        Args:
            step: any step.
            path: the file, which is followed through its renames.
        """
        return self._blamed[step][path]

    @cached_property
    def _blamed(self) -> dict[Step, Blamed]:
        return blame({step: self.changes(step) for step in self.commits})


@cache
def _entries(repo: Path, commit: str) -> dict[str, tuple[str, str]]:
    listed = git(repo, "ls-tree", "-r", "-z", commit).split("\0")
    parts = (entry.partition("\t") for entry in listed if entry)
    return {path: (words.split(" ")[0], words.split(" ")[2]) for words, _, path in parts}


@cache
def _blobs(repo: Path, _last: str) -> dict[str, bytes]:
    """Return what each blob of a repo holds: one git reads all as quickly as a few git read one."""
    said = git_bytes(repo, "cat-file", "--batch", "--batch-all-objects", "--unordered")
    found, at = {}, 0
    while at < len(said):
        begin = said.index(b"\n", at) + 1
        name, kind, size = said[at:begin].split()
        at = begin + int(size) + 1
        if kind == b"blob":
            found[name.decode()] = said[begin : at - 1]
    return found


@cache
def _changes(repo: Path, last: str) -> dict[str, list[FileChange]]:
    """Return what each commit changes, up to a last one."""
    told = ("--find-renames", "--full-index", "--unified=0", "--format=%x00%H")
    parts = git(repo, "log", "--patch", *told, last).split("\0")
    pairs = (part.partition("\n") for part in parts if part)
    return {commit: parse_patch(patch.lstrip("\n")) for commit, _, patch in pairs}


def _parted(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part options from the paths behind ``--``."""
    at = words.index("--") if "--" in words else len(words)
    return words[:at], words[at:]


@cache
def history() -> History:
    """Return the history of the chapters.

    Raises:
        WorkbookError: if the stream is missing, is damaged, or is not of the chapters as they are.
    """
    require_git()
    if not STREAM.is_file():
        raise WorkbookError(f"{relative(STREAM)} does not exist.\n{MEND}")
    stream = STREAM.read_bytes()
    repo = HOME / hashlib.sha256(stream).hexdigest()[:16]
    if not is_sound(repo):
        _make(stream, repo)
    return History(repo, _matched(repo))


def is_sound(repo: Path) -> bool:
    """Tell whether nothing of a cached repo is lost or changed.

    Args:
        repo: where a bare one should be.

    Raises:
        WorkbookError: if git may not look into it.
    """
    try:
        if not repo.is_dir():
            return False
        # A damaged repo is none, and git would look for one in the folders above.
        above = {"GIT_CEILING_DIRECTORIES": str(repo.resolve().parent)}
        return not git(repo, "fsck", "--full", "--no-progress", "--no-dangling", **above)
    except Refused:
        raise
    except (PermissionError, WorkbookError):  # whoever makes it anew is told where they may not
        return False


def _make(stream: bytes, repo: Path) -> None:
    """Load the stream beside its place, and move it there whole: two may do so at once."""
    make_folder(repo.parent)
    with tempfile.TemporaryDirectory(dir=repo.parent, ignore_cleanup_errors=True) as scratch:
        made = Path(scratch) / "repo"
        try:
            load(stream, made)
        except WorkbookError as error:
            raise WorkbookError(f"{relative(STREAM)} is damaged: {error}\n{MEND}") from None
        try:
            made.rename(repo)
        except OSError:
            if not is_sound(repo):  # else somebody was faster, and reads it already
                shutil.rmtree(repo, ignore_errors=True)
                made.rename(repo)


def _matched(repo: Path) -> dict[Step, str]:
    """Return the commit of each step; refuse a history that is not of these steps."""
    every = all_steps()
    found = git(repo, "log", "--reverse", "--topo-order", "--all", "--format=%H %s").splitlines()
    for step, line in zip(every, found, strict=False):
        commit, _, subject = line.partition(" ")
        if subject not in step.text:
            raise _other(f"for step {step.name} it has the commit {subject!r}")
    if len(found) != len(every):
        raise _other(f"it has {len(found)} commits, and the chapters have {len(every)} steps")
    matched = {step: line.split(" ")[0] for step, line in zip(every, found, strict=True)}
    _require_tags(repo, matched)
    return matched


def _require_tags(repo: Path, matched: dict[Step, str]) -> None:
    listed = git(repo, "for-each-ref", "--format=%(refname:short) %(objectname)", "refs/tags")
    expected = {f"{stage.name} {matched[steps(stage)[-1]]}" for stage in stages()}
    if set(listed.splitlines()) != expected:
        raise _other("its tags are not at the last steps of the chapters")


def _other(reason: str) -> WorkbookError:
    return WorkbookError(
        f"{relative(STREAM)} is not the history of the chapters: {reason}.\n{MEND}"
    )
