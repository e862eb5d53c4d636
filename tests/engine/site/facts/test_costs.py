"""Ratios and medians of what was measured, and what is refused because it is not all there."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbook.core.errors import WorkbookError
from workbook.course.stages import find_stage, stages
from workbook.site.facts import costs
from workbook.site.facts.costs import Cost, Spread, as_text, changed, left, ratio, spread

SECOND = "02-blueprints"


@pytest.fixture
def found() -> Cost:
    """What is kept."""
    return costs.costs()


def test_of_some_numbers_the_middle_counts_and_the_middle_half_is_told() -> None:
    assert spread([9, 1, 2, 4, 3]) == Spread(low=2, middle=3, high=4)


def test_a_number_far_off_moves_neither_the_middle_nor_the_half_around_it() -> None:
    assert spread([900, 1, 2, 4, 3]) == spread([9, 1, 2, 4, 3])


def test_a_ratio_is_of_what_the_same_round_has_measured() -> None:
    # The second round had a busy machine: all took ten times as long.
    assert ratio([6, 60, 6], [2, 20, 2]) == Spread(3, 3, 3)


def test_a_ratio_is_the_middle_of_ratios_and_not_the_ratio_of_middles() -> None:
    assert ratio([1, 4, 9], [1, 1, 9]).middle == 1
    assert ratio([4, 6, 8], [1, 2, 4]).middle == 3


def test_rounds_that_do_not_match_are_no_ratio() -> None:
    with pytest.raises(ValueError):
        ratio([1, 2, 3], [1, 2])


def test_what_is_left_is_what_the_app_takes_without_something_to_what_it_takes_with_it() -> None:
    assert left({"without": {"links": [[10, 8], [20, 16], [5, 4]]}}, "links").middle == 0.8


def test_a_start_is_the_sum_of_its_pieces_start_by_start(found: Cost) -> None:
    found["stages"][SECOND]["start"] = {"flask": [10, 20], "app": [1, 2]}

    assert costs.starts(found, find_stage("02")) == [11, 22]


def test_what_is_kept_has_every_page_of_every_stage(found: Cost) -> None:
    assert costs.missing(found) == []
    assert [*found["stages"]] == [stage.name for stage in stages()]


def without_stage(found: Cost) -> None:
    del found["stages"][SECOND]


def without_page(found: Cost) -> None:
    del found["stages"][SECOND]["pages"]["ticked"]


def without_round(found: Cost) -> None:
    found["stages"][SECOND]["pages"]["ticked"]["times"].pop()


@pytest.mark.parametrize("plant", [without_stage, without_page, without_round])
def test_what_is_not_whole_is_refused(
    plant: Callable[[Cost], None], found: Cost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(found)
    monkeypatch.setattr(costs, "path", lambda: tmp_path / "cost.json")
    costs.path().write_text(as_text(found), encoding="utf-8")

    with pytest.raises(WorkbookError, match=f"of ticked in {SECOND} it has") as raised:
        costs.costs()

    assert str(raised.value).endswith("To mend: nox -s bench -- --only cost --write")


def test_too_few_rounds_are_refused(found: Cost) -> None:
    assert "3 rounds are too few" in costs.missing(found | {"rounds": 3})


def test_where_nothing_is_kept_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(costs, "path", lambda: tmp_path / "cost.json")

    with pytest.raises(WorkbookError, match="cost.json does not exist.\nTo mend: nox -s bench"):
        costs.costs()


def test_a_stage_whose_code_is_another_one_is_named(found: Cost) -> None:
    stamped = costs.stamped(found)
    assert changed(stamped) == []

    stamped["stages"][SECOND]["code"] = "of another day"

    assert changed(stamped) == [find_stage("02")]


def test_what_is_kept_reads_as_it_was_with_numbers_beside_each_other() -> None:
    data: dict[str, Any] = {"rounds": 2, "without": {"links": [[10, 8], [20, 16]]}, "times": [1, 2]}

    text = as_text(data)

    assert json.loads(text) == data
    assert '"links": [[10, 8], [20, 16]]' in text
    assert '"times": [1, 2]' in text


def test_no_name_of_a_machine_and_no_path_is_kept() -> None:
    text = costs.path().read_text(encoding="utf-8")

    assert "/" not in text
    assert {*json.loads(text)["machine"]} == {"processor", "cores", "system", "python", "date"}
