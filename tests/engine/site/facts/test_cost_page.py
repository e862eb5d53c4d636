"""The page of costs says what was measured, and says another thing when that is another."""

import copy
import re
from collections.abc import Callable
from statistics import median

import pytest

from workbook.course.stages import stages
from workbook.site.facts.cost_page import ASKED, cost_pages, page
from workbook.site.facts.cost_reading import is_seen, shares
from workbook.site.facts.costs import PAGES, Cost, Spread, costs, stamped
from workbook.site.facts.words import (
    listed,
    megabytes,
    milliseconds,
    one,
    percent,
    times,
    with_spread,
)

Plant = Callable[[Cost], None]


@pytest.fixture
def found() -> Cost:
    """What was measured, of the stages as they are."""
    return stamped(costs())


def rows(text: str, head: str) -> dict[str, list[str]]:
    """Return the rows of the table whose first head is given, by their first cells."""
    lines = iter(text[text.index(f"| {head} |") :].splitlines())
    cells = [line.strip("| ").split(" | ") for line in iter(lambda: next(lines, ""), "")]
    return {first: rest for first, *rest in cells}


def middle_ratio(found: Cost, stage: str, name: str) -> float:
    """Return the median of a page's ratios to stage 01, computed once more."""
    times_of = {
        each.number: found["stages"][each.name]["pages"][name]["times"] for each in stages()
    }
    pairs = zip(times_of[stage], times_of["01"], strict=True)
    return float(median(one / two for one, two in pairs))


def test_the_page_on_the_site_is_made_from_what_is_kept() -> None:
    assert cost_pages() == {"facts/cost.md": page(costs())}


def test_each_request_has_its_median_ratio_in_each_stage(found: Cost) -> None:
    told = rows(page(found), "CPU")

    assert [*told][2:] == [ASKED[name] for name in PAGES]
    for name in PAGES:
        first, *others = told[ASKED[name]]
        took = median(found["stages"]["01-minimal"]["pages"][name]["times"])
        assert first == one(milliseconds(took))
        for stage, cell in zip(stages()[1:], others, strict=True):
            assert cell.split()[0] == times(middle_ratio(found, stage.number, name))


def test_queries_and_bytes_are_those_that_were_counted(found: Cost) -> None:
    for what in ("queries", "bytes"):
        told = rows(page(found), what.capitalize())
        for name in PAGES:
            counted = [found["stages"][s.name]["pages"][name][what] for s in stages()]
            assert told[ASKED[name]] == [*map(str, counted)]


def another_time(found: Cost) -> None:
    every = found["stages"]["02-blueprints"]["pages"]["ticked"]["times"]
    every[:] = [9 * each for each in every]


def another_query(found: Cost) -> None:
    found["stages"]["03-models"]["pages"]["deleted"]["queries"] += 1


def another_size(found: Cost) -> None:
    found["stages"]["05-deploy"]["packages"]["redis"] *= 9


def another_memory(found: Cost) -> None:
    found["stages"]["05-deploy"]["memory"]["worked"] *= 2


def another_start(found: Cost) -> None:
    every = found["stages"]["03-models"]["start"]["sqlalchemy"]
    every[:] = [2 * each for each in every]


def another_part(found: Cost) -> None:
    pairs = found["stages"]["05-deploy"]["without"]["limit_requests"]
    pairs[:] = [[whole, whole // 2] for whole, _ in pairs]


def another_machine(found: Cost) -> None:
    found["machine"]["processor"] = "Another CPU"


@pytest.mark.parametrize(
    "plant",
    [
        *(another_time, another_query, another_size, another_memory, another_start, another_part),
        another_machine,
    ],
)
def test_another_number_makes_another_page(plant: Plant, found: Cost) -> None:
    changed = copy.deepcopy(found)
    plant(changed)

    assert page(changed) != page(found)


def test_nothing_is_left_to_be_filled_in(found: Cost) -> None:
    assert re.findall(r"\$\w+|\bnan\b|None", page(found).replace("None of them", "")) == []


def test_a_stage_that_has_changed_since_is_named(found: Cost) -> None:
    assert "Not measured again" not in page(found)

    found["stages"]["03-models"]["code"] = "of another day"

    assert "Since it was measured, the code has changed of stage 03." in page(found)


@pytest.mark.parametrize(
    ("high", "nothing", "seen"), [(0.96, 0.97, True), (1.01, 1.02, False), (0.98, 0.97, False)]
)
def test_what_two_equal_apps_differ_by_is_not_seen(high: float, nothing: float, seen: bool) -> None:
    assert is_seen(Spread(0.9, 0.95, high), Spread(nothing, 1.05, 1.1)) is seen


def test_shares_are_told_and_so_is_what_cannot_be_seen() -> None:
    cost = {
        "without": {
            "nothing": [[100, 100], [100, 101], [100, 99]],
            "template": [[100, 30], [100, 31], [100, 29]],
            "storage": [[100, 92], [100, 91], [100, 93]],
            "links": [[100, 104], [100, 99], [100, 101]],
        }
    }

    told = shares("Of it", cost, "template", "storage", "links")

    assert told.split(". ") == [
        "Of it, 70\u00a0% go to the template and 8\u00a0% to storage",
        "What goes to the addresses can't be seen.",
    ]


def test_numbers_are_said_with_as_many_digits_as_tell() -> None:
    assert [times(each) for each in (1, 1.066, 1.999, 6.18, 36.44)] == [
        *("1.00", "1.07", "2.0", "6.2", "36")
    ]
    assert with_spread(Spread(0.9, 1, 2.34)) == "1.00 <small>(0.90–2.3)</small>"
    said = [milliseconds(each) for each in (378, 5420, 462_255)]
    assert said == ["0.38\u00a0ms", "5.4\u00a0ms", "462\u00a0ms"]
    assert [megabytes(each) for each in (2_205_000, 39_011_504)] == ["2.2\u00a0MB", "39\u00a0MB"]
    assert (percent(0.666), listed(["a"]), listed(["a", "b", "c"])) == (
        *("67\u00a0%", "a", "a, b and c"),
    )
