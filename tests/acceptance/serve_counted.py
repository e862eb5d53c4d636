"""Serve one app, and count what its database does. Runs in the app's own environment.

It answers a number to each line it reads: ``queries`` (how many statements the app has sent) and
``steps`` (how many steps SQLite has taken for them, which is its work on any machine).
"""

import os
import sqlite3
import sys
from collections import Counter
from importlib import import_module
from threading import Thread
from typing import Any

from sqlalchemy import Engine, event
from werkzeug.serving import make_server

counts: Counter[str] = Counter()


def count_step() -> None:
    """Note a step; SQLite goes on."""
    counts["steps"] += 1


@event.listens_for(Engine, "before_cursor_execute")
def count_query(*_statement: Any) -> None:
    """Note a statement."""
    counts["queries"] += 1


@event.listens_for(Engine, "connect")
def watch(connection: Any, _record: Any) -> None:
    """Look at each step of a connection; only SQLite shows them."""
    if isinstance(connection, sqlite3.Connection):
        connection.set_progress_handler(count_step, 1)


sys.path.insert(0, os.getcwd())  # noqa: PTH109
port, url = sys.argv[1:]
app = import_module("taskmaster").create_app({"SQLALCHEMY_DATABASE_URI": url})
server = make_server("127.0.0.1", int(port), app)
Thread(target=server.serve_forever, daemon=True).start()
print("ready", flush=True)
for line in sys.stdin:
    print(counts[line.strip()], flush=True)
