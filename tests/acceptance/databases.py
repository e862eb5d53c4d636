"""The databases that the stories put an app on, as they look from outside of it."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

from workbook.apps.databases import sqlite_url

Rows = list[tuple[Any, ...]]


class Database(Protocol):
    """One database, asked without the app; ``%s`` stands for a value in all their SQL."""

    kind: str
    url: str
    refusal: type[Exception]  # what it raises for a row that breaks a rule

    def run(self, sql: str, *values: object) -> Rows:
        """Run one statement, and return its rows."""

    def schema(self) -> Rows:
        """Return how everything in it is made."""

    def tables(self) -> list[str]:
        """Return the names of its tables."""

    def column(self, table: str, name: str) -> Rows:
        """Return the type of a column, whether it may be empty, and its default."""

    def content(self) -> bytes:
        """Return all that it keeps, in the bytes of its texts."""

    def twin(self) -> "Database":
        """Make another that holds the same; nobody may be connected to this one."""


NewDatabase = Callable[[], Database]


class SQLite:
    """A database in a file."""

    kind = "sqlite"
    refusal: type[Exception] = sqlite3.IntegrityError

    def __init__(self, file: Path) -> None:
        """Name a file; it need not be there."""
        self.file, self.url = file, sqlite_url(file)

    def run(self, sql: str, *values: object) -> Rows:
        """Run one statement, and return its rows."""
        with closing(sqlite3.connect(self.file)) as connection, connection:
            return connection.execute(sql.replace("%s", "?"), values).fetchall()

    def schema(self) -> Rows:
        """Return how everything in it is made."""
        return self.run("SELECT name, sql FROM sqlite_master ORDER BY name")

    def tables(self) -> list[str]:
        """Return the names of its tables."""
        return [name for name, sql in self.schema() if (sql or "").startswith("CREATE TABLE")]

    def column(self, table: str, name: str) -> Rows:
        """Return the type of a column, whether it may be empty, and its default."""
        sql = 'SELECT type, "notnull", dflt_value FROM pragma_table_info(%s) WHERE name = %s'
        return self.run(sql, table, name)

    def content(self) -> bytes:
        """Return all that it keeps, in the bytes of its texts."""
        files = self.file.parent.glob(f"{self.file.name}*")  # SQLite keeps others beside it
        return b"\0".join(file.read_bytes() for file in files)

    def twin(self) -> "SQLite":
        """Make another that holds the same; nobody may be connected to this one."""
        other = SQLite(self.file.with_name(f"{uuid4().hex}.db"))
        if self.file.exists():  # an app before stage 03 has none
            shutil.copyfile(self.file, other.file)
        return other


def rows_of(database: Database) -> dict[str, list[str]]:
    """Return the rows of every table, whatever their order."""
    return {
        table: sorted(map(repr, database.run(f'SELECT * FROM "{table}"')))
        for table in database.tables()
    }
