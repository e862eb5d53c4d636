"""What the app counts."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from ..auth.services import User
from ..days import day_of, today
from ..tasks.services import all_tasks

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


def summarise(user: User) -> Summary:
    """Count a user's tasks."""
    tasks = all_tasks(user)
    days = Counter(day_of(task.done_at) for task in tasks if task.done_at)
    tags = Counter(tag for task in tasks for tag in task.tags)
    return Summary(
        total=len(tasks),
        done=sum(task.done for task in tasks),
        overdue=sum(task.overdue for task in tasks),
        per_day=[(day, days[day]) for day in last_days()],
        per_tag=sorted(tags.items(), key=lambda row: (-row[1], row[0])),
    )
