"""The docs command: serve the site, and build it anew when a page is saved."""

import os
import sys

from workbook.apps.ports import HOST, choose_port
from workbook.apps.serving import wait_or_stop
from workbook.core.arguments import Arguments
from workbook.core.errors import WorkbookError
from workbook.core.paths import ROOT
from workbook.core.processes import Begun
from workbook.site.generated import write_pages
from workbook.site.live.assemble import live_or_not

FIRST_PORT = 8000


def main(arguments: list[str]) -> None:
    """Serve the site on the loopback address until Ctrl+C.

    Args:
        arguments: what stands after ``nox -s docs --``.

    Raises:
        WorkbookError: for a port that is taken, or a site that is not as it should be.
    """
    parser = Arguments("docs", "Serve the site on this machine, and build it anew on every save.")
    parser.add_argument("--port", type=int, help=f"default: {FIRST_PORT}, or the next free one")
    # First of all: to build the site takes a minute.
    port = choose_port(parser.parse_args(arguments).port, FIRST_PORT)
    print(f"{write_pages()} pages made", flush=True)
    words = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"{HOST}:{port}"]
    status = wait_or_stop(Begun(words, cwd=ROOT, env=os.environ | live_or_not()))
    if status is not None:
        raise WorkbookError(f"The site is served no more: mkdocs stopped with status {status}.")
