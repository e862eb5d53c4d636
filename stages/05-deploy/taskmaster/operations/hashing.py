"""Passwords are hashed slowly; many at once must not keep everybody else waiting."""

from threading import BoundedSemaphore, Lock

from flask import Flask, g, request
from werkzeug.exceptions import ServiceUnavailable

from .limits import client

HASHING = {"auth.login", "auth.register", "api.create_token"}
AT_ONCE = 2  # of a worker's threads
PLACES = 4  # for those who hash, and those who wait for it
EACH = 2  # of the places, for one visitor
SECONDS = 2


def guard_hashing(app: Flask) -> None:
    """Keep some threads of each worker free of passwords."""
    inside: list[str] = []
    door, hashing = Lock(), BoundedSemaphore(AT_ONCE)

    def take_place(visitor: str) -> bool:
        """Let a visitor in, if there is a place and they don't have their share."""
        with door:
            if len(inside) == PLACES or inside.count(visitor) == EACH:
                return False
            inside.append(visitor)
            g.inside = visitor
            return True

    @app.before_request
    def enter() -> None:
        """Wait for a turn, a little; without one, answer 503."""
        if request.method != "POST" or request.endpoint not in HASHING:
            return
        g.hashing = take_place(client()) and hashing.acquire(timeout=SECONDS)
        if not g.hashing:
            advice = "Many people are logging in. Try again in a few seconds."
            raise ServiceUnavailable(advice, retry_after=5)

    @app.teardown_request
    def leave(error: BaseException | None) -> None:
        """Give the turn and the place back."""
        if g.pop("hashing", False):
            hashing.release()
        if "inside" in g:
            inside.remove(g.pop("inside"))
