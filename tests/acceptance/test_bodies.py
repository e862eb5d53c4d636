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


@pytest.mark.parametrize("raw", [b"[" * 10_000, b'{"title":' * 5_000 + b"1" + b"}" * 5_000])
def test_json_that_is_nested_without_an_end_is_refused(program: Program, raw: bytes) -> None:
    assert is_problem(program.send("POST", "/api/tasks", raw=raw), 400)
