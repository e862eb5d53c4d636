"""What to say while there is no database, or none to spare."""

from flask import Flask, current_app
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError, TimeoutError
from werkzeug.exceptions import ServiceUnavailable

from ..faults import DatabaseFault


def unavailable(error: Exception) -> ResponseReturnValue:
    """Tell the log what happened, and the visitor to come again."""
    current_app.logger.error("%s (%s)", error, error.__cause__)
    advice = "The service is not available for the moment. Try again in a few seconds."
    return current_app.handle_http_exception(ServiceUnavailable(advice, retry_after=5))


def answer_for_database(app: Flask) -> None:
    """Answer 503 to every fault of the database, with nothing in it for strangers."""
    for error in (DatabaseFault, OperationalError, TimeoutError):
        app.register_error_handler(error, unavailable)
