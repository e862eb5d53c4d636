"""A line of JSON for each request, and an id that leads from an answer to its lines."""

import logging
import re
from time import perf_counter
from uuid import uuid4

from flask import Flask, Response, g, request, request_started, session
from sqlalchemy import inspect

SANE = re.compile(r"[A-Za-z0-9._-]{8,64}")
HEADER = "X-Request-ID"
log = logging.getLogger("taskmaster.requests")


def begin(app: Flask) -> None:
    """Note when a request begins, and its id: the caller's, if it is a sane one."""
    sent = request.headers.get(HEADER, "")
    g.request_id = sent if SANE.fullmatch(sent) else uuid4().hex
    g.started = perf_counter()


def route() -> str:
    """Return the rule that a request fits, which is the same for all tasks."""
    return request.url_rule.rule if request.url_rule else "none"


def user_id() -> int | None:
    """Return the id of who asks, or has just signed in, without asking the database."""
    if user := g.get("user"):
        return inspect(user).identity[0]
    return session.get("user_id") if request.blueprint == "auth" else None


def note(response: Response) -> Response:
    """Write the line of a request."""
    milliseconds = round(1000 * (perf_counter() - g.started), 1)
    fields = {
        "method": request.method,
        "route": route(),
        "path": request.path,
        "status": response.status_code,
        "duration_ms": milliseconds,
        "user_id": user_id(),
        "client": request.remote_addr,
    }
    log.info("%s %s %s", request.method, request.path, response.status_code, extra=fields)
    response.headers[HEADER] = g.request_id
    return response


def log_requests(app: Flask) -> None:
    """Write a line for each request; begin with the first thing that Flask does for it."""
    request_started.connect(begin, app)
    app.after_request(note)
