"""How a learner's copy differs from a step, and which page explains each place."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from workbook.course.anchors import place as place_of
from workbook.course.chapters import Step
from workbook.history.origins import origin
from workbook.history.patches import FileChange, Hunk
from workbook.learner.working_copy import Work

MISSING, EXTRA, DIFFERENT = "Missing", "Extra", "Different"
GROUPS = {"gone": MISSING, "added": EXTRA, "moved": DIFFERENT, "changed": DIFFERENT}


@dataclass(frozen=True)
class Place:
    """One place of a difference: what to know of it, and its lines with their marks."""

    note: str
    lines: tuple[str, ...] = ()


class Comparison:
    """A copy beside one step."""

    def __init__(self, work: Work, step: Step) -> None:
        """Take a copy and a step.

        Args:
            work: the copy.
            step: any step.
        """
        self.work, self.step = work, step

    @cached_property
    def changes(self) -> list[FileChange]:
        """What turns the step into the copy, without what is no difference to a learner."""
        found = self.work.changes(self.step)
        return [file for file in found if file.hunks or file.kind != "changed" or _is_binary(file)]

    def files(self, group: str) -> list[FileChange]:
        """Return the files of a group.

        Args:
            group: missing, extra or different.
        """
        return [file for file in self.changes if GROUPS[file.kind] == group]

    def parts(self, file: FileChange) -> Iterator[Place]:
        """Yield the places of a file, with the pages that explain them.

        Args:
            file: one of those that differ.
        """
        if file.kind == "gone":
            yield Place(self._page(file.old, 1))
        elif file.kind == "added":
            yield Place(self._why_extra(file.new))
        else:
            yield from self._places(file)

    @cached_property
    def _files_of_steps(self) -> dict[Step, set[str]]:
        made = self.work.history
        return {step: set(made.tree(step)) for step in made.commits}

    def _places(self, file: FileChange) -> Iterator[Place]:
        if file.kind == "moved":
            yield Place(f"is called {file.old} there; {self._page(file.old, 1)}")
        if not self._is_text(file.new):
            yield Place("is not saved as UTF-8; let your editor save it so, and compare again")
        elif _is_binary(file):
            yield Place(self._page(file.old, 1))
        for hunk in file.hunks:
            yield Place(self._page(file.old, _number(hunk)), tuple(_marked(hunk)))

    def lacking(self, only: str = "") -> Iterator[tuple[str, str]]:
        """Yield each file that lacks something of the step, and where the chapter writes that.

        Args:
            only: one file; none: all.

        Returns:
            A file, and a heading of a page below docs/: ``02-blueprints/6-a-blueprint.md#why``.
        """
        for file in self.changes:
            if only not in ("", file.old):
                continue
            numbers = [1] if file.kind == "gone" else map(_number, filter(_lacks, file.hunks))
            for number in numbers:
                yield file.old, place_of(*origin(self.work.history, self.step, file.old, number))

    def _page(self, path: str, number: int) -> str:
        """Return the step that wrote a line, and the heading of its page under which it did."""
        step, line = origin(self.work.history, self.step, path, number)
        return f"step {step.name}: docs/{place_of(step, line)}"

    def _why_extra(self, path: str) -> str:
        """Say when a file comes or went, if any step knows it."""
        every = list(self._files_of_steps)
        having = [path in files for files in self._files_of_steps.values()]
        now = every.index(self.step)
        if True in having[now:]:
            later = every[having.index(True, now)]
            return f"comes in step {later.name}: {later.page}"
        if True in having:
            gone = every[now - having[now::-1].index(True) + 1]
            return f"goes in step {gone.name}: {gone.page}"
        return "is in no step, so it is your own"

    def _is_text(self, path: str) -> bool:
        file = self.work.folder / path
        if file.is_symlink() or not file.is_file():
            return True
        try:
            file.read_bytes().decode()
        except UnicodeDecodeError:
            return False
        return True


def _is_binary(file: FileChange) -> bool:
    return any(line.startswith("Binary files ") for line in file.header.splitlines())


def _lacks(hunk: Hunk) -> bool:
    return any(line.mark == "-" for line in hunk.changes)


def _number(hunk: Hunk) -> int:
    """Return the line of the step's file that a hunk is about: the first that the copy lacks."""
    changes = hunk.changes
    return next((line.old for line in changes if line.mark == "-"), changes[0].old)


def _marked(hunk: Hunk) -> Iterator[str]:
    return (line.mark + line.text for line in hunk.lines)
