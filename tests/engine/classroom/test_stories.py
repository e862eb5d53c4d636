"""Which stories are due at a step: what was found has to be of stories and steps that there are."""

import re

from tests.acceptance.due import PARTS, find
from workbook.classroom.stories import STORIES, found, part_of, story
from workbook.course.chapters import Step, all_steps

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
            assert step in every, step
            assert part_of(step) == part


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

    assert find(chosen, told) == {name: chosen[since].name for name, since in begin.items()}
    assert len(asked) < len(chosen)


def test_a_story_is_called_the_same_whatever_its_parameters() -> None:
    assert story(f"tests/acceptance/{TITLE.replace('.', '.py::')}[  ]") == TITLE
