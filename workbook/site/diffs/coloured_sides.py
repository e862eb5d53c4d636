"""Both sides of a changed file in the colours of its language, and its hunks' lines out of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape

from workbook.history.patches import FileChange, Hunk
from workbook.site.coloured import coloured


@dataclass(frozen=True)
class Sides:
    """A changed file before and after, read as a whole: a hunk may begin within a string."""

    file: FileChange
    before: str
    after: str

    @cached_property
    def _old(self) -> list[str]:
        return coloured(self.file.old, self.before.split("\n"))

    @cached_property
    def _new(self) -> list[str]:
        return coloured(self.file.new, self.after.split("\n"))

    def lines(self, hunk: Hunk) -> Iterator[str]:
        """Yield each line of a hunk as HTML: its mark, and the colours of the language.

        Args:
            hunk: of the file, or a part of one.
        """
        lines = hunk.lines
        for text in hunk.text.removesuffix("\n").split("\n"):
            if text.startswith("\\"):  # a note of git's own
                yield escape(text)
                continue
            line = next(lines)
            side, number = (self._old, line.old) if line.mark == "-" else (self._new, line.new)
            yield line.mark + side[number - 1]
