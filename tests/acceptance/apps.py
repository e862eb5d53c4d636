"""An app's folder and environment: what runs its commands, and serves it on a database."""

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.acceptance.databases import Database
from tests.acceptance.servers import Server
from tests.support.tiny import Ran
from workbook.apps.databases import VARIABLE
from workbook.apps.environments import activated, scripts
from workbook.apps.ports import HOST, free_port
from workbook.apps.sandbox import set_around
from workbook.apps.serving import start, stop
from workbook.apps.settings import on_this_machine
from workbook.core.deadlines import LIMITS
from workbook.core.processes import Begun

LEFT_BEHIND = shutil.ignore_patterns("__pycache__", "instance")
# What an app that takes its settings from the environment is told on a server, behind a proxy.
ON_A_SERVER = {"HOSTS": "127.0.0.1,.localhost", "HTTPS": "yes", "PROXY_HOPS": "1"}
# What readers of stage 03 type in the shell, up to the step that brings migrations.
BY_HAND = """
from taskmaster import create_app
app = create_app()
with app.app_context():
    if "sqlalchemy" in app.extensions:
        app.extensions["sqlalchemy"].create_all()
"""
MESSAGES = ("INFO ", "WARNI")  # what the log says of a migration, which is not what went wrong


@dataclass(frozen=True)
class App:
    """An app, before it is on a database."""

    folder: Path
    environment: Path
    stage: str
    told: Mapping[str, str] = field(default_factory=dict)  # its settings, where it takes any

    def telling(self, **settings: str) -> "App":
        """Return the same app with other settings."""
        return replace(self, told=dict(self.told) | settings)

    def copy(self, folder: Path) -> "App":
        """Copy the app, to change its code."""
        shutil.copytree(self.folder, folder, ignore=LEFT_BEHIND)
        return replace(self, folder=folder)

    def run(self, *words: str, **settings: str | None) -> Ran:
        """Run a program of the app's; what it says is the same on both streams.

        Args:
            words: the program, and what it is told.
            settings: what else it finds in its environment; nothing: what it does not.
        """
        told = activated(self.environment) | on_this_machine(self.folder) | dict(self.told)
        found = {name: text for name, text in (told | settings).items() if text is not None}
        done = subprocess.run(
            [*set_around(), scripts(self.environment) / words[0], *words[1:]],
            cwd=self.folder,
            env=found | {"PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
            timeout=LIMITS.command,
        )
        return Ran(done.returncode, done.stdout)

    def flask(self, url: str, *arguments: str) -> Ran:
        """Run a flask command on a database; leave out what it says of a migration that is fine."""
        ran = self.run("flask", *arguments, **{VARIABLE: url})
        lines = [line for line in ran.said.splitlines() if not line.startswith(MESSAGES)]
        return Ran(ran.status, "\n".join(lines))

    def does(self, database: Database, *arguments: str) -> None:
        """Run a flask command that must do what it is told."""
        ran = self.flask(database.url, *arguments)
        assert ran.status == 0, f"flask {' '.join(arguments)}: {ran.said}"

    def prepare(self, database: Database) -> Database:
        """Make the tables, from the stage on that has any."""
        if self.makes_tables_by_hand:
            ran = self.run("python", "-c", BY_HAND, **{VARIABLE: database.url})
            assert ran.status == 0, ran.said
        elif self.stage >= "03":
            self.does(database, "db", "upgrade")
        return database

    @property
    def makes_tables_by_hand(self) -> bool:
        """Whether it is at a step that has tables, and no migrations yet that would make them."""
        return self.stage >= "03" and not [*self.folder.glob("migrations/versions/*.py")]

    def script(self, name: str, *arguments: str) -> "subprocess.Popen[bytes]":
        """Run a script of the stories in the app's environment; it says when it is ready."""
        python, script = scripts(self.environment) / "python", Path(__file__).with_name(name)
        process = Begun(
            [*set_around(), str(python), str(script), *arguments],
            cwd=self.folder,
            env=activated(self.environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert process.stdout
        process.stdout.readline()
        return process

    @contextmanager
    def serving(
        self, log: Path, database: Database | None, port: int = 0, *, prepared: bool = False
    ) -> Iterator[Server]:
        """Serve the app as its Procfile or README says; yield the server, and stop it in the end.

        Args:
            log: where what it prints goes.
            database: what it is told to use; none: it is told nothing.
            port: where it listens; none: a free one.
            prepared: whether the database is to be left as it is, even if it is unfit.
        """
        port = port or free_port()
        told = dict(self.told) | ({VARIABLE: database.url} if database else {})
        process = start(self.folder, self.environment, port, log, told, prepared=prepared)
        try:
            yield Server(process, port, log, tls=told.get("HTTPS") == "yes")
        finally:
            stop(process)

    @contextmanager
    def served(self, log: Path, database: Database | None, port: int = 0) -> Iterator[str]:
        """Serve the app as ``serving`` does; yield its address."""
        with self.serving(log, database, port) as server:
            yield server.address

    @contextmanager
    def served_as_it_is(self, url: str, log: Path) -> Iterator[str]:
        """Serve the app with no preparation, on a database that may be unfit; yield its address."""
        if self.told:
            with self.telling(**{VARIABLE: url}).serving(log, None, prepared=True) as server:
                yield server.address
            return
        port = free_port()
        with self.script("serve_watched.py", str(port), url) as process:
            try:
                yield f"http://{HOST}:{port}"
            finally:
                stop(process)
