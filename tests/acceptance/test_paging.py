"""The stories of a long list: twenty a page, and on to the older ones."""

from collections.abc import Iterator

import pytest

from tests.acceptance.visitor import Visitor
from workbook.course.stages import Stage

pytestmark = pytest.mark.since("02")


@pytest.fixture(scope="module")
def collector(address: str, stage: Stage) -> Iterator[Visitor]:
    """Somebody with 20 old tasks, one of them done, and 21 new ones."""
    with Visitor(address, stage.number).arrive() as somebody:
        somebody.add_all((f"Old {count}" for count in range(20)), tags="old")
        somebody.press("Old 19", "toggle")
        somebody.add_all((f"New {count}" for count in range(21)), tags="new")
        yield somebody


def pages_of(visitor: Visitor, **query: str) -> list[list[str]]:
    """Return the numbers on each page of the list, from its top to its end."""
    page = visitor.tasks(**query)
    pages = [page.numbers()]
    while link := page.older():
        page = visitor.follow(page, link)
        pages.append(page.numbers())
        assert len(pages) < 9, "the pages have no end"
    return pages


def test_a_page_shows_twenty_tasks_and_the_last_one_the_rest(collector: Visitor) -> None:
    assert [len(page) for page in pages_of(collector)] == [20, 20, 1]


def test_the_pages_show_each_task_once_and_the_newest_first(collector: Visitor) -> None:
    numbers = [int(number) for page in pages_of(collector) for number in page]

    assert numbers == sorted(set(numbers), reverse=True)


def test_an_older_page_begins_after_the_last_task_of_the_one_before(collector: Visitor) -> None:
    first, second, last = pages_of(collector)

    assert collector.tasks(before=first[-1]).numbers() == second
    assert collector.tasks(before=second[0]).numbers() == second[1:] + last


def test_a_last_page_that_is_full_has_no_link_to_older_tasks(collector: Visitor) -> None:
    assert [len(page) for page in pages_of(collector, tag="old")] == [20]


@pytest.mark.parametrize(
    ("query", "sizes"),
    [({"tag": "new"}, [20, 1]), ({"q": "New"}, [20, 1]), ({"status": "open"}, [20, 20])],
    ids=str,
)
def test_the_link_to_older_tasks_keeps_the_filter(
    collector: Visitor, query: dict[str, str], sizes: list[int]
) -> None:
    assert [len(page) for page in pages_of(collector, **query)] == sizes


def test_a_page_goes_on_where_a_task_is_gone(visitor: Visitor) -> None:
    for title in ("old", "middle", "new"):
        visitor.add(title)
    middle, old = visitor.number("middle"), visitor.number("old")
    visitor.press("middle", "delete")

    assert visitor.tasks(before=middle).numbers() == [old]


def test_a_page_before_every_task_is_empty(collector: Visitor) -> None:
    oldest = pages_of(collector)[-1][-1]

    assert collector.tasks(before=oldest).numbers() == []
