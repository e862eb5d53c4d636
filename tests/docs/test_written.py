"""In the chapter about tests, learners write one in each step."""

import pytest

from workbook.course.chapters import Step, steps
from workbook.course.stages import find_stage
from workbook.course.written import tasks_of


@pytest.mark.parametrize("step", steps(find_stage("04")), ids=lambda step: step.name)
def test_each_step_about_tests_has_a_test_to_write(step: Step) -> None:
    assert [task.name for task in tasks_of(step) if "Suite(copy, " in task.source] != []
