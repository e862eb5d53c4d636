"""New files and changes: what a titled block does to a folder."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from workbook.core.errors import side_by_side
from workbook.course.fences import Fence

REWRITTEN = 1 / 3  # of the lines, old and new, have to change where a file is rewritten


@dataclass(frozen=True)
class Replacement:
    """One change: the old lines are replaced by the new ones."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    at: int  # its first line within the block, counted from 1


def write_new(fence: Fence, folder: Path) -> None:
    """Write the file that a block shows whole.

    Args:
        fence: a block with a title.
        folder: the learner's folder.

    Raises:
        ChapterError: if the file is there already, or cannot be there.
    """
    path = _path(fence, folder)
    if path.exists():
        raise fence.error(
            f"{fence.title} is there already",
            mend="make it a diff; a file is shown whole once, after that only its changes",
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise fence.error(f"{fence.title} cannot be in a folder that is a file") from None
    path.write_bytes(fence.text.encode())


def rewrite(fence: Fence, folder: Path) -> None:
    """Write the file that a block shows whole in the place of an older one.

    Args:
        fence: a block with a title.
        folder: the learner's folder.

    Raises:
        ChapterError: if there is no such file, or most of its lines stay as they are.
    """
    path = _path(fence, folder)
    if not path.is_file():
        raise fence.error(f"there is no {fence.title} to rewrite yet", mend="take the word away")
    old = path.read_text(encoding="utf-8").splitlines()
    alike = SequenceMatcher(None, old, fence.lines, autojunk=False)
    if 1 - alike.ratio() < REWRITTEN:
        same = sum(match.size for match in alike.get_matching_blocks())
        raise fence.error(
            f"{same} of {len(fence.lines)} lines are in {fence.title} already",
            mend="make it a diff; a file is rewritten if a third of it changes",
        )
    path.write_bytes(fence.text.encode())


def change(fence: Fence, folder: Path) -> None:
    """Apply each hunk of a diff block to its file.

    Args:
        fence: a block with a title.
        folder: the learner's folder.

    Raises:
        ChapterError: if the file is missing, or the old side of a hunk does not occur exactly once.
    """
    path = _path(fence, folder)
    if not path.is_file():
        raise fence.error(f"there is no {fence.title} to change yet")
    try:
        *lines, rest = path.read_bytes().decode().split("\n")  # the rest: a last line without end
    except UnicodeDecodeError:
        raise fence.error(f"{fence.title} is not UTF-8 text, so it cannot be changed") from None
    for hunk in hunks(fence):
        place = _place(fence, lines, hunk)
        lines[place : place + len(hunk.old)] = hunk.new
    path.write_bytes("\n".join([*lines, rest]).encode())


def _path(fence: Fence, folder: Path) -> Path:
    path = folder / str(fence.title)
    if not path.resolve().is_relative_to(folder.resolve()):
        raise fence.error(f"{fence.title} leads out of the learner's folder")
    return path


def hunks(fence: Fence) -> Iterator[Replacement]:
    """Yield the hunks of a diff block in order; a line that starts with ``@@`` parts them.

    Args:
        fence: a block of the language diff.

    Raises:
        ChapterError: for a line without a mark, an empty line at either end, and a hunk that has no
            old side, changes nothing or ends with an empty new line.
    """
    lines = fence.lines or ("",)
    for at in (1, len(lines)):
        if not lines[at - 1].strip():
            raise fence.error(
                "this change begins or ends with an empty line, which no page shows",
                at=at,
                mend="take it away; add a line of text if the place is not clear without",
            )
    group: list[tuple[int, str]] = []
    for number, line in enumerate((*lines, "@@"), start=1):
        if not line.startswith("@@"):
            group.append((number, line or " "))
            continue
        if group:
            yield _hunk(fence, group)
        group = []


def _hunk(fence: Fence, group: list[tuple[int, str]]) -> Replacement:
    at = group[0][0]
    for number, line in group:
        if line[0] not in " -+":
            raise fence.error("a line of a diff starts with a space, - or +", at=number)
    old = tuple(line[1:] for _, line in group if line[0] != "+")
    new = tuple(line[1:] for _, line in group if line[0] != "-")
    if old == new:
        raise fence.error("this hunk changes nothing", at=at)
    if group[-1][1] == "+":
        raise fence.error(
            "this hunk ends with an empty new line, which no copy button keeps",
            at=group[-1][0],
            mend="begin what is new with an empty line instead",
        )
    if not any(old):
        raise fence.error("this hunk has no old side, so its place is not clear", at=at)
    return Replacement(old, new, at)


def _place(fence: Fence, lines: list[str], hunk: Replacement) -> int:
    places = _places(lines, hunk.old)
    if len(places) == 1:
        return places[0]
    raise fence.error(
        f"the old side of this hunk occurs {_times(len(places))} in {fence.title}",
        at=hunk.at,
        detail=_where(places) if places else _nearest(lines, hunk),
        mend="give the hunk more lines of context, so that its place is clear"
        if places
        else f"make the unmarked and - lines those of {fence.title}",
    )


def _places(lines: list[str], old: tuple[str, ...]) -> list[int]:
    last = len(lines) - len(old)
    return [n for n in range(last + 1) if tuple(lines[n : n + len(old)]) == old]


def _times(count: int) -> str:
    return {0: "nowhere", 2: "twice"}.get(count, f"{count} times")


def _where(places: list[int]) -> str:
    return "It occurs at the lines " + ", ".join(str(place + 1) for place in places) + "."


def _nearest(lines: list[str], hunk: Replacement) -> str:
    start = max(
        range(max(1, len(lines) - len(hunk.old) + 1)),
        key=lambda n: sum(a == b for a, b in zip(lines[n:], hunk.old, strict=False)),
    )
    return side_by_side(hunk.old, lines[start : start + len(hunk.old)], "the hunk")
