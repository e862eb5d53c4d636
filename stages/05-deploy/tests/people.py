"""The people of the tests, and what they have."""

from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.security import generate_password_hash

from taskmaster.api.services import as_json, make_token
from taskmaster.auth.models import User
from taskmaster.auth.services import find_user
from taskmaster.database import db
from taskmaster.tasks.services import add_task, list_tasks

PASSWORD = "correct horse"
# Hashing is slow on purpose. One round will do where no test is about it.
PASSWORD_HASH = generate_password_hash(PASSWORD, method="pbkdf2:sha256:1")


def make_user(name: str) -> User:
    """Add an account, in the context of an app."""
    user = User(username=name, username_lower=name.lower(), password_hash=PASSWORD_HASH)
    db.session.add(user)
    db.session.commit()
    return user


def make_task(owner: User, title: str = "Buy milk", **values: Any) -> int:
    """Add a task, in the context of an app, and return its number."""
    return add_task(owner, title=title, **values).id


def look_again() -> None:
    """Forget what is not stored, as the end of a request does."""
    db.session.rollback()
    db.session.expire_all()


def sign_in(app: Flask, name: str) -> FlaskClient:
    """Return the browser of somebody with a new account, without a detour by the login page."""
    with app.app_context():
        user_id = make_user(name).id
    client = app.test_client()
    with client.session_transaction() as session:
        session["user_id"] = user_id
    return client


def program_of(app: Flask, name: str) -> FlaskClient:
    """Return a program of somebody's, which sends a token with each request."""
    with app.app_context():
        token = make_token(find_user(name))
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    return client


def task_of(app: Flask, name: str, title: str = "Buy milk", **values: Any) -> int:
    """Add a task to somebody's list, and return its number."""
    with app.app_context():
        return make_task(find_user(name), title, **values)


def tasks_of(app: Flask, name: str) -> list[dict[str, Any]]:
    """Return the newest tasks of somebody, as they are stored."""
    with app.app_context():
        return [as_json(task) for task in list_tasks(find_user(name)).items]


def titles_of(app: Flask, name: str) -> list[str]:
    """Return the titles of somebody's newest tasks."""
    return [task["title"] for task in tasks_of(app, name)]
