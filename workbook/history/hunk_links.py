"""Which steps explain a hunk: those that wrote its lines, took them away, or moved its file."""

from dataclasses import dataclass, field

from workbook.core.errors import WorkbookError
from workbook.course.anchors import place
from workbook.course.blocks import commands
from workbook.course.chapters import Step
from workbook.course.fences import Fence
from workbook.history.history import History
from workbook.history.patches import FileChange, Hunk


@dataclass(frozen=True)
class Origin:
    """Where a line was written, or taken away: the step, the file's name there, and the text."""

    step: Step
    path: str
    text: str  # with its mark, + or -


@dataclass(frozen=True)
class Reason:
    """A step that explains a hunk, and the heading under which it does."""

    step: Step
    address: str  # below docs/


@dataclass
class Trail:
    """A file on its way from one step to another: what became of its lines, and where it moved."""

    lines: list[Origin | int]  # where each was written, or the number it had at the beginning
    gone: dict[int, Origin] = field(default_factory=dict)
    whole: list[Origin] = field(default_factory=list)  # each made, moved or removed it


class Explainer:
    """Knows the steps between two others, and what each did to each line."""

    def __init__(self, history: History, old: Step, new: Step) -> None:
        """Follow every file from one step to another, one step at a time.

        Args:
            history: of the chapters.
            old: the step before the first one that counts.
            new: the last step that counts.
        """
        between = list(history.commits)
        between = between[between.index(old) : between.index(new) + 1]
        self._history, self._untouched = history, history.tree(old)
        self.before: dict[str, Trail] = {}
        self.after: dict[str, Trail] = {}
        for step in between[1:]:
            self._follow(step, history.changes(step))

    def reasons(self, file: FileChange, hunk: Hunk) -> list[Reason]:
        """Return the steps that explain a hunk, the first one first.

        Args:
            file: the file of a diff between the two steps.
            hunk: one of its hunks.

        Raises:
            WorkbookError: if no step between the two made this hunk.
        """
        lines = hunk.changes
        telling = [line for line in lines if line.text.strip()] or lines  # blank ones tell nothing
        found: dict[Step, list[Origin]] = {}
        for line in telling:
            origin = self._origin(file, line.mark, line.old, line.new)
            if origin and origin.text == line.mark + line.text:
                found.setdefault(origin.step, []).append(origin)
        if not found:
            raise WorkbookError(f"{file.new}: no step made this hunk:\n{hunk.header}\n{hunk.text}")
        return _reasons(found)

    def moves(self) -> dict[str, str]:
        """Return the old path of each file that has another path at the end, by its new one."""
        ends = {id(trail): path for path, trail in self.after.items()}
        started = ((path, ends.get(id(trail))) for path, trail in self.before.items())
        return {end: path for path, end in started if end and end != path}

    def whole(self, file: FileChange) -> list[Reason]:
        """Return the steps that made, moved or removed a file, the first one first.

        Args:
            file: the file of a diff between the two steps.
        """
        trails = (self.after.get(file.new), self.before.get(file.old))
        origins = [origin for trail in trails if trail for origin in trail.whole]
        return _reasons({origin.step: [origin] for origin in origins})

    def _origin(self, file: FileChange, mark: str, old: int, new: int) -> Origin | None:
        if mark == "-":
            trail = self.before.get(file.old)
            return trail.gone.get(old) if trail else None
        trail = self.after.get(file.new)
        origin = trail.lines[new - 1] if trail and new <= len(trail.lines) else None
        return origin if isinstance(origin, Origin) else None

    def _follow(self, step: Step, files: list[FileChange]) -> None:
        trails = [self._taken(file) for file in files]
        for file, trail in zip(files, trails, strict=True):
            for hunk in reversed(file.hunks):  # so that the numbers above it stay as they are
                _apply(trail, step, file, hunk)
            if file.kind != "changed":
                trail.whole.append(Origin(step, file.new, ""))
            if file.kind != "gone":
                self.after[file.new] = trail

    def _taken(self, file: FileChange) -> Trail:
        """Take a file off its place; it comes back to it, or to another one."""
        if file.kind == "added":
            return Trail([])
        if blob := self._untouched.pop(file.old, None):
            count = self._history.content(blob).count(b"\n") + 1
            self.before[file.old] = self.after[file.old] = Trail(list(range(1, count + 1)))
        return self.after.pop(file.old)


def _apply(trail: Trail, step: Step, file: FileChange, hunk: Hunk) -> None:
    gone = [line for line in hunk.changes if line.mark == "-"]
    come = [Origin(step, file.new, "+" + line.text) for line in hunk.changes if line.mark == "+"]
    at = gone[0].old - 1 if gone else hunk.below
    for was, line in zip(trail.lines[at : at + len(gone)], gone, strict=True):
        if isinstance(was, int):
            trail.gone[was] = Origin(step, file.old, "-" + line.text)
    trail.lines[at : at + len(gone)] = come


def _reasons(found: dict[Step, list[Origin]]) -> list[Reason]:
    return [
        Reason(step, place(step, _line(step, found[step])))
        for step in sorted(found, key=lambda step: step.name)
    ]


def _line(step: Step, origins: list[Origin]) -> int:
    """Return the line of a page at which it does the first of these things."""
    for origin in origins:
        for fence in step.blocks:
            if line := _written(fence, origin):
                return line
    path = origins[0].path
    named = [fence for fence in step.blocks if fence.title == path or _names(fence, path)]
    return (named or step.blocks)[0].line


def _written(fence: Fence, origin: Origin) -> int:
    """Return the line of a page at which a block does one thing, or 0."""
    text = origin.text if fence.language == "diff" else origin.text.removeprefix("+")
    if not origin.text or fence.title != origin.path or text not in fence.lines:
        return 0
    return fence.line + 1 + fence.lines.index(text)


def _names(fence: Fence, path: str) -> bool:
    """Tell whether a command of a block names a file."""
    return fence.language == "console" and any(path in each.text for each in commands(fence))
