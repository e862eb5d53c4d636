"""Check the pages of a built site: their links, what they fetch, their pictures and their size."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from workbook.core.errors import WorkbookError
from workbook.core.paths import relative

# What a browser fetches by itself; a link that a person may follow is not among them.
FETCHED = "link[href]:not([rel~=canonical]), script[src], img[src], source[src], iframe[src]"
BYTES_MAX = 500_000  # of a page
MARK = "```"  # of a fence


@dataclass(frozen=True)
class Place:
    """A built site, as links see it; the paths are below its folder, with slashes."""

    base: str
    files: frozenset[str]
    parts: dict[str, frozenset[str]]  # of each page: what an address may name behind its #


def check_site(site: Path, base: str = "/") -> int:
    """Check the pages of a built site, and return how many there are.

    Args:
        site: its folder.
        base: the path of its address; a link that begins with a slash has to begin with it.

    Raises:
        WorkbookError: with all that is wrong, a line each.
    """
    # Asking the disk about each of the links takes most of a check's time.
    files = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    pages = {name: read(path) for name, path in sorted(files.items()) if name.endswith(".html")}
    if not pages:
        raise WorkbookError(f"{relative(site)} has no pages.")
    parts = {name: frozenset(_values(page, "id")) for name, page in pages.items()}
    place = Place(base, frozenset(files), parts)
    wrong = [
        f"{relative(files[name])}: {fault}"
        for name, page in pages.items()
        for fault in _faults(place, name, page, files[name].stat().st_size)
    ]
    for name, sheet in files.items():
        if name.endswith(".css") and _asks_another_host(sheet.read_text(encoding="utf-8")):
            wrong.append(f"{relative(sheet)}: asks another host for something")
    if wrong:
        raise WorkbookError("\n".join(wrong))
    return len(pages)


def _asks_another_host(sheet: str) -> bool:
    return "url(http" in sheet.replace('"', "").replace("'", "")


def read(path: Path) -> LexborHTMLParser:
    """Return a built page, parsed.

    Args:
        path: its file.
    """
    return LexborHTMLParser(path.read_bytes())


def _values(page: LexborHTMLParser, name: str) -> list[str]:
    """Return each value that an attribute has on a page."""
    return [node.attributes[name] or "" for node in page.css(f"[{name}]")]


def _faults(place: Place, name: str, page: LexborHTMLParser, size: int) -> dict[str, None]:
    """Return what is wrong with a page, each fault once."""
    faults = []
    if size > BYTES_MAX:
        faults.append(f"is larger than {BYTES_MAX // 1000} kB")
    for node in page.css(FETCHED):
        address = node.attributes.get("src") or node.attributes.get("href") or ""
        if urlsplit(address).netloc:
            faults.append(f"asks another host for {address}")
    for address in dict.fromkeys(_values(page, "href") + _values(page, "src")):
        if fault := _broken(place, name, address):
            faults.append(fault)
    for picture in page.css("img:not([alt]), img[alt='']"):
        source = picture.attributes.get("src")
        faults.append(f"the picture {source} has no words for those who can't see it")
    if any(not head.text().strip() for head in page.css("th")):
        faults.append("has a table with a column that has no name")
    if _shows_fence(page):
        faults.append("shows a fence as text: a builder did not read it")
    return dict.fromkeys(faults)


def _broken(place: Place, name: str, address: str) -> str:
    """Return what is wrong with an address on a page, or nothing."""
    is_outside, path, fragment = _named(address)
    if is_outside:
        return ""
    if path.startswith("/") and not path.startswith(place.base):
        return f"{address} leads out of the site, whose address ends with {place.base}"
    file = _file(place, name, path)
    if file not in place.files:
        return f"{address} leads nowhere"
    if fragment and fragment not in place.parts.get(file, {fragment}):
        return f"{address} names a part that the page doesn't have"
    return ""


@cache  # pages that lie equally deep name most pages alike
def _named(address: str) -> tuple[bool, str, str]:
    """Return whether an address leads to another host, its path, and the part that it names."""
    named = urlsplit(address)
    is_outside = bool(named.scheme or named.netloc)
    return is_outside, unquote(named.path), unquote(named.fragment)


def _file(place: Place, name: str, path: str) -> str:
    """Return the file of a site that the path of an address leads to, were it there."""
    if not path:
        return name
    if path.startswith("/"):
        file = normpath(path.removeprefix(place.base) or ".")
    else:
        file = normpath(join(dirname(name), path))
    if file in place.files:
        return file
    return "index.html" if file == "." else f"{file}/index.html"


def _shows_fence(page: LexborHTMLParser) -> bool:
    """Tell whether a fence stands outside of all code; what is code is taken from the page."""
    if MARK.encode() not in page.raw_html:  # as on most pages, which are not written out anew then
        return False
    page.strip_tags(["pre", "code"], recursive=True)
    return MARK in (page.html or "")
