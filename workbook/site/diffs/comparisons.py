"""Two steps beside each other: the files that differ, and their part of a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from workbook.course.chapters import Step
from workbook.course.reasons import reason
from workbook.history.followed_files import followed
from workbook.history.history import History
from workbook.history.hunk_links import Explainer
from workbook.history.patches import FileChange
from workbook.site.as_is import fenced
from workbook.site.diffs.coloured_sides import Sides
from workbook.site.diffs.lessons import Lesson, lessons
from workbook.site.diffs.line_pages import Lines, name_of_part, pages_of_lines, parted
from workbook.site.diffs.markup import counts, lesson_block, lines_of, link_to_lines
from workbook.site.diffs.tree import tree_of_changes
from workbook.site.diffs.words import sentence

LONG = 40  # changed lines from which a file is folded
KINDS = ("added", "moved", "changed", "gone")
HINT = """Each file stands under the step that touches it first, and under the step's heading is the
reason for it. Above each file a link leads to the place in the step, and each change names the step
that explains it. A click opens what is folded, or the Enter key.
[Any two steps](../index.md) can be compared as well."""
ASIDE = "What learners are given, what commands write, stylesheets, icons, versions of packages."


@dataclass(frozen=True)
class Comparison:
    """Two steps, and what a page says of what is between them."""

    made: History
    old: Step
    new: Step
    folded: bool = False  # every file, and not only the long ones

    @cached_property
    def explainer(self) -> Explainer:
        """Knows the steps between the two sides."""
        return Explainer(self.made, self.old, self.new)

    @cached_property
    def files(self) -> list[FileChange]:
        """The diff, in the order of the paths."""
        return followed(self.made, self.old, self.new, self.explainer)

    @cached_property
    def _trees(self) -> tuple[dict[str, str], dict[str, str]]:
        return self.made.tree(self.old), self.made.tree(self.new)

    @cached_property
    def numbers(self) -> str:
        """How many files and lines there are, and a place for the switch of layouts."""
        of_kind = [f"{sum(file.kind == kind for file in self.files)} {kind}" for kind in KINDS]
        before, after = self._trees
        untouched = len(before.items() & after.items())
        come, go = (sum(file.count(mark) for file in self.files) for mark in "+-")
        return (
            f"**{len(self.files)} files**: {', '.join(of_kind)}; {untouched} untouched. "
            f"**{come:,} lines** come, {go:,} go.\n\n"
            '<div class="diff-switch"></div>'
        )

    @property
    def parts(self) -> list[str]:
        """The tree of the files, and the changes in the order of the lesson.

        Raises:
            WorkbookError: if no step made a hunk.
        """
        paths = set().union(*self._trees)
        return [
            "## Files",
            # Folded: to the Tab key it is one stop on the way to the changes.
            fenced(
                '<details class="diff-tree">\n<summary>In their folders</summary>\n'
                f"{tree_of_changes(self.files, paths)}\n</details>"
            ),
            "## Changes",
            HINT,
            # A part of a patch is nothing to copy.
            fenced(f'<div class="diffs no-copy">\n{self._changes()}\n</div>'),
        ]

    def pages_of_lines(self, title: str) -> dict[str, str]:
        """Return the pages that have the lines of the files, by their names.

        Args:
            title: that of the page which leads to them.

        Raises:
            WorkbookError: if no step made a hunk.
        """
        return pages_of_lines(title, self._lines)

    @cached_property
    def _lessons(self) -> list[Lesson]:
        return lessons(self.explainer, self.files)

    @cached_property
    def _lines(self) -> list[list[Lines]]:
        """The lines of the files in the order of the lesson, as they are parted into pages."""
        files = [each.file for each in self._lessons if each.file.hunks]
        return parted((file, self._lines_of(file)) for file in files)

    @cached_property
    def _inside(self) -> dict[str, str]:
        """What is inside of each file on the page itself, by its path."""
        without = [file for file in self.files if not file.hunks]
        return {file.new: self._lines_of(file) for file in without} | {
            file.new: link_to_lines(file, name_of_part(at))
            for at, part in enumerate(self._lines)
            for file, _ in part
        }

    def _lines_of(self, file: FileChange) -> str:
        return lines_of(self.explainer, file, self._sides(file))

    def _changes(self) -> str:
        asides = [each for each in self._lessons if each.aside]
        ordered = self._lessons[: len(self._lessons) - len(asides)]
        by_step = groupby(ordered, key=lambda each: each.step)
        parts = [
            f'<h3>{step.name} {step.heading}</h3>\n<p class="why">{sentence(reason(step))}</p>\n'
            f"{self._blocks(of_step)}"
            for step, of_step in by_step
        ]
        if asides:
            parts.append(
                f'<details class="asides">\n<summary>Given and generated: {len(asides)} files '
                f"{counts(*(each.file for each in asides))}</summary>\n<p>{ASIDE}</p>\n"
                f"{self._blocks(asides)}\n</details>"
            )
        return "\n".join(parts)

    def _blocks(self, some: Iterable[Lesson]) -> str:
        return "\n".join(
            lesson_block(each, self._inside[each.file.new], is_open=not self._is_folded(each.file))
            for each in some
        )

    def _sides(self, file: FileChange) -> Sides:
        trees = zip(self._trees, (file.old, file.new), strict=True)
        before, after = (
            self.made.content(tree[path]).decode() if path in tree else "" for tree, path in trees
        )
        return Sides(file, before, after)

    def _is_folded(self, file: FileChange) -> bool:
        return self.folded or file.count("+") + file.count("-") > LONG
