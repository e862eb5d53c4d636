"""Tokens, which say who asks, and tasks as JSON."""

from typing import Any

from flask import current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.datastructures import Authorization

from ..auth.services import User, authenticate, get_user
from ..tasks.services import Task

TOKEN_SECONDS = 3600


def signer() -> URLSafeTimedSerializer:
    """Return what signs tokens, and reads back its own."""
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="api-token")


def make_token(user: User) -> str:
    """Return a token that stands for a user."""
    return signer().dumps(user.id)


def read_token(token: str) -> User | None:
    """Return the user that a token stands for, unless it is forged or too old."""
    try:
        user_id = signer().loads(token, max_age=TOKEN_SECONDS)
    except BadSignature:
        return None
    return get_user(user_id)


def identify(sent: Authorization) -> User | None:
    """Return the user who sent a name and a password, or a token."""
    if sent.type == "basic":
        return authenticate(sent.username, sent.password)
    return read_token(sent.token or "")


def as_json(task: Task) -> dict[str, Any]:
    """Return a task as JSON has it."""
    return {
        "id": task.id,
        "title": task.title,
        "notes": task.notes,
        "due_on": task.due_on and task.due_on.isoformat(),
        "tags": task.tags,
        "done": task.done,
        "created_at": task.created_at.isoformat(),
        "done_at": task.done_at and task.done_at.isoformat(),
    }
