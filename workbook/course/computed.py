"""What programs compute and pages say: minutes, and where a word is first met."""

from pathlib import Path

from workbook.core.errors import ChapterError, side_by_side
from workbook.core.paths import relative
from workbook.course.chapters import read_page
from workbook.course.first_met import right_glossary
from workbook.course.minutes import right_minutes

MINUTES = "this page promises other minutes than are counted (workbook/course/pace.py)"
GLOSSARY = "this word is first met elsewhere (workbook/course/first_met.py)"
WRITE = "nox -s replay -- --write"


def hold_computed(*, write: bool = False) -> list[str]:
    """Hold what pages say against what is computed.

    Args:
        write: write what is right in place of what is not.

    Returns:
        The pages that were written.

    Raises:
        ChapterError: at the first line that says something else, unless it is written.
    """
    written: list[str] = []
    for right, says in (
        (
            right_minutes(),
            "this page promises other minutes than are counted (workbook/course/pace.py)",
        ),
        (right_glossary(), "this word is first met elsewhere (workbook/course/first_met.py)"),
    ):
        for path, text in right.items():
            shown = read_page(path)
            if shown != text and not write:
                raise _refusal(path, shown, text, says)
            if shown != text:
                path.write_text(text, encoding="utf-8", newline="\n")
                written.append(relative(path))
    return written


def _refusal(path: Path, shown: str, right: str, says: str) -> ChapterError:
    pairs = zip(shown.split("\n"), right.split("\n"), strict=True)
    at, (said, true) = next((n, pair) for n, pair in enumerate(pairs, 1) if pair[0] != pair[1])
    detail = side_by_side([true], [said])
    return ChapterError(relative(path), at, says, detail=detail, mend=WRITE)
