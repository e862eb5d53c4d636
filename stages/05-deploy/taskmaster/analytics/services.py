"""What the app counts."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Date, func, select

from ..auth.services import User
from ..database import db
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
    """Return the days to show, today last, as UTC counts them."""
    today = datetime.now(UTC).date()
    return [today - timedelta(days=ago) for ago in reversed(range(DAYS))]


def count(user: User, *conditions: ColumnElement[bool]) -> int:
    """Count those of a user's tasks for which the conditions hold."""
    query = select(func.count(Task.id)).where(Task.owner_id == user.id, *conditions)
    return db.session.scalar(query)


def count_per_day(user: User) -> list[tuple[date, int]]:
    """Count what a user got done on each of the last days."""
    days = last_days()
    day = func.date(Task.done_at, type_=Date)
    since = datetime.combine(days[0], time(), UTC)
    query = select(day, func.count()).where(Task.owner_id == user.id, Task.done_at >= since)
    counts = dict(db.session.execute(query.group_by(day)).all())
    return [(day, counts.get(day, 0)) for day in days]


def count_per_tag(user: User) -> list[tuple[str, int]]:
    """Count a user's tasks with each tag, the most frequent tag first."""
    query = select(Tag.name, func.count()).join(task_tag).where(Tag.owner_id == user.id)
    counts = db.session.execute(query.group_by(Tag.id)).all()
    return sorted(counts, key=lambda row: (-row[1], row[0]))


def summarise(user: User) -> Summary:
    """Count a user's tasks."""
    today = datetime.now(UTC).date()
    return Summary(
        total=count(user),
        done=count(user, Task.done_at.is_not(None)),
        overdue=count(user, Task.done_at.is_(None), Task.due_on < today),
        per_day=count_per_day(user),
        per_tag=count_per_tag(user),
    )
