"""What tables allow, and what goes with what."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from taskmaster.auth.models import User
from taskmaster.database import db
from taskmaster.tasks.models import Tag, Task, task_tag
from taskmaster.tasks.services import add_task
from tests.people import make_user

pytestmark = pytest.mark.usefixtures("context")

TODAY = datetime.now(UTC).date()


def count(table: object) -> int:
    """Return how many rows a table has."""
    return db.session.scalar(select(func.count()).select_from(table))


def test_a_name_can_be_had_once_whatever_its_case() -> None:
    make_user("ada")

    with pytest.raises(IntegrityError):
        make_user("ADA")


def test_a_task_without_an_owner_is_refused() -> None:
    db.session.add(Task(title="Buy milk", owner_id=999))

    with pytest.raises(IntegrityError):
        db.session.commit()


def test_a_user_has_each_tag_once() -> None:
    ada, bob = make_user("ada"), make_user("bob")
    db.session.add_all([Tag(owner_id=ada.id, name="home"), Tag(owner_id=bob.id, name="home")])
    db.session.commit()
    db.session.add(Tag(owner_id=ada.id, name="home"))

    with pytest.raises(IntegrityError):
        db.session.commit()


def test_a_user_takes_along_their_tasks_tags_and_links() -> None:
    ada, bob = make_user("ada"), make_user("bob")
    add_task(ada, title="Buy milk", tags=["home"])
    add_task(bob, title="Buy bread", tags=["home"])

    db.session.execute(delete(User).where(User.username == "ada"))

    assert [count(table) for table in (Task, Tag, task_tag)] == [1, 1, 1]


def test_a_task_takes_along_its_links_and_leaves_its_tags() -> None:
    task = add_task(make_user("ada"), title="Buy milk", tags=["home", "shop"])

    db.session.execute(delete(Task).where(Task.id == task.id))

    assert [count(table) for table in (Tag, task_tag)] == [2, 0]


def test_a_tag_takes_along_its_links_and_leaves_its_tasks() -> None:
    add_task(make_user("ada"), title="Buy milk", tags=["home"])

    db.session.execute(delete(Tag))

    assert [count(table) for table in (Task, task_tag)] == [1, 0]


def test_a_number_is_not_given_twice() -> None:
    ada = make_user("ada")
    first = add_task(ada, title="Buy milk").id
    db.session.execute(delete(Task))

    assert add_task(ada, title="Buy bread").id > first


def test_a_user_number_is_not_given_twice() -> None:
    first = make_user("ada").id
    db.session.execute(delete(User))

    assert make_user("bob").id > first


def test_numbers_as_large_as_the_address_may_hold_are_taken() -> None:
    ada = make_user("ada")
    db.session.execute(insert(Task).values(id=2**63 - 1, owner_id=ada.id, title="Last", notes=""))

    assert db.session.scalar(select(Task.title).where(Task.id == 2**63 - 1)) == "Last"


def test_marking_a_task_as_done_keeps_the_moment() -> None:
    task = Task()

    task.done = True

    assert task.done
    assert datetime.now(UTC) - task.done_at < timedelta(minutes=1)


def test_marking_a_done_task_as_done_keeps_the_moment() -> None:
    task = Task(done_at=datetime(2020, 1, 1, tzinfo=UTC))

    task.done = True

    assert task.done_at == datetime(2020, 1, 1, tzinfo=UTC)


def test_opening_a_task_again_forgets_when() -> None:
    task = Task(done_at=datetime(2020, 1, 1, tzinfo=UTC))

    task.done = False

    assert not task.done
    assert task.done_at is None


@pytest.mark.parametrize(
    ("due", "done", "overdue"),
    [
        (-1, False, True),
        (0, False, False),
        (1, False, False),
        (None, False, False),
        (-1, True, False),
    ],
)
def test_a_task_is_overdue_when_it_is_open_after_its_day(
    due: int | None, done: bool, overdue: bool
) -> None:
    task = Task(due_on=None if due is None else TODAY + timedelta(days=due))
    task.done = done

    assert task.overdue == overdue


def test_tags_are_in_order_of_the_alphabet() -> None:
    task = Task(tag_rows=[Tag(name=name) for name in ("b", "a", "C")])

    assert task.tags == ["C", "a", "b"]


def test_a_moment_comes_back_with_its_zone() -> None:
    task = add_task(make_user("ada"), title="Buy milk")
    db.session.expire_all()

    assert task.created_at.tzinfo == UTC
    assert datetime.now(UTC) - task.created_at < timedelta(minutes=1)


def test_each_task_has_its_own_moment() -> None:
    ada = make_user("ada")
    first, second = add_task(ada, title="Buy milk"), add_task(ada, title="Buy bread")

    assert first.created_at < second.created_at
