"""Build the site with both builders, and check what came out."""

import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

from workbook.core import summary
from workbook.core.errors import WorkbookError
from workbook.core.paths import DOCS, ROOT
from workbook.core.processes import run
from workbook.site.built_pages import check_site
from workbook.site.facts.layers import require_layers
from workbook.site.generated import write_pages
from workbook.site.live.assemble import live_or_not, without_live
from workbook.site.mended import mend_pages
from workbook.site.pictures import require_drawn
from workbook.site.published import check_published
from workbook.site.sheets import join_sheets
from workbook.site.shown_blocks import check_blocks
from workbook.site.weight import MOST, check_weight
from workbook.site.withheld import check_withheld, copy_without_solutions

SITE = ROOT / "site"
ADDRESS = "WORKBOOK_SITE_URL"  # the variable that says where it is to stand; mkdocs.yml reads it
# They name addresses from the root of a host, so they hold only where that is known.
NEED_ADDRESS = ("404.html", "sitemap.xml", "sitemap.xml.gz")
BUILDERS = {
    "Zensical": ["zensical", "build", "--clean", "--strict"],
    "Material for MkDocs": ["mkdocs", "build", "--clean", "--strict", "--quiet"],
}


def build_and_check(*, solutions: bool = True, with_live: bool = True) -> None:
    """Build the site with each builder and check its pages.

    Args:
        solutions: no: withhold those of exercises, and the answers to questions.
        with_live: whether apps run in its pages, if what they consist of can be fetched.

    Raises:
        WorkbookError: if a build fails or warns, or a page is not as it should be.
    """
    require_drawn()
    require_layers()
    write_pages()
    live = live_or_not() if with_live else without_live()
    place = ROOT if solutions else copy_without_solutions()
    site, docs = place / SITE.name, place / DOCS.name
    pages = blocks = 0
    address = os.environ.get(ADDRESS, "")
    for name, command in BUILDERS.items():
        print(f"{name} ...", flush=True)
        shutil.rmtree(site, ignore_errors=True)
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        done = run(command, cwd=place, env=surroundings() | live, text=True, **pipes)
        if done.returncode:
            raise WorkbookError(f"{name} does not build the site:\n{done.stdout}")
        leave_out(site, address)
        mend_pages(site)
        join_sheets(site)
        check_published(site, docs)
        check_weight(site)
        base = urlsplit(address).path.rstrip("/")
        pages, blocks = check_site(site, f"{base}/"), check_blocks(site, docs)
        if not solutions:
            summary.add(f"site: {check_withheld(site)} solutions and answers are withheld")
    if not solutions:
        shutil.rmtree(SITE, ignore_errors=True)
        shutil.move(site, SITE)
    summary.add(
        f"site: {pages} pages built strictly by {' and '.join(BUILDERS)}, every link checked; "
        f"no page but slides weighs more than {MOST // 1000} kB; "
        f"{blocks} blocks are shown as they are played; {'with' if live else 'without'} live"
    )


def surroundings() -> dict[str, str]:
    """Return the variables of a builder: it imports what mkdocs.yml names of the workbook."""
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def leave_out(site: Path, address: str) -> None:
    """Take out what needs to know where a site stands, unless that is known.

    Args:
        site: a built site.
        address: where it is to stand; nothing: anywhere, below any path.
    """
    if not address:
        for name in NEED_ADDRESS:
            (site / name).unlink(missing_ok=True)
