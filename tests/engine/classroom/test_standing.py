"""Where one submission is, and the places of the chapter that its learner is led to."""

from pathlib import Path

import pytest

from workbook.apps import sandbox
from workbook.classroom.standing import Asked, first_lacking, stand
from workbook.classroom.submissions import Submission
from workbook.course.chapters import find_step
from workbook.learner.differences import Comparison
from workbook.learner.starting import leave_copy
from workbook.learner.working_copy import open_work

pytestmark = pytest.mark.pages

VIEW = '    @app.post("/tasks/<int:task_id>/delete")'
TEMPLATE = "templates/index.html"


@pytest.mark.skipif(not sandbox.holds(), reason="nothing keeps a stranger's code in here")
def test_a_file_that_does_not_start_leads_to_the_paragraph_that_writes_it(tmp_path: Path) -> None:
    leave_copy(find_step("01.5"), tmp_path / "ada")
    app, page = tmp_path / "ada" / "app.py", tmp_path / "ada" / TEMPLATE
    app.write_text(app.read_text("utf-8").replace(VIEW, VIEW[:-1]), "utf-8")
    page.write_text(page.read_text("utf-8").replace("<h1>", "<h2>"), "utf-8")

    standing = stand(Submission("ada", tmp_path / "ada"), Asked())

    assert standing.why.startswith("SyntaxError: '(' was never closed; app.py, line ")
    assert standing.lacking == [("app.py", "01-minimal/5-complete-and-delete.md#which-task")]


def test_each_file_that_lacks_something_of_one_heading_is_told(tmp_path: Path) -> None:
    leave_copy(find_step("02.15"), tmp_path / "ada")
    leave_copy(find_step("02.14"), tmp_path / "before")
    factory, feature = "taskmaster/__init__.py", "taskmaster/auth/__init__.py"
    (tmp_path / "ada" / factory).write_bytes((tmp_path / "before" / factory).read_bytes())
    (tmp_path / "ada" / feature).unlink()

    with open_work(tmp_path / "ada") as work:
        places = dict(first_lacking(Comparison(work, find_step("02.15")), ""))

    assert places == {factory: places[feature], feature: places[factory]}
