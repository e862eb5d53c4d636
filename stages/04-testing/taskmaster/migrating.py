"""What keeps rows and numbers safe while a migration changes tables.

SQLite can't change most of a table. So Alembic makes a copy in the new shape, fills it, drops the
old table, and gives the copy its name.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from click import ClickException
from sqlalchemy import Connection, Table, event, text

COPY = "_alembic_tmp_"  # the name of such a copy begins so
ORIGINAL = text("SELECT sql FROM sqlite_master WHERE name = :name")
LAST_NUMBER = text(
    "INSERT INTO sqlite_sequence SELECT :copy, seq FROM sqlite_sequence WHERE name = :name"
)


@contextmanager
def without_cascades(connection: Connection) -> Iterator[None]:
    """Let SQLite drop a table, and keep the rows that refer to it."""
    if connection.dialect.name != "sqlite":
        yield
        return
    switch_foreign_keys(connection, "OFF")
    try:
        yield
    finally:
        switch_foreign_keys(connection, "ON")


def switch_foreign_keys(connection: Connection, state: str) -> None:
    """Switch them for one connection; within a transaction, SQLite would not listen."""
    connection.exec_driver_sql(f"PRAGMA foreign_keys = {state}")
    connection.commit()


@contextmanager
def no_new_orphans(connection: Connection) -> Iterator[None]:
    """Refuse what would leave more rows than before without the row that they refer to."""
    before = count_orphans(connection)
    yield
    lost = count_orphans(connection) - before
    if lost:
        rows = ", ".join(f"{number} of {table} to {gone}" for (table, gone), number in lost.items())
        raise ClickException(f"Rows would refer to ones that are gone: {rows}. Nothing changed.")


def count_orphans(connection: Connection) -> Counter[tuple[str, str]]:
    """Count them for each table and the one it refers to; other databases never have any."""
    if connection.dialect.name != "sqlite":
        return Counter()
    found = connection.exec_driver_sql("PRAGMA foreign_key_check")
    return Counter((row.table, row.parent) for row in found)


@event.listens_for(Table, "before_create")
def keep_autoincrement(table: Table, connection: Connection, **_: object) -> None:
    """Let a copy give numbers as the table does that it is made of."""
    if table.name.startswith(COPY):
        name = table.name.removeprefix(COPY)
        made_with = connection.scalar(ORIGINAL, {"name": name})
        table.dialect_options["sqlite"]["autoincrement"] = "AUTOINCREMENT" in made_with


@event.listens_for(Table, "after_create")
def keep_last_number(table: Table, connection: Connection, **_: object) -> None:
    """Let a copy go on behind the last number, even if the row that had it is gone."""
    if table.name.startswith(COPY) and table.dialect_options["sqlite"]["autoincrement"]:
        name = table.name.removeprefix(COPY)
        connection.execute(LAST_NUMBER, {"copy": table.name, "name": name})
