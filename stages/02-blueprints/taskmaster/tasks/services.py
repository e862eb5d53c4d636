"""What the app does with tasks."""

from dataclasses import dataclass
from typing import Any

from ..auth.services import User
from ..store import Task, get_store

PAGE_SIZE = 20


@dataclass
class Page:
    """Some tasks, newest first, and the id that older ones come before."""

    items: list[Task]
    older: int | None


def all_tasks(user: User) -> list[Task]:
    """Return every task of a user, newest first."""
    tasks = list(get_store().tasks.values())
    return [task for task in reversed(tasks) if task.owner_id == user.id]


def matches(task: Task, status: str, tag: str | None, q: str | None) -> bool:
    """Say whether a task passes the filters."""
    return (
        (status == "all" or task.done == (status == "done"))
        and (not tag or tag in task.tags)
        and (not q or q.lower() in f"{task.title}\n{task.notes}".lower())
    )


def list_tasks(
    user: User,
    status: str = "all",
    tag: str | None = None,
    q: str | None = None,
    before: int | None = None,
) -> Page:
    """Return a page of a user's tasks, newest first."""
    found = [task for task in all_tasks(user) if matches(task, status, tag, q)]
    if before is not None:
        found = [task for task in found if task.id < before]
    items = found[:PAGE_SIZE]
    return Page(items, items[-1].id if len(found) > PAGE_SIZE else None)


def get_task(user: User, task_id: int) -> Task | None:
    """Return a task, if there is one with this id and it is the user's."""
    task = get_store().tasks.get(task_id)
    return task if task and task.owner_id == user.id else None


def add_task(user: User, **values: Any) -> Task:
    """Add a task."""
    store = get_store()
    task = Task(next(store.task_ids), user.id)
    update_task(task, **values)
    store.tasks[task.id] = task
    return task


def update_task(task: Task, **values: Any) -> None:
    """Give fields of a task new values."""
    for name, value in values.items():
        setattr(task, name, value)


def toggle_task(task: Task) -> None:
    """Mark a task as done, or as open again."""
    task.done = not task.done


def delete_task(task: Task) -> None:
    """Delete a task."""
    get_store().tasks.pop(task.id, None)
