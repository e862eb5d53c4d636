"""Hold what a built page shows as code against the blocks of its Markdown, which replay plays."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from selectolax.lexbor import LexborNode

from workbook.core.errors import ChapterError, WorkbookError, side_by_side
from workbook.core.paths import DOCS, MADE, relative
from workbook.course.chapters import read_page
from workbook.course.fences import LEVEL, Fence, fences
from workbook.site.built_pages import read

CODE = "article pre > code"
NEXT = "write each block that is shown as a fence of its own, with an empty line before it"


@dataclass(frozen=True)
class Shown:
    """A block of code as a reader sees it."""

    title: str
    text: str


def check_blocks(site: Path, docs: Path = DOCS) -> int:
    """Require that each page which somebody wrote shows its blocks, and no other code.

    Args:
        site: a built site.
        docs: the pages that it was built from.

    Returns:
        How many blocks there are.

    Raises:
        WorkbookError: with the first block of each page that is shown otherwise.
    """
    count, wrong = 0, []
    for path in sorted(docs.rglob("*.md")):
        if path.relative_to(docs).parts[0] not in MADE:
            blocks = list(fences(relative(path), read_page(path)))
            count += len(blocks)
            wrong += _first_fault(path, blocks, list(_shown(_built(site, path.relative_to(docs)))))
    if wrong:
        raise WorkbookError("\n".join(wrong))
    return count


def _built(site: Path, page: Path) -> Path:
    """Return the file that a builder makes of a page."""
    folder = page.parent if page.stem == "index" else page.with_suffix("")
    return site / folder / "index.html"


def _shown(built: Path) -> Iterator[Shown]:
    for code in read(built).css(CODE):
        yield Shown(_title(code), code.text())


def _title(code: LexborNode) -> str:
    around = code.parent and code.parent.prev
    is_title = around and "filename" in (around.attributes.get("class") or "")
    return around.text() if around and is_title else ""


def _first_fault(path: Path, blocks: list[Fence], shown: list[Shown]) -> list[str]:
    """Return the first difference of a page, if there is any, in a list."""
    for block, seen in zip_longest(blocks, shown):
        if block is None:
            detail = seen.text if seen else ""
            problem = "the built page ends with code that is no block of this page"
            return [str(ChapterError(relative(path), 1, problem, detail=detail, mend=NEXT))]
        if seen != (expected := _as_shown(block)):
            found = seen or Shown("", "")
            detail = side_by_side(_lines(expected), _lines(found))
            problem = "the built page does not show this block as it is played"
            return [str(block.error(problem, detail=detail, mend=NEXT))]
    return []


def _lines(block: Shown) -> list[str]:
    return [f"title: {block.title}"] * bool(block.title) + block.text.splitlines()


def _as_shown(block: Fence) -> Shown:
    """Return what a reader should see of a block.

    Python-Markdown empties lines of spaces, and makes spaces of tabs: a command may print a tab,
    but none may be in what a learner types or copies.
    """
    lines = [line.rstrip(" ") and _spaced(block, line) for line in block.lines]
    return Shown(block.title or "", "".join(f"{line}\n" for line in lines))


def _spaced(block: Fence, line: str) -> str:
    is_output = block.title is None and not line.startswith("$ ")
    return line.expandtabs(LEVEL) if is_output else line
