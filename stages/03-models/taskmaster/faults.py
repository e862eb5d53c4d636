"""What can be wrong with the database, and what to do about it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from click import ClickException
from flask import Flask, current_app
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, ProgrammingError
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from werkzeug.exceptions import Conflict, ServiceUnavailable

AWAY = "The database cannot be reached. Check DATABASE_URL, and that its server runs."
BEHIND = "The database is behind the app. Run: flask db upgrade"
# What drivers say, and what to do then.
ADVICE = {
    "unable to open": "The database file cannot be opened. Check its folder and your rights there.",
    "readonly": "The database file cannot be written. Check your rights to it and its folder.",
    "is locked": "Another program is writing to the database. Try again in a moment.",
    "no such (table|column)": BEHIND,
    "(relation|column) .* does not exist": BEHIND,
    "connection (failed|is bad|timeout)|resolve host": AWAY,
}
# What SQLite and PostgreSQL call these: a row is there already, or one that is named is missing.
OVERTAKEN = (
    *("SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_FOREIGNKEY"),
    *("23505", "23503"),
)


def advice_on(error: DBAPIError) -> str:
    """Say what to do, where the driver says what it met; otherwise nothing."""
    said = str(error.orig)
    found = [advice for words, advice in ADVICE.items() if re.search(words, said)]
    if error.connection_invalidated:
        found.append(AWAY)
    return found[0] if found else ""


@contextmanager
def explained() -> Iterator[None]:
    """Let a command end with one line where there is advice."""
    try:
        yield
    except (OperationalError, ProgrammingError) as error:
        if advice := advice_on(error):
            raise ClickException(advice) from error
        raise


def unavailable(error: DBAPIError) -> ResponseReturnValue:
    """Answer 503 where there is advice, and keep what the driver said in the log."""
    advice = advice_on(error)
    if not advice:
        raise error
    current_app.logger.error("%s (%s)", advice, error.orig)
    return current_app.handle_http_exception(ServiceUnavailable(advice))


def overtaken(error: Exception) -> ResponseReturnValue:
    """Answer 409 where somebody else was faster."""
    current_app.logger.warning("%s", str(error).splitlines()[0])
    return current_app.handle_http_exception(
        Conflict("Somebody has changed or deleted this at the same moment. Look at it again.")
    )


def refused(error: IntegrityError) -> ResponseReturnValue:
    """Look which rule of the tables it was: some only a mistake in the app can break."""
    rule = getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None)
    if rule not in OVERTAKEN:
        raise error
    return overtaken(error.orig)


def register_faults(app: Flask) -> None:
    """Give each fault of the database its answer."""
    for error in (OperationalError, ProgrammingError):
        app.register_error_handler(error, unavailable)
    for error in (ObjectDeletedError, StaleDataError):
        app.register_error_handler(error, overtaken)
    app.register_error_handler(IntegrityError, refused)
