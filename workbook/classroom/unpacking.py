"""Take in what was handed in: a copy of it, without what could do harm by lying there.

Links that lead out of it stay behind, and so do git's settings and hooks, which git would obey.
"""

import os
import shutil
import stat
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path, PurePosixPath

from workbook.core.errors import WorkbookError
from workbook.core.git import git
from workbook.core.repos import is_repo
from workbook.history.history import history
from workbook.learner.copies import LEFT_OUT, is_left_out

LARGEST = 50_000_000  # bytes of what was handed in; the last stage has one
MOST = 20_000  # files
DEEP = 4  # folders in folders, and zips in zips, that are looked into
OTHER_KIND = "It is neither a folder, nor a zip, nor a git bundle. Hand in one of these."
EMPTY = "It is empty."
CLOSED = "It can't be opened: the {kind} is damaged. Pack it anew."
KEPT_OF_GIT = ("objects", "refs", "packed-refs", "HEAD", "shallow")
Copied = Callable[[int], None]


class Room:
    """How much may still be taken in."""

    def __init__(self) -> None:
        """Begin with all of it."""
        self.bytes = self.files = 0

    def take(self, count: int) -> None:
        """Take a file in; refuse it if that is too much."""
        self.bytes, self.files = self.bytes + count, self.files + 1
        if self.bytes > LARGEST:
            raise WorkbookError(f"It holds more than {LARGEST // 1_000_000} MB.")
        if self.files > MOST:
            raise WorkbookError(f"It holds more than {MOST} files.")


def take_in(source: Path, to: Path) -> Path:
    """Copy what was handed in, and find the app in it.

    Args:
        source: a folder, a zip or a bundle; only read.
        to: a folder that is not there yet.

    Returns:
        The folder in the copy that is most like a step.

    Raises:
        WorkbookError: if it is too large, cannot be read, or has nothing of the app.
    """
    room = Room()
    try:
        _take(source, to, room)
        for _ in range(DEEP):
            if app := _most_like(to):
                _own_branches(app)
                return app
            packed = [path for path in to.rglob("*.zip") if path.is_file()]
            if len(packed) != 1:
                break
            _unzip(packed[0], to / "unpacked" / packed[0].stem, room)
            packed[0].unlink()
    except zipfile.BadZipFile:
        raise WorkbookError(CLOSED.format(kind="zip")) from None
    except (OSError, shutil.Error) as error:
        raise WorkbookError(f"It cannot be read: {error}.".replace(str(to), "")) from None
    raise WorkbookError("Nothing in it is a copy of Task Master: it shares no file with a step.")


def _take(source: Path, to: Path, room: Room) -> None:
    if source.is_symlink():
        raise WorkbookError("It is a link to another place.")
    kind = source.suffix.lower()
    if source.is_dir():
        if not any(source.iterdir()):
            raise WorkbookError(EMPTY)
        _copy(source, to, room)
        if _is_bare(source):
            (to / "refs").mkdir(exist_ok=True)
            git(to.parent, "clone", "--quiet", "--no-hardlinks", str(to), str(to / "clone"))
    elif kind == ".zip" and zipfile.is_zipfile(source):
        _unzip(source, to, room)
    elif kind == ".bundle":
        room.take(source.stat().st_size)
        try:
            git(source.resolve().parent, "clone", "--quiet", str(source.resolve()), str(to))
        except WorkbookError:
            raise WorkbookError(CLOSED.format(kind="bundle")) from None
    else:
        raise WorkbookError(CLOSED.format(kind="zip") if kind == ".zip" else OTHER_KIND)


def _own_branches(folder: Path) -> None:
    """Give a clone branches of its own for those that it has of the repo it came from."""
    if not is_repo(folder):
        return
    lines = git(folder, "for-each-ref", "--format=%(refname) %(objectname)").splitlines()
    commits = dict(line.split() for line in lines)
    for name, commit in commits.items():
        own = name.replace("refs/remotes/origin/", "refs/heads/")
        if own not in (*commits, "refs/heads/HEAD"):
            git(folder, "update-ref", own, commit)


def _is_bare(folder: Path) -> bool:
    return all((folder / name).exists() for name in ("HEAD", "objects", "refs"))


def _copy(source: Path, to: Path, room: Room) -> None:
    """Copy a folder, without what belongs to a machine, and without links that lead out."""
    for path, inside in _walk(source):
        target = to / inside
        if path.is_symlink():
            if _stays(source, path):
                target.parent.mkdir(parents=True, exist_ok=True)
                target.symlink_to(path.readlink())
        elif path.is_file():
            room.take(path.stat().st_size)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    to.mkdir(parents=True, exist_ok=True)
    for head in to.rglob(".git/HEAD"):  # what git asks to be there, of what was left behind
        (head.parent / "refs").mkdir(exist_ok=True)
        (head.parent / "objects").mkdir(exist_ok=True)


def _walk(source: Path) -> Iterator[tuple[Path, Path]]:
    for parent, folders, names in os.walk(source):
        here = Path(parent)
        of_git = ".git" in here.relative_to(source).parts
        if here.name == ".git" or (here == source and _is_bare(source)):
            folders[:] = [name for name in folders if name in KEPT_OF_GIT]
            names = [name for name in names if name in KEPT_OF_GIT]
        elif not of_git:
            folders[:] = [n for n in folders if n == ".git" or not is_left_out(here / n)]
            names = [name for name in names if not is_left_out(here / name)]
        links = [name for name in folders if (here / name).is_symlink()]
        for name in (*names, *links):
            if not (of_git and name == "alternates"):  # it names folders of others
                yield here / name, (here / name).relative_to(source)


def _stays(source: Path, link: Path) -> bool:
    """Tell whether a link leads to something beside it."""
    return not link.readlink().is_absolute() and link.resolve().is_relative_to(source.resolve())


def _unzip(source: Path, to: Path, room: Room) -> None:
    with zipfile.ZipFile(source) as archive:
        for each in archive.infolist():
            name = PurePosixPath(each.filename.replace("\\", "/"))
            kind = stat.S_IFMT(each.external_attr >> 16)
            if name.is_absolute() or ".." in name.parts or ":" in each.filename:
                raise WorkbookError(f"It has a file that would land elsewhere: {each.filename}.")
            if each.is_dir() or kind == stat.S_IFLNK or "__MACOSX" in name.parts:
                continue
            if set(name.parts) & (LEFT_OUT - {".git"}) or ".venv" in name.parts:
                continue
            if ".git" in name.parts and not set(name.parts) & set(KEPT_OF_GIT):
                continue
            room.take(each.file_size)
            target = to.joinpath(*name.parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(each) as packed, target.open("wb") as file:
                _pour(packed.read, file.write, each.file_size)


def _pour(read: Callable[[int], bytes], write: Callable[[bytes], int], most: int) -> None:
    """Write what is read, and no more of it than was said."""
    while most > 0 and (block := read(min(most, 1 << 20))):
        write(block)
        most -= len(block)


@cache
def _known() -> frozenset[str]:
    """Return the paths of all files that steps have."""
    made = history()
    return frozenset(name for step in made.commits for name in made.tree(step))


def _most_like(folder: Path) -> Path | None:
    """Return the folder that has the most files of a step where steps have them."""
    best, most = None, 0
    for parent, folders, _ in os.walk(folder):
        here = Path(parent)
        if len(here.relative_to(folder).parts) >= DEEP:
            folders.clear()
        folders[:] = sorted(name for name in folders if name != ".git")
        count = sum((here / name).is_file() for name in _known())
        if count > most:
            best, most = here, count
    return best
