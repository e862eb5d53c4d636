"""What the app does with tasks."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import case, delete, literal, or_, select, text, update
from sqlalchemy.orm import selectinload

from ..auth.services import User
from ..database import ID_MAX, Moment, db
from .models import Tag, Task, task_tag

PAGE_SIZE = 20
ADD_TAG = text("INSERT INTO tag (owner_id, name) VALUES (:owner_id, :name) ON CONFLICT DO NOTHING")


@dataclass
class Page:
    """Some tasks, newest first, and the id that older ones come before."""

    items: list[Task]
    older: int | None


def list_tasks(
    user: User,
    status: str = "all",
    tag: str | None = None,
    q: str | None = None,
    before: int = ID_MAX,
) -> Page:
    """Return a page of a user's tasks, newest first."""
    number = task_tag.c.task_id if tag else Task.id
    query = select(Task).where(Task.owner_id == user.id, number < before)
    if status == "open":
        query = query.where(Task.done_at.is_(None))
    if status == "done":
        query = query.where(Task.done_at.is_not(None))
    if tag:
        query = query.join(task_tag).join(Tag).where(Tag.owner_id == user.id, Tag.name == tag)
    if q:
        words = [column.icontains(q, autoescape=True) for column in (Task.title, Task.notes)]
        query = query.where(or_(*words))
    query = query.order_by(number.desc()).limit(PAGE_SIZE + 1)
    found = db.session.scalars(query.options(selectinload(Task.tag_rows))).all()
    items = list(found[:PAGE_SIZE])
    return Page(items, items[-1].id if len(found) > PAGE_SIZE else None)


def get_task(user: User, task_id: int) -> Task | None:
    """Return a task, if there is one with this id and it is the user's."""
    if task_id > ID_MAX:
        return None
    return db.session.scalar(select(Task).where(Task.id == task_id, Task.owner_id == user.id))


def find_tags(owner_id: int, names: list[str]) -> list[Tag]:
    """Return the tags of a user with these names; those that are new are made."""
    rows = [{"owner_id": owner_id, "name": name} for name in sorted(names)]
    if rows:
        db.session.execute(ADD_TAG, rows)
    query = select(Tag).where(Tag.owner_id == owner_id, Tag.name.in_(names))
    return list(db.session.scalars(query))


def set_tags(task: Task, names: list[str]) -> None:
    """Give a task these tags and no others."""
    if task.id:
        # A write that changes nothing: whoever else wants this task waits for the commit.
        db.session.execute(update(Task).where(Task.id == task.id).values(title=Task.title))
        db.session.expire(task, ["tag_rows"])
    task.tag_rows = find_tags(task.owner_id, names)


def add_task(user: User, **values: Any) -> Task:
    """Add a task."""
    task = Task(owner_id=user.id)
    update_task(task, **values)
    return task


def update_task(task: Task, **values: Any) -> None:
    """Give fields of a task new values."""
    names = values.pop("tags", task.tags)
    if names != task.tags:
        set_tags(task, names)
    for name, value in values.items():
        setattr(task, name, value)
    db.session.add(task)
    db.session.commit()


def toggle_task(task: Task) -> None:
    """Mark a task as done, or as open again."""
    # The database looks and writes in one go, so two at the same moment both count.
    now = literal(datetime.now(UTC), Moment)
    task.done_at = case((Task.done_at.is_(None), now), else_=None)
    db.session.commit()


def delete_task(task: Task) -> None:
    """Delete a task."""
    db.session.execute(delete(Task).where(Task.id == task.id))
    db.session.commit()
