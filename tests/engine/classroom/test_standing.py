"""Where one submission is, and the places of the chapter that its learner is led to."""

from pathlib import Path

import pytest

from workbook.apps import sandbox
from workbook.classroom.standing import Asked, stand
from workbook.classroom.submissions import Submission
from workbook.course.chapters import find_step
from workbook.learner.starting import leave_copy

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
    assert standing.lacking == {"01-minimal/5-complete-and-delete.md#which-task": "app.py"}
