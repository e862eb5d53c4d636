"""A folder on a server of this machine, below a path as on a code host, until its server goes."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread


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
    """Serve a folder below a path, as a code host does.

    Args:
        folder: its name is the path.
    """
    site = Served(folder)
    try:
        yield site
    finally:
        site.cut()
