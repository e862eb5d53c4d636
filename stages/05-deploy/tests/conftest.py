"""What a test begins with: an app on an empty database, users, and clients."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import event

from taskmaster import create_app
from taskmaster.auth.models import User
from taskmaster.database import db
from tests.databases import empty, new_database
from tests.people import make_user, program_of, sign_in


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a database with all tables."""
    url = new_database(tmp_path_factory.mktemp("database"))
    app = create_app({"SQLALCHEMY_DATABASE_URI": url})
    with app.app_context():
        upgrade()
        db.engine.dispose()
    return url


@pytest.fixture(scope="session")
def shared_app(database_url: str) -> Iterator[Flask]:
    """An app whose forms ask for no token; one for all tests, as reading templates takes time."""
    settings = {"TESTING": True, "WTF_CSRF_ENABLED": False}
    app = create_app({"SQLALCHEMY_DATABASE_URI": database_url, **settings})
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(shared_app: Flask) -> Flask:
    """The app, on a database without rows."""
    with shared_app.app_context():
        empty()
    return shared_app


@pytest.fixture
def context(app: Flask) -> Iterator[None]:
    """The app at work, for tests that call services without a request."""
    with app.app_context():
        yield


@pytest.fixture
def owner(context: None) -> User:
    """A user, whose name is owner."""
    return make_user("owner")


@pytest.fixture
def other(context: None) -> User:
    """Another user."""
    return make_user("other")


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that nobody is signed in with."""
    return app.test_client()


@pytest.fixture
def ada(app: Flask) -> FlaskClient:
    """The browser of Ada, who is signed in."""
    return sign_in(app, "ada")


@pytest.fixture
def bob(app: Flask) -> FlaskClient:
    """The browser of Bob, who is signed in as well."""
    return sign_in(app, "bob")


@pytest.fixture
def program(app: Flask, ada: FlaskClient) -> FlaskClient:
    """A program of Ada's, which sends a token."""
    return program_of(app, "ada")


@pytest.fixture
def queries(app: Flask) -> Iterator[list[tuple[str, tuple]]]:
    """What is asked of the database from here on: each query with its values."""
    asked: list[tuple[str, tuple]] = []

    def note(*seen: Any) -> None:
        asked.append(seen[2:4])

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)
