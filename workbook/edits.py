"""New files and changes: what a titled block does to a folder."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workbook.errors import side_by_side
from workbook.fences import Fence


@dataclass(frozen=True)
class Hunk:
    """One change: the old lines are replaced by the new ones."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    at: int  # its first line within the block, counted from 1


def write_new(fence: Fence, folder: Path) -> None:
    """Write the file that a block shows whole.

    Raises:
        ChapterError: if the file is there already.
    """
    path = folder / str(fence.title)
    if path.exists():
        raise fence.error(
            f"{fence.title} is there already; a file is shown whole once, after that only diffs"
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(fence.text.encode())


def change(fence: Fence, folder: Path) -> None:
    """Apply each hunk of a diff block to its file.

    Raises:
        ChapterError: if the file is missing, or the old side of a hunk does not occur exactly once.
    """
    path = folder / str(fence.title)
    if not path.is_file():
        raise fence.error(f"there is no {fence.title} to change yet")
    lines = path.read_bytes().decode().splitlines()
    for hunk in hunks(fence):
        places = _places(lines, hunk.old)
        if len(places) != 1:
            raise fence.error(
                f"the old side of this hunk occurs {_times(len(places))} in {fence.title}",
                at=hunk.at,
                detail=_detail(lines, hunk, places),
                mend="give the hunk more lines of context, so that its place is clear"
                if places
                else f"make the unmarked and - lines those of {fence.title}",
            )
        lines[places[0] : places[0] + len(hunk.old)] = hunk.new
    path.write_bytes("".join(f"{line}\n" for line in lines).encode())


def hunks(fence: Fence) -> Iterator[Hunk]:
    """Yield the hunks of a diff block in order; a line that starts with ``@@`` parts them.

    Raises:
        ChapterError: for a line without a mark, and a hunk that has no old side or changes nothing.
    """
    group: list[tuple[int, str]] = []
    for number, line in enumerate((*fence.lines, "@@"), start=1):
        if not line.startswith("@@"):
            group.append((number, line or " "))
            continue
        if group:
            yield _hunk(fence, group)
        group = []


def _hunk(fence: Fence, group: list[tuple[int, str]]) -> Hunk:
    at = group[0][0]
    for number, line in group:
        if line[0] not in " -+":
            raise fence.error("a line of a diff starts with a space, - or +", at=number)
    old = tuple(line[1:] for _, line in group if line[0] != "+")
    new = tuple(line[1:] for _, line in group if line[0] != "-")
    if old == new:
        raise fence.error("this hunk changes nothing", at=at)
    if not any(old):
        raise fence.error("this hunk has no old side, so its place is not clear", at=at)
    return Hunk(old, new, at)


def _places(lines: list[str], old: tuple[str, ...]) -> list[int]:
    last = len(lines) - len(old)
    return [n for n in range(last + 1) if tuple(lines[n : n + len(old)]) == old]


def _times(count: int) -> str:
    return {0: "nowhere", 2: "twice"}.get(count, f"{count} times")


def _detail(lines: list[str], hunk: Hunk, places: list[int]) -> str:
    if places:
        return "It occurs at the lines " + ", ".join(str(place + 1) for place in places) + "."
    nearest = max(
        range(max(1, len(lines) - len(hunk.old) + 1)),
        key=lambda n: sum(a == b for a, b in zip(lines[n:], hunk.old, strict=False)),
    )
    return side_by_side(hunk.old, lines[nearest : nearest + len(hunk.old)], "the hunk")
