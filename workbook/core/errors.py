"""What the workbook says when something is wrong: what happened, where, and what to do next."""

from collections.abc import Sequence
from difflib import unified_diff


class WorkbookError(Exception):
    """A mistake that the person at the keyboard can mend; its text is shown, no traceback."""


class Unknown(WorkbookError):
    """A name that nothing has, of a stage or an exercise, say."""


class ChapterError(WorkbookError):
    """A page that is not true, or that cannot be played."""

    def __init__(
        self, page: str, line: int, problem: str, *, detail: str = "", mend: str = ""
    ) -> None:
        """Say what is wrong and where.

        Args:
            page: the page, relative to the repo.
            line: the line of the page, counted from 1.
            problem: what is wrong, in one sentence without a full stop.
            detail: more lines, a diff of expected and found, say.
            mend: what to do about it.
        """
        self.page, self.line, self.problem = page, line, problem
        parts = [f"{page}:{line}: {problem}", detail.rstrip("\n"), mend and f"To mend: {mend}"]
        super().__init__("\n".join(part for part in parts if part))


def side_by_side(expected: Sequence[str], found: Sequence[str], where: str = "the page") -> str:
    """Show expected lines beside found ones as a unified diff, without its line numbers.

    Args:
        expected: what should be.
        found: what is.
        where: who expects it.
    """
    lines = unified_diff(expected, found, f"expected by {where}", "found", n=3, lineterm="")
    return "\n".join(line for line in lines if not line.startswith("@@"))
