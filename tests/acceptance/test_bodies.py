"""The stories of bodies that are too much for a server."""

import pytest

from tests.acceptance.page import Page
from tests.acceptance.program import Program, is_problem
from tests.acceptance.visitor import Visitor

pytestmark = pytest.mark.since("05")


@pytest.mark.parametrize("path", ["/tasks/new", "/auth/login"])
def test_a_form_of_65_kilobytes_is_too_much(visitor: Visitor, path: str) -> None:
    answer = visitor.request("POST", path, title="x" * 65_000 + "y" * 1_000, **visitor.token())

    assert answer.status_code == 413
    assert Page(answer).soup.find("h1")


def test_a_body_of_65_kilobytes_is_too_much_for_the_api(program: Program) -> None:
    answer = program.send("POST", "/api/tasks", {"title": "T", "notes": "x" * 66_000})

    assert is_problem(answer, 413)
