"""What a test of a server begins with: its environment, and the app as a server has it."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from taskmaster import create_app
from taskmaster.database import db
from taskmaster.operations import operate
from taskmaster.settings import configure, read_settings

Serve = Callable[..., Flask]


@pytest.fixture
def environment(database_url: str) -> dict[str, str]:
    """What the environment of a server says."""
    return {
        "SECRET_KEY": "0123456789abcdefghijklmnopqrstuv",
        "DATABASE_URL": database_url,
        "HOSTS": "localhost,.example.com",
        "HTTPS": "no",
    }


@pytest.fixture
def serve(app: Flask, environment: dict[str, str]) -> Iterator[Serve]:
    """Make the app as a server has it, with other settings where a test gives them."""
    servers: list[Flask] = []

    def make(**settings: str) -> Flask:
        server = create_app(configure(read_settings(environment | settings)))
        server.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
        servers.append(operate(server))
        return server

    yield make
    for server in servers:
        with server.app_context():
            db.engine.dispose()


@pytest.fixture
def visitor(serve: Serve) -> FlaskClient:
    """A browser that talks to a server."""
    return serve().test_client()
