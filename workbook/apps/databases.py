"""The databases that apps are given: how one is named, and what a driver is called."""

from pathlib import Path
from urllib.parse import quote

VARIABLE = "DATABASE_URL"  # where an app looks for the name of its database
# What an app needs on top of its requirements when its database is a PostgreSQL.
POSTGRESQL_DRIVER = "psycopg[binary]>=3.3"


def sqlite_url(path: Path) -> str:
    """Name an SQLite database as SQLAlchemy does, on every system.

    Args:
        path: its file.

    Returns:
        Its URL, with the whole path.
    """
    return f"sqlite:///{quote(path.resolve().as_posix(), safe='/:')}"  # a ? would end the path
