"""Which stories are due at a step: what was found has to be of stories and steps that there are."""

import re
from pathlib import Path

import pytest

from tests.acceptance.due import PARTS, find
from workbook.apps import sandbox
from workbook.classroom.stories import STORIES, found, part_of, story, tell_due
from workbook.course.chapters import Step, all_steps, find_step
from workbook.learner.starting import leave_copy

pytestmark = pytest.mark.pages

LONG = ["02.5", "02.12", "03.22"]  # an end, one between two, and one where much was lost
TITLE = "test_tasks.test_a_blank_title_is_refused_with_a_message_beside_the_field"


def test_each_story_that_is_due_and_each_step_is_there() -> None:
    every = {step.name for step in all_steps()}
    assert {*PARTS} == {*found()}
    for end, part in found().items():
        assert part.told_as == PARTS[end]
        for name, step in part.since.items():
            file, _, function = name.partition(".")
            text = (STORIES / f"{file}.py").read_text("utf-8")
            assert re.search(rf"^def {function}\(", text, re.MULTILINE), name
            assert step in part.asked, step
        assert part.asked[-1] == end
        for step in part.asked:
            assert step in every, step
            assert part_of(step) == part
        assert {*part.lost} <= {*part.asked}
        assert {name for names in part.lost.values() for name in names} <= {*part.since}


def test_nobody_is_asked_for_what_comes_later() -> None:
    assert TITLE not in due("01.3")
    assert TITLE in due("01.4")
    assert due("01.1") < due("01.4") < due("01.6")


def test_stories_are_due_at_every_step_after_the_first() -> None:
    assert [step.name for step in all_steps() if not due(step.name)] == ["01.1"]


def due(step: str) -> frozenset[str]:
    """Return the stories that are due at a step."""
    part = part_of(step)
    return part.due_at(step) if part else frozenset()


def test_where_stories_begin_to_hold_is_found_by_asking_a_few_steps_only() -> None:
    chosen = all_steps()[:9]
    begin = {"first": 0, "third": 2, "ninth": 8}
    asked = []

    def told(step: Step, only: frozenset[str] | None) -> frozenset[str]:
        asked.append(step)
        return frozenset(n for n, since in begin.items() if chosen.index(step) >= since)

    part = find("01", chosen, told)

    assert part.since == {name: chosen[since].name for name, since in begin.items()}
    assert not part.lost
    assert asked.count(chosen[0]) == 1


def test_a_story_is_due_at_no_step_where_the_chapter_does_not_hold_it() -> None:
    chosen = all_steps()[:9]
    holding = {"always": {*range(9)}, "gap": {0, 1, 2, 6, 8}, "late": {7, 8}, "gone": {0, 1}}

    def told(step: Step, only: frozenset[str] | None) -> frozenset[str]:
        at = chosen.index(step)
        return frozenset(n for n, steps in holding.items() if at in steps) & (only or {*holding})

    part = find("01", chosen[::2], told)

    for at in range(0, 9, 2):  # those that were asked
        known = {name for name, steps in holding.items() if at in steps} - {"gone"}
        assert part.due_at(chosen[at].name) <= known
    for at in range(1, 9, 2):  # those between
        between = part.due_at(chosen[at - 1].name) & part.due_at(chosen[at + 1].name)
        assert part.due_at(chosen[at].name) == between
    assert [at for at in range(9) if "gap" in part.due_at(chosen[at].name)] == [0, 1, 2, 6, 7, 8]


@pytest.mark.skipif(not sandbox.holds(), reason="nothing keeps a stranger's code in here")
@pytest.mark.parametrize(
    "name", ["01.2", *(pytest.param(name, marks=pytest.mark.long) for name in LONG)]
)
def test_the_chapter_itself_holds_what_is_due(name: str, tmp_path: Path) -> None:
    leave_copy(find_step(name), tmp_path / "app")
    (tmp_path / "scratch").mkdir()

    told = tell_due(tmp_path / "app", find_step(name), tmp_path / "scratch", sandboxed=True)

    assert told.due
    assert not told.broken


def test_a_story_is_called_the_same_whatever_its_parameters() -> None:
    assert story(f"tests/acceptance/{TITLE.replace('.', '.py::')}[  ]") == TITLE
