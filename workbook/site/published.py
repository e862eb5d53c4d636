"""Check that a built site has of docs/ only what is for its readers."""

from pathlib import Path

from workbook.core.errors import WorkbookError
from workbook.core.paths import relative

ASSETS = {".css", ".js", ".svg", ".txt", ".webp"}  # a licence is a text
DATA, SLIDES = "diffs", "teach"  # folders whose pages fetch data and lines, or that are slides
WHOLE = "live"  # a folder that is published as it is


def check_published(site: Path, docs: Path) -> None:
    """Refuse a site that publishes what its pages are made from.

    Args:
        site: a built site.
        docs: the folder that it was built from.

    Raises:
        WorkbookError: with each file that is no page, no asset and no data of a page, a line each.
    """
    files = (path for path in sorted(docs.rglob("*")) if path.is_file())
    stray = [site / path.relative_to(docs) for path in files if not _is_for_readers(path, docs)]
    if wrong := [relative(path) for path in stray if path.exists()]:
        raise WorkbookError(
            "\n".join(f"{path}: is no page and no asset, and is published" for path in wrong)
            + "\nTo mend: name it under exclude_docs in mkdocs.yml"
        )


def _is_for_readers(path: Path, docs: Path) -> bool:
    folder = path.relative_to(docs).parts[0]
    if folder == WHOLE or path.suffix in ASSETS:
        return True
    return (path.suffix, folder) in ((".json", DATA), (".html", DATA), (".html", SLIDES))
