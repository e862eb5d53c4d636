"""Who is signed in, kept in Flask's signed session cookie."""

import re

from flask import current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from . import services
from .services import User

# Browsers read "//host", "/\host" and "/<tab>/host" as another site.
LOCAL_PATH = re.compile(r"/(?![/\\])[!-\[\]-~]*")


def current_user() -> User | None:
    """Return the user of this request, looked up once."""
    if "user" not in g:
        g.user = services.get_user(session.get("user_id"))
    return g.user


def log_in(user: User) -> None:
    """Start a new session for a user."""
    session.clear()
    session["user_id"] = user.id


def require_login() -> ResponseReturnValue | None:
    """Send a visitor who is not signed in to the login page."""
    if current_user():
        return None
    path = request.full_path if request.query_string else request.path
    asked = request.script_root + path if request.method == "GET" else None
    return redirect(url_for("auth.login", next=asked), code=303)


def next_page() -> str:
    """Return the page to show after signing in; never one of another site."""
    path = request.args.get("next", "")
    if LOCAL_PATH.fullmatch(path):
        return path
    return url_for(current_app.config["START_PAGE"])
