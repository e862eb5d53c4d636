"""Live as it is published, served below a path, until its server goes."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import FrameLocator, Page, expect

from workbook.core.deadlines import LIMITS

RUNS = "It runs, "


class Quiet(SimpleHTTPRequestHandler):
    """A file server that logs nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Served:
    """A folder on a server that can be taken away."""

    def __init__(self, folder: Path) -> None:
        """Serve a folder; its parent is the root of the server."""
        self.folder = folder
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder.parent))
        self.url = f"http://127.0.0.1:{self.server.server_port}/{folder.name}/"
        Thread(target=self.server.serve_forever, daemon=True).start()

    def cut(self) -> None:
        """Take the network away: nothing answers any more."""
        self.server.shutdown()
        self.server.server_close()


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """Serve a folder below a path, as a code host does."""
    site = Served(folder)
    yield site
    site.cut()


def put_step(folder: Path, stage: str, files: dict[str, str], packages: list[str]) -> None:
    """Publish a stage of one step, with files of one's own."""
    step = {
        "number": "0.1",
        "title": "One's own",
        "files": {path: at for at, path in enumerate(files)},
        "packages": packages,
        "tests": [],
    }
    pack = {"blobs": list(files.values()), "steps": {"1-own": step}, "last": "1-own"}
    (folder / "steps" / f"{stage}.json").write_text(json.dumps(pack), encoding="utf-8")


def run(page: Page, url: str, step: str) -> FrameLocator:
    """Open a step and press Start; return what the app shows once it runs."""
    page.goto(f"{url}?step={step}")
    return press_start(page)


def press_start(page: Page) -> FrameLocator:
    """Press Start, or Restart, and return what the app shows once it runs."""
    page.locator("#start").click()
    expect(page.locator("#status")).to_contain_text(RUNS, timeout=LIMITS.server * 1000)
    return page.frame_locator("#app")
