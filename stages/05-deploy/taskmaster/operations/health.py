"""Two questions of a platform: does the process answer, and may it be sent visitors?"""

from pathlib import Path

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from ..database import db
from ..faults import BEHIND


def healthz() -> ResponseReturnValue:
    """Answer, which is all there is to know."""
    return "ok\n", {"Content-Type": "text/plain"}


def is_behind(script: ScriptDirectory) -> bool:
    """Say whether the database lacks a migration; one that is ahead of the app is fine."""
    with db.engine.connect() as connection:
        current = set(MigrationContext.configure(connection).get_current_heads())
    known = {revision.revision for revision in script.walk_revisions()}
    return current <= known and current != set(script.get_heads())


def readyz() -> ResponseReturnValue:
    """Answer 503 while the database is away, or behind."""
    text = {"Content-Type": "text/plain"}
    try:
        behind = is_behind(current_app.extensions["migrations"])
    except SQLAlchemyError as error:
        current_app.logger.error("%s", error)
        return "The database is away.\n", 503, text
    return (f"{BEHIND}\n", 503, text) if behind else ("ready\n", text)


def answer_probes(app: Flask) -> None:
    """Add both answers; the migrations are read once."""
    folder = Path(app.root_path).parent / "migrations"
    app.extensions["migrations"] = ScriptDirectory(str(folder))
    app.add_url_rule("/healthz", "healthz", healthz)
    app.add_url_rule("/readyz", "readyz", readyz)
