"""What the app counts."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from sqlalchemy import ColumnElement, func, select

from ..auth.services import User
from ..database import db
from ..days import start_of, today
from ..tasks.models import Tag, Task, task_tag

DAYS = 14


@dataclass
class Summary:
    """A user's tasks in numbers."""

    total: int
    done: int
    overdue: int
    per_day: list[tuple[date, int]]
    per_tag: list[tuple[str, int]]

    @property
    def completion_rate(self) -> int:
        """Return how many tasks in a hundred are done."""
        return round(100 * self.done / self.total) if self.total else 0


def last_days() -> list[date]:
    """Return the days to show, today last."""
    last = today()
    return [last - timedelta(days=ago) for ago in reversed(range(DAYS))]


def count(user: User, *conditions: ColumnElement[bool]) -> int:
    """Count those of a user's tasks for which the conditions hold."""
    query = select(func.count(Task.id)).where(Task.owner_id == user.id, *conditions)
    return db.session.scalar(query)


def count_per_day(user: User) -> list[tuple[date, int]]:
    """Count what a user got done on each of the last days."""
    days = last_days()
    midnights = [start_of(day) for day in [*days, days[-1] + timedelta(days=1)]]
    counts = [
        func.count().filter(Task.done_at >= start, Task.done_at < end)
        for start, end in pairwise(midnights)
    ]
    query = select(*counts).where(Task.owner_id == user.id, Task.done_at >= midnights[0])
    return list(zip(days, db.session.execute(query).one(), strict=True))


def count_per_tag(user: User) -> list[tuple[str, int]]:
    """Count a user's tasks with each tag, the most frequent tag first."""
    query = select(Tag.name, func.count()).join(task_tag).where(Tag.owner_id == user.id)
    counts = db.session.execute(query.group_by(Tag.id)).all()
    return sorted(counts, key=lambda row: (-row[1], row[0]))


def summarise(user: User) -> Summary:
    """Count a user's tasks."""
    return Summary(
        total=count(user),
        done=count(user, Task.done_at.is_not(None)),
        overdue=count(user, Task.done_at.is_(None), Task.due_on < today()),
        per_day=count_per_day(user),
        per_tag=count_per_tag(user),
    )
