"""A plugin of pytest: it notes how tests end, and what they make the app do."""

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

REPORT, BACKWARDS = "KIT_REPORT", "KIT_BACKWARDS"
SLOW_ROUNDS = 1000  # a hash of fewer is none that takes time

ends: dict[str, str] = {}  # why each test failed, or nothing
counts = {"commits": 0, "hashes": 0}
typed: set[str] = set()


def pytest_configure() -> None:
    """Listen to the database, and to what hashes passwords."""
    event.listen(Engine, "connect", _wait_for_no_disk)
    event.listen(Engine, "commit", lambda _connection: _count("commits"))
    hashlib.scrypt = _counted(hashlib.scrypt, lambda *_: True)
    hashlib.pbkdf2_hmac = _counted(hashlib.pbkdf2_hmac, lambda *a: a[3] >= SLOW_ROUNDS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Listen to the field for tags, and turn the order around where that is asked for."""
    field_type = import_module("taskmaster.tasks.forms").TagsField
    read = field_type.process_formdata

    def noted(field: Any, values: list[str]) -> None:
        typed.update(values)
        read(field, values)

    field_type.process_formdata = noted
    for item in items:
        _search_only(getattr(item, "obj", None))
    if BACKWARDS in os.environ:
        items.reverse()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note how a test ends; one that is skipped has not passed."""
    if report.outcome == "passed":
        if report.when == "call":
            ends.setdefault(report.nodeid, "")
        return
    crash = getattr(report.longrepr, "reprcrash", None)
    ends[report.nodeid] = crash.message.splitlines()[0] if crash else report.outcome


def pytest_sessionfinish() -> None:
    """Write what was noted, but for what the database fixtures do at the end."""
    noted = {"ends": ends, "typed": len(typed), **counts}
    Path(os.environ[REPORT]).write_text(json.dumps(noted), encoding="utf-8")


def _search_only(test: Any) -> None:
    """Let Hypothesis find an input that fails, and not look for a smaller one: that takes long."""
    name = "_hypothesis_internal_use_settings"
    if chosen := getattr(test, name, None):
        phase = import_module("hypothesis").Phase
        setattr(test, name, type(chosen)(chosen, phases=(phase.explicit, phase.generate)))


def _wait_for_no_disk(connection: object, _record: object) -> None:
    """Let SQLite go on before the disk has its rows, which nobody needs after a check."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous = OFF")


def _count(what: str) -> None:
    counts[what] += 1


def _counted(function: Callable[..., bytes], slow: Callable[..., bool]) -> Any:
    def called(*arguments: Any, **options: Any) -> bytes:
        if slow(*arguments):
            _count("hashes")
        return function(*arguments, **options)

    return called
