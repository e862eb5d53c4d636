"""Check the pages of a built site: their links, what they fetch, their pictures and their size."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

from selectolax.lexbor import LexborHTMLParser

from workbook.core.errors import WorkbookError
from workbook.core.paths import relative

# What a browser fetches by itself; a link that a person may follow is not among them.
FETCHED = "link[href]:not([rel~=canonical]), script[src], img[src], source[src], iframe[src]"
BYTES_MAX = 500_000  # of a page


@dataclass(frozen=True)
class Place:
    """A built site, as links see it."""

    site: Path
    base: str
    parts: dict[Path, set[str]]  # of each page: what an address may name behind its #


def check_site(site: Path, base: str = "/") -> int:
    """Check the pages of a built site, and return how many there are.

    Args:
        site: its folder.
        base: the path of its address; a link that begins with a slash has to begin with it.

    Raises:
        WorkbookError: with all that is wrong, a line each.
    """
    pages = {path: read(path) for path in sorted(site.rglob("*.html"))}
    if not pages:
        raise WorkbookError(f"{relative(site)} has no pages.")
    parts = {path: set(_values(page, "id")) for path, page in pages.items()}
    place = Place(site, base, parts)
    wrong = [line for path, page in pages.items() for line in _faults(place, path, page)]
    for sheet in site.rglob("*.css"):
        if "url(http" in sheet.read_text(encoding="utf-8").replace('"', "").replace("'", ""):
            wrong.append(f"{relative(sheet)}: asks another host for something")
    if wrong:
        raise WorkbookError("\n".join(wrong))
    return len(pages)


def read(path: Path) -> LexborHTMLParser:
    """Return a built page, parsed.

    Args:
        path: its file.
    """
    return LexborHTMLParser(path.read_bytes())


def _values(page: LexborHTMLParser, name: str) -> list[str]:
    """Return each value that an attribute has on a page."""
    return [node.attributes[name] or "" for node in page.css(f"[{name}]")]


def _faults(place: Place, path: Path, page: LexborHTMLParser) -> list[str]:
    faults = []
    if path.stat().st_size > BYTES_MAX:
        faults.append(f"is larger than {BYTES_MAX // 1000} kB")
    for node in page.css(FETCHED):
        address = node.attributes.get("src") or node.attributes.get("href") or ""
        if urlsplit(address).netloc:
            faults.append(f"asks another host for {address}")
    for address in dict.fromkeys(_values(page, "href") + _values(page, "src")):
        if fault := _broken(place, path, address):
            faults.append(fault)
    for picture in page.css("img:not([alt]), img[alt='']"):
        source = picture.attributes.get("src")
        faults.append(f"the picture {source} has no words for those who can't see it")
    if any(not head.text().strip() for head in page.css("th")):
        faults.append("has a table with a column that has no name")
    if _shows_fence(page):
        faults.append("shows a fence as text: a builder did not read it")
    return [f"{relative(path)}: {fault}" for fault in dict.fromkeys(faults)]


def _broken(place: Place, path: Path, address: str) -> str:
    named = urlsplit(address)
    if named.scheme or named.netloc:
        return ""
    target, anchor = urldefrag(address)
    file = path.parent / unquote(urlsplit(target).path) if target else path
    if target.startswith("/"):
        if not target.startswith(place.base):
            return f"{address} leads out of the site, whose address ends with {place.base}"
        file = place.site / unquote(target.removeprefix(place.base))
    file = file.resolve()
    if file.is_dir():
        file = file / "index.html"
    if not file.is_file():
        return f"{address} leads nowhere"
    if anchor and file in place.parts and unquote(anchor) not in place.parts[file]:
        return f"{address} names a part that the page doesn't have"
    return ""


def _shows_fence(page: LexborHTMLParser) -> bool:
    """Tell whether a fence stands outside of all code; what is code is taken from the page."""
    page.strip_tags(["pre", "code"], recursive=True)
    return "```" in (page.html or "")
