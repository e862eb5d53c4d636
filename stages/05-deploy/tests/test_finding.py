"""Which tasks the list finds, and in which order."""

import pytest

from taskmaster.auth.models import User
from taskmaster.tasks.services import PAGE_SIZE, list_tasks
from tests.people import make_task


def titles(user: User, **filters: object) -> list[str]:
    """Return the titles on a page of the list."""
    return [task.title for task in list_tasks(user, **filters).items]


def test_the_list_shows_ones_own_tasks_the_newest_first(owner: User, other: User) -> None:
    for user, title in [(owner, "First"), (other, "Other"), (owner, "Second")]:
        make_task(user, title)

    assert titles(owner) == ["Second", "First"]


@pytest.fixture
def busy(owner: User, other: User) -> User:
    """Somebody with three tasks, beside somebody with a similar one."""
    make_task(owner, "Buy bread", notes="SOURDOUGH 100 %", tags=["shop"])
    make_task(owner, "Buy milk", tags=["Diet", "shop"], done=True)
    make_task(owner, "Über das Brot", tags=["home"])
    make_task(other, "Buy bread", tags=["shop"])
    return owner


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"status": "open"}, ["Über das Brot", "Buy bread"]),
        ({"status": "done"}, ["Buy milk"]),
        ({"tag": "shop"}, ["Buy milk", "Buy bread"]),
        ({"tag": "sho"}, []),
        ({"tag": "diet"}, []),
        ({"tag": "shop", "status": "open"}, ["Buy bread"]),
        ({"q": "BUY"}, ["Buy milk", "Buy bread"]),
        ({"q": "über"}, ["Über das Brot"]),
        ({"q": "sourdough"}, ["Buy bread"]),
        ({"q": "%"}, ["Buy bread"]),
        ({"q": "_"}, []),
        ({"q": "Buy", "tag": "shop", "status": "done"}, ["Buy milk"]),
    ],
    ids=str,
)
def test_a_filter_finds_what_it_asks_for(busy: User, filters: dict, found: list[str]) -> None:
    assert titles(busy, **filters) == found


def test_a_page_holds_twenty_and_says_where_older_ones_begin(owner: User) -> None:
    numbers = [make_task(owner) for _ in range(PAGE_SIZE + 1)]

    page = list_tasks(owner)

    assert [task.id for task in page.items] == numbers[:0:-1]
    assert page.older == numbers[1]
    assert [task.id for task in list_tasks(owner, before=page.older).items] == numbers[:1]


def test_a_page_that_is_full_and_the_last_leads_no_further(owner: User) -> None:
    for _ in range(PAGE_SIZE):
        make_task(owner, tags=["home"])

    assert list_tasks(owner).older is None
    assert list_tasks(owner, tag="home").older is None


def test_a_page_under_a_tag_goes_on_where_it_ended(owner: User) -> None:
    numbers = [make_task(owner, tags=["home", "shop"]) for _ in range(PAGE_SIZE + 1)]

    page = list_tasks(owner, tag="home")

    assert page.older == numbers[1]
    assert [task.id for task in list_tasks(owner, tag="home", before=page.older).items] == numbers[
        :1
    ]
