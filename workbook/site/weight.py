"""Hold what a page weighs on its way to a reader: what a browser fetches before anybody asks."""

import gzip
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from workbook.core.errors import WorkbookError
from workbook.core.paths import relative
from workbook.site.built_pages import read

MOST = 60_000  # bytes, as a host packs them
SCRIPTS_AND_SHEETS = "script[src], link[rel=stylesheet][href]"
FONT = re.compile(r"url\([\"']?([^\"')]+\.(?:woff2?|ttf|otf))")


def check_weight(site: Path) -> None:
    """Refuse a page that is too heavy, without its pictures; of each kind the largest is weighed.

    Args:
        site: a built site.

    Raises:
        WorkbookError: with each page that is, and what is in it, a line each.
    """
    largest: dict[tuple[str, int], Path] = {}
    for page in sorted(site.rglob("index.html"), key=lambda path: path.stat().st_size):
        largest[_kind(site, page)] = page
    packed = cache(_packed)  # for this site alone: another builder makes others of the same names
    found = {page: {each: packed(each) for each in parts(page)} for page in largest.values()}
    wrong = [_told(page, sizes) for page, sizes in found.items() if sum(sizes.values()) > MOST]
    if wrong:
        raise WorkbookError("\n".join(wrong))


def _kind(site: Path, page: Path) -> tuple[str, int]:
    """Return the folder of a page, and how deep it is: what is in one asks for the same scripts."""
    parts = page.relative_to(site).parts
    return parts[0], len(parts)


def parts(page: Path) -> Iterator[Path]:
    """Yield a page, and the files that a browser fetches with it: scripts, sheets and fonts.

    Args:
        page: of a built site.
    """
    yield page
    for node in read(page).css(SCRIPTS_AND_SHEETS):
        address = node.attributes.get("src") or node.attributes.get("href") or ""
        part = (page.parent / address.partition("?")[0]).resolve()
        yield part
        if part.suffix == ".css":
            found = FONT.findall(part.read_text(encoding="utf-8"))
            yield from ((part.parent / font).resolve() for font in found)


def _packed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), compresslevel=6))


def _told(page: Path, sizes: dict[Path, int]) -> str:
    heavy = sorted(sizes.items(), key=lambda pair: -pair[1])[:4]
    most_of_it = ", ".join(f"{each.name} {size / 1000:.1f}" for each, size in heavy)
    whole = sum(sizes.values()) / 1000
    return f"{relative(page)}: weighs {whole:.1f} kB, and {MOST // 1000} is the most: {most_of_it}"
