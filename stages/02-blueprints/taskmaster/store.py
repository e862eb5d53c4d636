"""What the app remembers, for as long as it runs."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count

from flask import current_app

from .days import today


@dataclass
class User:
    """Somebody with an account."""

    id: int
    username: str
    password_hash: str


@dataclass
class Task:
    """One thing to do."""

    id: int
    owner_id: int
    title: str = ""
    notes: str = ""
    due_on: date | None = None
    tags: list[str] = field(default_factory=list)
    created_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    done_at: datetime | None = None

    @property
    def done(self) -> bool:
        """Say whether the task is done."""
        return self.done_at is not None

    @done.setter
    def done(self, done: bool) -> None:
        if done != self.done:
            self.done_at = datetime.now(UTC) if done else None

    @property
    def overdue(self) -> bool:
        """Say whether the task is open after its day."""
        return not self.done and self.due_on is not None and self.due_on < today()


class Store:
    """The users and tasks of one app."""

    def __init__(self) -> None:
        self.users: dict[int, User] = {}
        self.names: dict[str, User] = {}
        self.user_ids = count(1)
        self.tasks: dict[int, Task] = {}
        self.task_ids = count(1)


def get_store() -> Store:
    """Return the store of the app at work."""
    return current_app.extensions["store"]
