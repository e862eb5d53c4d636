"""Trees of a learner's folder, as pages show them where files move."""

from collections.abc import Iterator
from pathlib import Path

from workbook.core.errors import side_by_side
from workbook.core.git import git
from workbook.course.blocks import Command
from workbook.course.fences import Fence
from workbook.course.page_edits import PageEdit
from workbook.replay.commits import commits

NEW = "  (new)"
BRANCH, LAST, PASSED, OPEN = "├── ", "└── ", "│   ", "    "


def hold_tree(fence: Fence, folder: Path, *, accept: bool) -> PageEdit | None:
    """Hold a block that shows a tree against the folder; its first line names what it shows.

    Args:
        fence: the block.
        folder: the learner's, a git repo.
        accept: take the folder's tree as what the page should show.

    Returns:
        With ``accept``, what makes the page true, if it is not.

    Raises:
        ChapterError: if the block names no folder, or shows another tree.
    """
    top = fence.lines[0].strip() if fence.lines else ""
    if not top.endswith("/") or not (folder / top).is_dir():
        raise fence.error(
            "a tree begins with the name of a folder that is there",
            at=1,
            mend="write taskmaster/ in its first line, say, or ./ for all",
        )
    right = [top, *tree(folder, top)]
    if list(fence.lines) == right:
        return None
    if not accept:
        raise fence.error(
            f"{top} has another tree than the page shows",
            at=1,
            detail=side_by_side(right, fence.lines),
            mend="nox -s replay -- --accept",
        )
    return PageEdit(fence, Command("tree", 0, fence.lines), right)


def tree(folder: Path, top: str) -> Iterator[str]:
    """Yield the lines of a tree: what git has or would add; what is not committed yet is new.

    Args:
        folder: a git repo.
        top: the folder in it that is shown, with a slash at its end.
    """
    words = ("ls-files", "-z", "--deduplicate")
    known = _paths(git(folder, *words, "--cached", "--others", "--exclude-standard", "--", top))
    gone = _paths(git(folder, *words, "--deleted", "--", top))
    old: set[str] = set()
    if commits(folder):
        old = _paths(git(folder, "ls-tree", "-r", "-z", "--name-only", "HEAD"))
    base = "" if top == "./" else top
    yield from _lines({path.removeprefix(base): path in old for path in known - gone}, "")


def _paths(listed: str) -> set[str]:
    return {path for path in listed.split("\0") if path}


def _lines(files: dict[str, bool], margin: str) -> Iterator[str]:
    """Yield the lines of some files, each with whether it is old; files first, then folders."""
    names = sorted(
        {path.partition("/")[0] for path in files}, key=lambda name: (name not in files, name)
    )
    for name in names:
        last = name == names[-1]
        start = margin + (LAST if last else BRANCH) + name
        if name in files:
            yield start + ("" if files[name] else NEW)
            continue
        within = {
            path.partition("/")[2]: old
            for path, old in files.items()
            if path.startswith(f"{name}/")
        }
        yield start + "/" + ("" if any(within.values()) else NEW)
        yield from _lines(within, margin + (OPEN if last else PASSED))
