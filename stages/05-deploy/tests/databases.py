"""Where tests keep their rows: a file, or the server that TEST_DATABASE_URL names."""

import os
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

from taskmaster.database import db

# Tests that run in parallel are workers with a name, and each has a database of its own.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")


def new_database(folder: Path, ending: str = "") -> str:
    """Return the address of a database without tables."""
    server = os.environ.get("TEST_DATABASE_URL")
    if not server:
        return f"sqlite:///{folder / 'test.db'}"
    name = f"taskmaster_test_{WORKER}{ending}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def empty() -> None:
    """Delete every row."""
    for table in reversed(db.metadata.sorted_tables):
        db.session.execute(table.delete())
    db.session.commit()
