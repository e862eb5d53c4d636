"""Write the pages that are made by program, before a builder reads docs/."""

from collections.abc import Callable

from workbook.core.paths import DOCS, MADE, make_folder
from workbook.site.diffs.explorer import explorer_pages
from workbook.site.diffs.pages import diff_pages
from workbook.site.facts.cost_page import cost_pages
from workbook.site.facts.pages import facts_pages
from workbook.site.source.pages import source_pages
from workbook.site.teaching.pages import teaching_pages

# Each returns its pages by their paths in docs/. They stand in the folders below, and nothing else.
Writer = Callable[[], dict[str, str]]
WRITERS: tuple[Writer, ...] = (
    diff_pages,
    explorer_pages,
    facts_pages,
    cost_pages,
    source_pages,
    teaching_pages,
)


def write_pages() -> int:
    """Write the pages that have changed, and remove those that nothing makes any more.

    Returns:
        How many pages there are.

    Raises:
        WorkbookError: if one cannot be made.
    """
    made = {DOCS / path: text for writer in WRITERS for path, text in writer().items()}
    for path, text in made.items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            make_folder(path.parent)
            path.write_text(text, encoding="utf-8", newline="\n")
    for folder in MADE:
        for path in (DOCS / folder).rglob("*"):
            if path.is_file() and path not in made:
                path.unlink()
    return len(made)
