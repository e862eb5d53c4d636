"""What to say while there is no database, or none to spare."""

from flask import Flask, current_app
from flask.typing import ResponseReturnValue
from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import OperationalError, SQLAlchemyError, TimeoutError
from werkzeug.exceptions import ServiceUnavailable

from ..database import db
from ..faults import DatabaseFault, explain


def explain_all_but_pings(context: ExceptionContext) -> None:
    """Explain a fault; a dead connection that the pool replaces before its use is none."""
    if not context.is_pre_ping:
        explain(context)


event.remove(Engine, "handle_error", explain)
event.listen(Engine, "handle_error", explain_all_but_pings)


def let_go(error: BaseException | None) -> None:
    """End the transaction; a connection that has gone is no reason to lose the answer."""
    try:
        db.session.close()
    except (DatabaseFault, SQLAlchemyError):
        db.session().invalidate()


def unavailable(error: Exception) -> ResponseReturnValue:
    """Tell the log what happened, and the visitor to come again."""
    current_app.logger.error("%s (%s)", error, error.__cause__)
    advice = "The service is not available for the moment. Try again in a few seconds."
    return current_app.handle_http_exception(ServiceUnavailable(advice, retry_after=5))


def answer_for_database(app: Flask) -> None:
    """Answer 503 to every fault of the database, with nothing in it for strangers."""
    for error in (DatabaseFault, OperationalError, TimeoutError):
        app.register_error_handler(error, unavailable)
    app.teardown_appcontext(let_go)
