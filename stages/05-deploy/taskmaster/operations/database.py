"""What to say while there is no database, or none to spare, and what to keep out of the log."""

from flask import Flask, current_app
from flask.typing import ResponseReturnValue
from sqlalchemy import event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import (
    DBAPIError,
    OperationalError,
    ProgrammingError,
    SQLAlchemyError,
    TimeoutError,
)
from werkzeug.exceptions import ServiceUnavailable

from ..database import db
from ..faults import advice_on


def let_go(error: BaseException | None) -> None:
    """End the transaction; a connection that has gone is no reason to lose the answer."""
    try:
        db.session.close()
    except SQLAlchemyError:
        db.session().invalidate()


def tell_no_row(context: ExceptionContext) -> None:
    """Cut off an error where PostgreSQL begins to show the row that it has refused."""
    error = context.sqlalchemy_exception
    for each in (error, getattr(error, "orig", None)):
        if each:
            each.args = tuple(str(said).partition("\nDETAIL:")[0] for said in each.args)


def unavailable(advice: str, said: object) -> ResponseReturnValue:
    """Tell the log what happened, and the visitor to come again."""
    current_app.logger.error("%s (%s)", advice, said)
    advice = "The service is not available for the moment. Try again in a few seconds."
    return current_app.handle_http_exception(ServiceUnavailable(advice, retry_after=5))


def no_database(error: DBAPIError) -> ResponseReturnValue:
    """Answer for a database that is away, or too slow; a query that is wrong is a mistake."""
    advice = advice_on(error)
    if isinstance(error, ProgrammingError) and not advice:
        raise error
    return unavailable(advice or "The database has failed.", error.orig)


def no_connection(error: TimeoutError) -> ResponseReturnValue:
    """Answer for a pool that has lent all that it has."""
    return unavailable("No connection has been free for too long.", error)


def answer_for_database(app: Flask) -> None:
    """Answer 503 to every fault of the database, and give away nothing of it."""
    app.register_error_handler(OperationalError, no_database)
    app.register_error_handler(ProgrammingError, no_database)
    app.register_error_handler(TimeoutError, no_connection)
    app.teardown_appcontext(let_go)
    with app.app_context():
        event.listen(db.engine, "handle_error", tell_no_row)
