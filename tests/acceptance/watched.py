"""An app that is watched from the inside: one of the serve scripts answers what HTTP cannot."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.acceptance.apps import App
from tests.acceptance.databases import Database
from workbook.apps.ports import HOST, free_port
from workbook.apps.serving import stop


class Watched:
    """An app whose memory, hashing, clock and queries are within reach."""

    def __init__(
        self, process: "subprocess.Popen[bytes]", address: str, folder: Path, database: Database
    ) -> None:
        """Take what a serve script serves, and what keeps what it is told."""
        self.process, self.address = process, address
        self.folder, self.database = folder, database

    def tell(self, question: str) -> int:
        """Return what the app answers to a question."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{question}\n".encode())
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def keeps(self, words: str) -> int:
        """Return how often the app keeps words, in memory, in files and in its database."""
        files = [path.read_bytes() for path in self.folder.rglob("*") if path.is_file()]
        kept = [*files, self.database.content()]
        return sum(words.encode() in each for each in kept) + self.tell(
            f"holds {words.encode().hex()}"
        )


@contextmanager
def watched_app(app: App, script: str, database: Database) -> Iterator[Watched]:
    """Serve an app with one of the serve scripts, on a database that is as it is."""
    port = free_port()
    url = database.url if app.stage >= "03" else ""
    process = app.script(script, str(port), url)
    with process:
        try:
            yield Watched(process, f"http://{HOST}:{port}", app.folder, database)
        finally:
            stop(process)
