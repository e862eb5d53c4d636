"""What can be wrong with the database, and what to do about it."""

import re

from click import ClickException
from flask import Flask, current_app
from flask.typing import ResponseReturnValue
from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError
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
}


class DatabaseFault(ClickException):
    """A database that cannot be used now; the flask command shows it as one line."""


@event.listens_for(Engine, "handle_error")
def explain(context: ExceptionContext) -> None:
    """Say what to do, where the driver says what it met."""
    if not isinstance(context.sqlalchemy_exception, OperationalError | ProgrammingError):
        return
    said = str(context.original_exception)
    found = [advice for words, advice in ADVICE.items() if re.search(words, said)]
    if context.is_disconnect or context.connection is None:
        found.append(AWAY)
    if found:
        raise DatabaseFault(found[0]) from context.original_exception


def unavailable(fault: DatabaseFault) -> ResponseReturnValue:
    """Answer 503, and keep what the driver said in the log."""
    current_app.logger.error("%s (%s)", fault, fault.__cause__)
    return current_app.handle_http_exception(ServiceUnavailable(str(fault)))


def overtaken(error: Exception) -> ResponseReturnValue:
    """Answer 409 where somebody else was faster."""
    current_app.logger.warning("%s", error)
    return current_app.handle_http_exception(
        Conflict("Somebody has changed or deleted this at the same moment. Look at it again.")
    )


def register_faults(app: Flask) -> None:
    """Give each fault of the database its answer."""
    app.register_error_handler(DatabaseFault, unavailable)
    for error in (IntegrityError, ObjectDeletedError, StaleDataError):
        app.register_error_handler(error, overtaken)
