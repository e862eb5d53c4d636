"""The bars of the drawing are as long as what was measured, and are made of what they say."""

import re
from xml.etree import ElementTree

import pytest

from workbook.course.stages import find_stage
from workbook.site.facts.cost_drawing import WIDTH, drawing, measured, parts
from workbook.site.facts.costs import Cost, costs, ratio_of
from workbook.site.facts.words import times


@pytest.fixture
def found() -> Cost:
    """What was measured."""
    return costs()


def test_each_stage_that_was_taken_apart_has_a_bar_as_long_as_its_list_takes(found: Cost) -> None:
    svg = ElementTree.fromstring(drawing(found)).find("svg")  # noqa: S314 - it is our own
    assert svg is not None
    widths: dict[str, float] = {}
    for box in svg.iter("rect"):
        widths[box.attrib["y"]] = widths.get(box.attrib["y"], 0) + float(box.attrib["width"])

    ratios = [ratio_of(found, stage).middle for stage in measured(found)]

    assert [stage.number for stage in measured(found)] == ["01", "02", "03", "05"]
    assert max(widths.values()) < WIDTH
    scale = max(widths.values()) / max(ratios)
    assert [*widths.values()] == pytest.approx([scale * each for each in ratios], abs=3)


def test_a_bar_says_what_it_is_made_of_and_how_long_it_is(found: Cost) -> None:
    drawn = drawing(found)

    for stage in measured(found):
        pieces = parts(found, stage)
        told = " + ".join(f"{name} {times(each)}" for name, each in pieces.items())
        assert f">{told}<" in drawn
        assert f">{times(ratio_of(found, stage).middle)}<" in drawn


def test_what_is_left_out_is_its_share_of_the_whole_and_the_rest_is_the_rest(found: Cost) -> None:
    cost, second = found["stages"]["02-blueprints"], find_stage("02")
    cost["without"]["template"] = [[100, 40]] * 5
    cost["without"]["storage"] = [[100, 90]] * 5
    whole = ratio_of(found, second).middle

    assert parts(found, second) == pytest.approx(
        {"template": 0.6 * whole, "storage": 0.1 * whole, "the rest": 0.3 * whole}
    )


def test_what_takes_too_little_to_be_seen_is_part_of_the_rest(found: Cost) -> None:
    found["stages"]["02-blueprints"]["without"]["storage"] = [[100, 98], [100, 104]] * 5

    assert [*parts(found, find_stage("02"))] == ["template", "the rest"]


def test_it_has_a_title_for_those_who_cannot_see_it(found: Cost) -> None:
    assert re.search(r'<svg [^>]*role="img"[^>]*><title>\w', drawing(found))
