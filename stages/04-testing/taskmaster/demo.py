"""The command `flask seed`: an account full of tasks, to try things with."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import click
from flask.cli import with_appcontext
from sqlalchemy import insert, select
from werkzeug.datastructures import MultiDict

from .auth.forms import RegisterForm
from .auth.services import User, authenticate, register
from .database import db
from .faults import explained
from .tasks.models import Task, task_tag
from .tasks.services import find_tags

BATCH = 10_000
VERBS = ("Buy", "Find", "Mend", "Paint", "Sell")
THINGS = ("a bicycle", "a chair", "a lamp", "a piano")
TAGS = {"home": 2, "family": 3, "errand": 4}  # every second, third and fourth task


@click.command()
@click.option("--tasks", type=click.IntRange(0), default=100, show_default=True)
@click.option("--username", default="demo", show_default=True)
@click.option("--password", default="demo-password", show_default=True)
@with_appcontext
@explained()
def seed(tasks: int, username: str, password: str) -> None:
    """Add tasks to a demo account, which is made if it is not there."""
    user = find_account(username, password)
    with click.progressbar(range(0, tasks, BATCH), label=f"Adding {tasks} tasks") as batches:
        add_tasks(user.id, tasks, batches)
    click.echo(f"Log in as {username}, with the password {password}.")


def find_account(username: str, password: str) -> User:
    """Return the account with this name and password; a new one has to keep the rules."""
    typed = MultiDict({"username": username, "password": password})
    form = RegisterForm(typed, meta={"csrf": False})
    if not form.validate():
        messages = [message for errors in form.errors.values() for message in errors]
        raise click.ClickException(" ".join(messages))
    user = register(username, password) or authenticate(username, password)
    if user is None:
        raise click.ClickException(f"The account {username} has another password.")
    return user


def add_tasks(owner_id: int, tasks: int, batches: Iterable[int]) -> None:
    """Add all of the tasks, or none if anything goes wrong."""
    now = datetime.now(UTC)
    for first in batches:
        numbers = range(first, min(first + BATCH, tasks))
        rows = [make_task(owner_id, each, now) for each in numbers]
        db.session.execute(insert(Task.__table__), rows)
    for tag in find_tags(owner_id, list(TAGS)):
        made = (Task.owner_id == owner_id, Task.created_at == now)
        tagged = (*made, Task.id % TAGS[tag.name] == 0)
        links = select(Task.id, tag.id).where(*tagged)
        db.session.execute(insert(task_tag).from_select(["task_id", "tag_id"], links))
    db.session.commit()


def make_task(owner_id: int, number: int, now: datetime) -> dict[str, Any]:
    """Return the fields of a made-up task; one in three is done."""
    return {
        "owner_id": owner_id,
        "title": f"{VERBS[number % len(VERBS)]} {THINGS[number % len(THINGS)]}",
        "notes": "Ask next door first." if number % 5 == 0 else "",
        "due_on": (now + timedelta(days=number % 30 - 7)).date() if number % 4 == 0 else None,
        "created_at": now,
        "done_at": now - timedelta(hours=number % 400) if number % 3 == 0 else None,
    }
