"""Build the site with both builders, and check what came out."""

import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

from bs4 import BeautifulSoup

from workbook.core import summary
from workbook.core.errors import WorkbookError
from workbook.core.paths import ROOT, relative
from workbook.site.generated import write_pages
from workbook.site.pictures import require_drawn

SITE = ROOT / "site"
BUILDERS = {
    "Zensical": ["zensical", "build", "--clean", "--strict"],
    "Material for MkDocs": ["mkdocs", "build", "--clean", "--strict", "--quiet"],
}
# What a browser fetches by itself; a link that a person may follow is not among them.
FETCHED = "link[href]:not([rel~=canonical]), script[src], img[src], source[src], iframe[src]"


BYTES_MAX = 500_000  # of a page
Parts = dict[Path, set[str]]  # of each page: what an address may name behind its #


def build_and_check() -> None:
    """Build the site with each builder and check its pages.

    Raises:
        WorkbookError: if a build fails or warns, or a page is not as it should be.
    """
    require_drawn()
    write_pages()
    count = 0
    for name, command in BUILDERS.items():
        print(f"{name} ...", flush=True)
        shutil.rmtree(SITE, ignore_errors=True)
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            raise WorkbookError(f"{name} does not build the site:\n{done.stdout}{done.stderr}")
        count = check_site(SITE)
    summary.add(
        f"site: {count} pages built strictly by {' and '.join(BUILDERS)}, every link checked"
    )


def check_site(site: Path) -> int:
    """Check the pages of a built site, and return how many there are.

    Raises:
        WorkbookError: with all that is wrong, a line each.
    """
    pages = {path: _soup(path) for path in sorted(site.rglob("*.html")) if path.name != "404.html"}
    if not pages:
        raise WorkbookError(f"{relative(site)} has no pages.")
    parts = {path: {str(tag["id"]) for tag in soup.select("[id]")} for path, soup in pages.items()}
    wrong = [line for path, soup in pages.items() for line in _faults(site, path, soup, parts)]
    for sheet in site.rglob("*.css"):
        if "url(http" in sheet.read_text(encoding="utf-8").replace('"', "").replace("'", ""):
            wrong.append(f"{relative(sheet)}: asks another host for something")
    if wrong:
        raise WorkbookError("\n".join(wrong))
    return len(pages)


def _faults(site: Path, path: Path, soup: BeautifulSoup, parts: Parts) -> list[str]:
    faults = []
    if path.stat().st_size > BYTES_MAX:
        faults.append(f"is larger than {BYTES_MAX // 1000} kB")
    for tag in soup.select(FETCHED):
        address = str(tag.get("src") or tag.get("href"))
        if urlsplit(address).netloc:
            faults.append(f"asks another host for {address}")
    links = soup.select("[href], [src]")
    for address in dict.fromkeys(str(link.get("href", link.get("src"))) for link in links):
        if fault := _broken(site, path, address, parts):
            faults.append(fault)
    fences = soup.find_all(string=re.compile("```"))
    if any(not text.find_parent(["pre", "code"]) for text in fences):
        faults.append("shows a fence as text: a builder did not read it")
    for picture in soup.select("img:not([alt]), img[alt='']"):
        faults.append(f"the picture {picture.get('src')} has no words for those who can't see it")
    return [f"{relative(path)}: {fault}" for fault in dict.fromkeys(faults)]


def _broken(site: Path, path: Path, address: str, parts: Parts) -> str:
    named = urlsplit(address)
    if named.scheme or named.netloc:
        return ""
    target, anchor = urldefrag(address)
    file = path.parent / unquote(urlsplit(target).path) if target else path
    if target.startswith("/"):
        file = site / unquote(target).lstrip("/")
    file = file.resolve()
    if file.is_dir():
        file = file / "index.html"
    if not file.is_file():
        return f"{address} leads nowhere"
    if anchor and file in parts and unquote(anchor) not in parts[file]:
        return f"{address} names a part that the page doesn't have"
    return ""


def _soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_bytes(), "html.parser")
