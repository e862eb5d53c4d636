"""A visitor asks for the five pages, each as it should be answered, and leaves all as it was."""

import pytest

from tests.engine.bench.cost.small import small_visitor
from workbook.bench.cost.visitor import DELETE, PAGES, first


def test_a_turn_has_all_pages_and_leaves_the_list_as_it_was() -> None:
    visitor = small_visitor()
    before = visitor.look()[1]

    turn = dict(visitor.turn())

    assert {*PAGES} <= {*turn}
    assert visitor.look()[1] == before
    assert turn["list"][1] == before
    assert 'aria-invalid="true"' in turn["refused"][1]
    assert all(took > 0 for took, _ in turn.values())


def test_what_was_asked_is_counted() -> None:
    visitor = small_visitor(tasks=3)

    visitor.look()

    assert visitor.asked == 4


def test_another_status_than_is_wanted_ends_it_all() -> None:
    with pytest.raises(SystemExit, match="POST /tasks answers 400 BAD REQUEST, and not 303."):
        small_visitor().send("/tasks", "303", title="")


def test_an_address_that_is_not_there_ends_it_all() -> None:
    with pytest.raises(SystemExit, match="is on the page"):
        first(DELETE, '<form action="/tasks/1/toggle">')
