"""What the app does with tasks, called without a request."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from taskmaster.auth.models import User
from taskmaster.database import db
from taskmaster.tasks.models import Tag, Task
from taskmaster.tasks.services import (
    delete_task,
    find_tags,
    get_task,
    list_tasks,
    toggle_task,
    update_task,
)
from tests.people import look_again, make_task

NOW = datetime.now(UTC)


def test_a_task_that_is_added_is_there_afterwards(owner: User) -> None:
    day = NOW.date()

    number = make_task(owner, "Buy milk", notes="Oat", due_on=day, tags=["shop", "home"])
    look_again()

    task = get_task(owner, number)
    assert (task.title, task.notes, task.due_on, task.tags, task.done) == (
        "Buy milk",
        "Oat",
        day,
        ["home", "shop"],
        False,
    )


def test_a_task_that_is_changed_stays_changed(owner: User) -> None:
    task = get_task(owner, make_task(owner, tags=["home"]))

    update_task(task, title="Buy bread", tags=["shop"], done=True)
    look_again()

    assert (task.title, task.tags, task.done) == ("Buy bread", ["shop"], True)


def test_a_change_of_one_field_leaves_the_others(owner: User) -> None:
    task = get_task(owner, make_task(owner, notes="Oat", tags=["home"]))

    update_task(task, title="Buy bread")
    look_again()

    assert (task.notes, task.tags) == ("Oat", ["home"])


def test_a_task_is_toggled_and_stays_so(owner: User) -> None:
    task = get_task(owner, make_task(owner))

    seen = []
    for _ in range(2):
        toggle_task(task)
        look_again()
        seen.append(task.done)

    assert seen == [True, False]


def test_toggling_keeps_the_moment(owner: User) -> None:
    task = get_task(owner, make_task(owner))

    toggle_task(task)

    assert abs(task.done_at - datetime.now(UTC)) < timedelta(minutes=1)


def test_two_who_toggle_at_the_same_moment_both_count(owner: User) -> None:
    task = get_task(owner, make_task(owner))
    assert not task.done  # so the app has read it, before somebody else writes
    with db.engine.begin() as other:
        other.execute(Task.__table__.update().values(done_at=datetime.now(UTC)))

    toggle_task(task)
    look_again()

    assert not task.done


def test_a_task_that_is_deleted_is_gone_and_the_others_stay(owner: User) -> None:
    first, second = make_task(owner, "First"), make_task(owner, "Second")

    delete_task(get_task(owner, first))
    look_again()

    assert get_task(owner, first) is None
    assert get_task(owner, second).title == "Second"


def test_a_task_that_somebody_else_deleted_can_be_deleted(owner: User) -> None:
    task = get_task(owner, make_task(owner))
    with db.engine.begin() as other:
        other.execute(Task.__table__.delete())

    delete_task(task)

    assert list_tasks(owner).items == []


def test_a_task_of_somebody_else_is_not_found(owner: User, other: User) -> None:
    assert get_task(other, make_task(owner)) is None


@pytest.mark.parametrize("number", [0, 999, 2**63 - 1, 2**63, 10**30])
def test_a_number_that_no_task_has_is_not_found(owner: User, number: int) -> None:
    assert get_task(owner, number) is None


def test_a_tag_is_made_once_and_found_again(owner: User, other: User) -> None:
    (first,) = find_tags(owner.id, ["home"])
    both = find_tags(owner.id, ["home", "shop"])
    (theirs,) = find_tags(other.id, ["home"])

    assert first in both
    assert theirs is not first
    assert db.session.scalars(select(Tag.name).order_by(Tag.name)).all() == ["home", "home", "shop"]


def test_no_names_are_no_tags(owner: User) -> None:
    assert find_tags(owner.id, []) == []
