"""An app's folder and environment: what runs its commands, and serves it on a database."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from tests.acceptance.databases import Database
from tests.tiny import Ran
from workbook.databases import VARIABLE
from workbook.environments import activated, scripts
from workbook.serving import HOST, start, stop
from workbook.shell import free_port

LEFT_BEHIND = shutil.ignore_patterns("__pycache__", "instance")
MESSAGES = ("INFO ", "WARNI")  # what the log says of a migration, which is not what went wrong


@dataclass(frozen=True)
class App:
    """An app, before it is on a database."""

    folder: Path
    environment: Path
    stage: str

    def copy(self, folder: Path) -> "App":
        """Copy the app, to change its code."""
        shutil.copytree(self.folder, folder, ignore=LEFT_BEHIND)
        return replace(self, folder=folder)

    def flask(self, url: str, *arguments: str) -> Ran:
        """Run a flask command on a database; what it says is the same on both streams."""
        done = subprocess.run(
            [scripts(self.environment) / "flask", *arguments],
            cwd=self.folder,
            env=activated(self.environment) | {VARIABLE: url, "PYTHONUTF8": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        lines = [line for line in done.stdout.splitlines() if not line.startswith(MESSAGES)]
        return Ran(done.returncode, "\n".join(lines))

    def does(self, database: Database, *arguments: str) -> None:
        """Run a flask command that must do what it is told."""
        ran = self.flask(database.url, *arguments)
        assert ran.status == 0, f"flask {' '.join(arguments)}: {ran.said}"

    def prepare(self, database: Database) -> Database:
        """Make the tables, from the stage on that has any."""
        if self.stage >= "03":
            self.does(database, "db", "upgrade")
        return database

    def script(self, name: str, *arguments: str) -> "subprocess.Popen[bytes]":
        """Run a script of the stories in the app's environment; it says when it is ready."""
        process = subprocess.Popen(
            [scripts(self.environment) / "python", Path(__file__).with_name(name), *arguments],
            cwd=self.folder,
            env=activated(self.environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert process.stdout
        process.stdout.readline()
        return process

    @contextmanager
    def served(self, log: Path, database: Database | None, port: int = 0) -> Iterator[str]:
        """Serve the app as its README says; yield its address, and stop it in the end.

        Args:
            log: where what it prints goes.
            database: what it is told to use; none: it is told nothing.
            port: where it listens; none: a free one.
        """
        told, port = {VARIABLE: database.url} if database else {}, port or free_port()
        process = start(self.folder, self.environment, port, log, told)
        try:
            yield f"http://{HOST}:{port}"
        finally:
            stop(process)

    @contextmanager
    def served_as_it_is(self, url: str) -> Iterator[str]:
        """Serve the app with no preparation, on a database that may be unfit; yield its address."""
        port = free_port()
        with self.script("serve_watched.py", str(port), url) as process:
            try:
                yield f"http://{HOST}:{port}"
            finally:
                stop(process)
