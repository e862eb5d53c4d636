"""What is left out of an app is left out while somebody looks, and back afterwards."""

import sys
from contextlib import ExitStack
from itertools import count
from types import ModuleType
from typing import Any

import pytest

from tests.engine.bench.cost import small
from workbook.bench.cost import TASKS, leaving_out
from workbook.bench.cost.leaving_out import NO_TASKS, NOTHING, Without, kept, without_part


@pytest.fixture(autouse=True)
def the_small_app(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have each app be a small one."""
    monkeypatch.setattr(leaving_out, "load", small.small_app)


def body(lacking: Without) -> str:
    """Return the list as it is while something is left out."""
    with ExitStack() as stack:
        for each in lacking.patches:
            stack.enter_context(each)
        return lacking.visitor.look()[1]


def test_an_app_that_lacks_nothing_has_all_tasks() -> None:
    assert body(Without(NOTHING)).count("<li>") == TASKS


def test_an_app_may_lack_its_tasks() -> None:
    assert body(Without(NO_TASKS)).count("<li>") == 0


def test_without_its_template_the_list_is_an_empty_page_and_only_then() -> None:
    lacking = Without("template")

    assert body(lacking) == ""
    assert lacking.visitor.ask("GET", "/", "200")[1].count("<li>") == TASKS


def test_without_links_each_address_is_the_same_one() -> None:
    page = body(Without("links"))

    assert page.count('action="#"') == 2 * TASKS + 1
    assert 'action="/' not in page


def test_while_it_is_timed_it_is_left_out_too(monkeypatch: pytest.MonkeyPatch) -> None:
    lacking = Without("template")
    bodies: list[str] = []
    look = lacking.visitor.look

    def remember() -> tuple[float, str]:
        bodies.append(look()[1])
        return 0.5, bodies[-1]

    monkeypatch.setattr(lacking.visitor, "look", remember)

    assert lacking.look() == 0.5
    assert bodies == [""]


def test_a_function_that_is_kept_works_once() -> None:
    numbers = count(1)

    look_up = kept(lambda _: next(numbers))

    assert [look_up("ada"), look_up("ada"), next(numbers)] == [1, 1, 2]


@pytest.fixture
def operations(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The parts of an app for a server, of which there are two."""
    module: Any = ModuleType("taskmaster.operations")

    def log() -> None: ...
    def limit() -> None: ...

    module.PARTS = (log, limit)
    monkeypatch.setitem(sys.modules, "taskmaster", ModuleType("taskmaster"))
    monkeypatch.setitem(sys.modules, "taskmaster.operations", module)
    return module


def test_a_part_is_left_out_for_as_long_as_an_app_is_made(operations: Any) -> None:
    with without_part("limit"):
        assert [part.__name__ for part in operations.PARTS] == ["log"]
    assert [part.__name__ for part in operations.PARTS] == ["log", "limit"]


def test_a_part_that_is_not_there_cannot_be_left_out(operations: Any) -> None:
    with pytest.raises(SystemExit, match="There is no headers to be left out."):
        without_part("headers")
