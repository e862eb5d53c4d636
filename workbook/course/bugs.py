"""The bug museum: pages that each plant one mistake, and name the tests that find it."""

from dataclasses import dataclass
from pathlib import Path

from workbook.core.errors import ChapterError, WorkbookError
from workbook.core.paths import DOCS, relative
from workbook.course.apply_blocks import change
from workbook.course.blocks import is_played
from workbook.course.chapters import heading, read_page
from workbook.course.fences import Fence, fences

BUGS = DOCS / "bugs"
RED_TESTS = "red-tests"


@dataclass(frozen=True)
class Bug:
    """One page of the museum."""

    name: str  # commit-too-early: the page without its .md
    title: str
    changes: tuple[Fence, ...]  # what plants it
    red: Fence  # the block that names the tests which turn red


def bugs() -> list[Bug]:
    """Return the bugs that have a page, in the order of their names.

    Raises:
        ChapterError: for a page that is not one of a bug, or has a block that it may not have.
    """
    pages = sorted(BUGS.glob("*.md"))
    for path in pages:
        if path.name == "index.md":
            _require_prose(path)
    return [_bug(path) for path in pages if path.name != "index.md"]


def find_bug(word: str) -> Bug:
    """Return the bug of that name.

    Args:
        word: what somebody typed.

    Raises:
        WorkbookError: if there is none.
    """
    known = {bug.name: bug for bug in bugs()}
    if word not in known:
        raise WorkbookError(f"There is no bug {word!r}. The bugs are: {', '.join(known)}.")
    return known[word]


def plant(bug: Bug, folder: Path) -> None:
    """Plant a bug in a folder, wholly or not at all.

    Args:
        bug: the bug.
        folder: stage 04, or a copy of it; its lines may end as those of Windows do.

    Raises:
        ChapterError: if a hunk does not fit; the folder is then as it was.
    """
    paths = [folder / str(fence.title) for fence in bug.changes]
    before = {path: path.read_bytes() for path in paths if path.is_file()}
    windows = [path for path, content in before.items() if b"\r\n" in content]
    try:
        for path in windows:
            path.write_bytes(before[path].replace(b"\r\n", b"\n"))
        for fence in bug.changes:
            change(fence, folder)
        for path in windows:
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    except WorkbookError:
        for path, content in before.items():
            path.write_bytes(content)
        raise


def bugs_below(page: Path) -> list[Bug]:
    """Return the bugs of a page that has a heading (``##``) for each of them.

    Args:
        page: the page; it need not be one of the museum.

    Raises:
        ChapterError: for a heading with no bug below it, or a block that may not be there.
    """
    text = read_page(page)
    lines = enumerate(text.splitlines(), start=1)
    starts = [(number, line[3:]) for number, line in lines if line.startswith("## ")]
    ends = [number for number, _ in starts[1:]] + [len(text)]
    found = list(fences(relative(page), text))
    return [
        _of(relative(page), at, title, title, [each for each in found if at < each.line < end])
        for (at, title), end in zip(starts, ends, strict=True)
    ]


def _bug(path: Path) -> Bug:
    page, text = relative(path), read_page(path)
    return _of(page, 1, path.stem, heading(text), list(fences(page, text)))


def _of(page: str, line: int, name: str, title: str, found: list[Fence]) -> Bug:
    changes = tuple(fence for fence in found if _changes(fence))
    red = [fence for fence in found if fence.language == RED_TESTS]
    if not changes:
        raise ChapterError(
            page,
            line,
            "this page plants no bug",
            mend='change a file of the stage in a block that begins with ```diff title="..."',
        )
    if not red:
        raise ChapterError(
            page,
            line,
            "this page does not name the tests that turn red",
            mend=f"add an empty block of the language {RED_TESTS}, then nox -s replay -- --accept",
        )
    for second in red[1:]:
        raise second.error(f"this page has a {RED_TESTS} block already, at line {red[0].line}")
    return Bug(name, title, changes, red[0])


def _changes(fence: Fence) -> bool:
    """Tell whether a block of a bug's page is one that plants it; others may only be shown."""
    if not is_played(fence):
        return False
    if fence.language != "diff":
        what = "runs no command" if fence.language == "console" else "writes no new file"
        raise fence.error(
            f"a page of the bug museum changes files of stage 04, and {what}",
            mend="make it a diff, or a block without a title that is only shown: ```text, say",
        )
    return True


def _require_prose(path: Path) -> None:
    for fence in fences(relative(path), read_page(path)):
        if is_played(fence) or fence.language == RED_TESTS:
            raise fence.error(
                "this page is no bug, so nobody plays this block", mend="move it to the bug's page"
            )
