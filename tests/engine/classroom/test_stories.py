"""Which stories are due at a step: what was found has to be of stories and steps that there are."""

import re

from workbook.classroom.stories import STORIES, due_at, found, story
from workbook.course.chapters import steps
from workbook.course.stages import find_stage

LIST = "test_tasks.test_the_list_is_a_page_of_html"
TITLE = "test_tasks.test_a_blank_title_is_refused_with_a_message_beside_the_field"


def test_each_story_that_is_due_and_each_step_is_there() -> None:
    assert {"01", "02"} <= {*found()}
    for number, since in found().items():
        names = {step.name for step in steps(find_stage(number))}
        for name, step in since.items():
            file, _, function = name.partition(".")
            text = (STORIES / f"{file}.py").read_text("utf-8")
            assert re.search(rf"^def {function}\(", text, re.MULTILINE), name
            assert step in names, step


def test_nobody_is_asked_for_what_comes_later() -> None:
    assert TITLE not in due_at("01", "01.3")
    assert TITLE in due_at("01", "01.4")
    assert due_at("01", "01.1") < due_at("01", "01.4") < due_at("01", "01.6")
    assert due_at("02", "02.1") == frozenset()


def test_a_story_is_called_the_same_whatever_its_parameters() -> None:
    assert story(f"tests/acceptance/{TITLE.replace('.', '.py::')}[  ]") == TITLE
