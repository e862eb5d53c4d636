"""How much one visitor may ask for: failed logins and accounts a minute, and bytes a request."""

import logging
import sys
from ipaddress import ip_address, ip_network
from time import time

from flask import Flask, Response, abort, current_app, request
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter, RateLimitExceeded
from redis.exceptions import AuthenticationError, ResponseError
from werkzeug.exceptions import TooManyRequests

LOGINS = {"auth.login": 400, "api.create_token": 401}  # and the status of one that fails
FAILED_LOGINS = "10 per minute"
REGISTRATIONS = "60 per minute"  # a class can begin together
BYTES_MAX = 64 * 1024


def client() -> str:
    """Return the address of a visitor; of IPv6, the network, which one person has whole."""
    sent = request.remote_addr or ""
    try:
        address = ip_address(sent)
    except ValueError:
        return sent  # of a proxy that writes something else
    address = getattr(address, "ipv4_mapped", None) or address
    bits = 32 if address.version == 4 else 64
    return str(ip_network((address, bits), strict=False))


def is_no_login() -> bool:
    """Say whether a request tries no password."""
    return request.method != "POST" or request.endpoint not in LOGINS


def is_no_registration() -> bool:
    """Say whether a request makes no account."""
    return request.method != "POST" or request.endpoint != "auth.register"


def has_failed(response: Response) -> bool:
    """Say whether a password was tried, and was wrong."""
    return response.status_code == LOGINS.get(request.endpoint)


def refuse(error: RateLimitExceeded) -> ResponseReturnValue:
    """Answer 429, and say when to come again."""
    breached = current_app.extensions["login_limiter"].current_limit
    seconds = max(1, int(breached.reset_at - time()))
    advice = f"That was tried too often. Try again in {seconds} seconds."
    return current_app.handle_http_exception(TooManyRequests(advice, retry_after=seconds))


def say_why(record: logging.LogRecord) -> bool:
    """Add the cause to what is logged of Redis; one that answers, and refuses, is an error."""
    cause = sys.exception()
    if cause and not record.exc_info:
        record.msg = f"{record.msg}: {cause}"
        if isinstance(cause, AuthenticationError | ResponseError):
            record.levelno, record.levelname = logging.ERROR, "ERROR"
    return True


def require_length() -> None:
    """Refuse a body of unknown length, which would be cut off at the limit and not refused."""
    if "Transfer-Encoding" in request.headers:
        abort(411)


def limit_requests(app: Flask) -> None:
    """Set the limits; workers and machines share them where there is a Redis."""
    app.config["MAX_CONTENT_LENGTH"] = BYTES_MAX
    app.config["MAX_FORM_PARTS"] = 50
    # Before CSRF protection, which reads the form.
    app.before_request_funcs.setdefault(None, []).insert(0, require_length)
    app.register_error_handler(RateLimitExceeded, refuse)
    limiter = app.extensions["login_limiter"] = Limiter(
        client,
        app=app,
        storage_uri=app.config["REDIS_URL"] or "memory://",
        storage_options={"socket_timeout": 1} if app.config["REDIS_URL"] else {},
        application_limits=[FAILED_LOGINS],
        application_limits_exempt_when=is_no_login,
        application_limits_deduct_when=has_failed,
        default_limits=[REGISTRATIONS],
        default_limits_exempt_when=is_no_registration,
        in_memory_fallback_enabled=True,
        swallow_errors=True,
    )
    limiter.logger.addFilter(say_why)
