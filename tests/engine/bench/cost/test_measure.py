"""What is measured of the stages, by turns, and what is left out of which. No time is asserted."""

from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from workbook.bench.cost import TASKS, TURNS, measure
from workbook.bench.cost.measure import left_out, turned
from workbook.bench.cost.visitor import PAGES
from workbook.core.errors import WorkbookError
from workbook.course.stages import find_stage

QUIET = Console(file=StringIO())


@pytest.fixture
def first_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the first stage be the only one."""
    monkeypatch.setattr(measure, "stages", lambda: [find_stage("01")])


def test_each_round_another_one_begins() -> None:
    order: list[Any] = [object(), object(), object()]
    first, second, third = order

    rounds = [turned(order, number) for number in range(4)]

    assert rounds[0] == rounds[3] == [first, second, third]
    assert rounds[1:3] == [[second, third, first], [third, first, second]]


def test_each_part_for_a_server_is_left_out_but_the_one_with_the_clock() -> None:
    parts = ["limit_requests", "log_requests", "count_requests"]

    assert left_out(find_stage("05"), parts)[-2:] == ["limit_requests", "count_requests"]
    assert left_out(find_stage("04"), []) == []


@pytest.mark.usefixtures("first_stage")
def test_a_stage_is_measured_whole_and_without_each_thing() -> None:
    found = measure.measure(QUIET, rounds=2, starts=1)

    assert {name: found[name] for name in ("rounds", "turns", "tasks")} == {
        "rounds": 2,
        "turns": TURNS,
        "tasks": TASKS,
    }
    cost = found["stages"]["01-minimal"]
    assert {*cost["packages"]} >= {"Flask", "Werkzeug", "Jinja2"}
    assert all(size > 1000 for size in cost["packages"].values())
    assert [*cost["pages"]] == [*PAGES]
    assert all(len(page["times"]) == 2 for page in cost["pages"].values())
    assert cost["direct"] == 1
    assert [*cost["start"]][-2:] == ["flask", "app"]
    assert {*cost["without"]} == {"nothing", "tasks", "template", "links"}
    assert all(len(pairs) == 2 for pairs in cost["without"].values())
    memory = cost["memory"]
    assert 0 < memory["started"] <= memory["worked"]
    assert memory["requests"] > 2 * TURNS * len(PAGES)


@pytest.mark.usefixtures("first_stage")
def test_an_app_that_does_not_answer_is_told(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(measure.WITHOUT, "01", ("storage",))  # of which this stage has none

    with pytest.raises(WorkbookError, match="Stage 01-minimal cannot be measured; see above why."):
        measure.measure(QUIET, rounds=1, starts=1)

    assert "No module named 'taskmaster'" in capfd.readouterr().err
