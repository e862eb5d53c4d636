"""The site as each builder makes it, served, and a browser to look at it."""

import shutil
import subprocess
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.support.small_site import THEME
from workbook.core.paths import DOCS, ROOT
from workbook.site.browser import browser as a_browser
from workbook.site.build import BUILDERS
from workbook.site.generated import write_pages

expect.set_options(timeout=60_000)  # ms; a busy machine makes no page wrong


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless browser."""
    with a_browser() as browser:
        yield browser


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    """Each colour scheme in turn."""
    return str(request.param)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A person's own window, who may use the clipboard."""
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        yield context


class Quiet(SimpleHTTPRequestHandler):
    """A file server that logs nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session", params=BUILDERS)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site, built by each builder in turn, below a path as on a code host."""
    write_pages()
    project = tmp_path_factory.mktemp("site")
    shutil.copy(ROOT / "mkdocs.yml", project)
    shutil.copytree(DOCS, project / "docs", ignore=shutil.ignore_patterns("live"))
    shutil.copytree(ROOT / THEME, project / THEME)
    subprocess.run(BUILDERS[request.param], cwd=project, check=True, capture_output=True)
    served = project / "served"
    served.mkdir()
    (project / "site").rename(served / "workbook")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=served)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/workbook/"
        server.shutdown()


def pages() -> list[str]:
    """Return the paths of the site's pages."""
    found = sorted(path.relative_to(DOCS).with_suffix("").as_posix() for path in DOCS.rglob("*.md"))
    return ["" if path == "index" else f"{path}/".replace("/index/", "/") for path in found]


def read_clipboard(context: BrowserContext) -> str:
    """Return what the copy button copied."""
    return str(context.pages[0].evaluate("navigator.clipboard.readText()"))
