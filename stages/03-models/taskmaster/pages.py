"""The pages that belong to no feature: the front door and the errors."""

from flask import Flask, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import BadHost, HTTPException

from .auth.session import current_user


def index() -> ResponseReturnValue:
    """Welcome a visitor; take a user to the start page."""
    if current_user():
        return redirect(url_for(current_app.config["START_PAGE"]))
    return render_template("index.html")


def error_page(error: HTTPException) -> ResponseReturnValue:
    """Say what went wrong, with a way back."""
    response = error.get_response()
    try:
        response.set_data(render_template("error.html", error=error))
    except SQLAlchemyError as fault:
        return current_app.handle_user_exception(fault)
    return response


def register_pages(app: Flask) -> None:
    """Add these pages to the app."""
    app.add_url_rule("/", "index", index)
    app.register_error_handler(HTTPException, error_page)
    app.register_error_handler(BadHost, lambda error: error)
