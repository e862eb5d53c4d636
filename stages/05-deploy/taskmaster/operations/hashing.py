"""Passwords are hashed slowly; many at once must not keep everybody else waiting."""

from threading import BoundedSemaphore

from flask import Flask, g, request
from werkzeug.exceptions import ServiceUnavailable

HASHING = {"auth.login", "auth.register", "api.create_token"}
AT_ONCE = 2  # of a worker's threads
WAITING = 2
SECONDS = 2


def guard_hashing(app: Flask) -> None:
    """Keep some threads of each worker free of passwords."""
    inside, hashing = BoundedSemaphore(AT_ONCE + WAITING), BoundedSemaphore(AT_ONCE)

    @app.before_request
    def enter() -> None:
        """Wait for a place, a little; without one, answer 503."""
        if request.method != "POST" or request.endpoint not in HASHING:
            return
        g.places = []
        for place, seconds in ((inside, 0), (hashing, SECONDS)):
            if not place.acquire(timeout=seconds):
                advice = "Many people are logging in. Try again in a few seconds."
                raise ServiceUnavailable(advice, retry_after=5)
            g.places.append(place)

    @app.teardown_request
    def leave(error: BaseException | None) -> None:
        """Give the places back."""
        for place in g.pop("places", []):
            place.release()
