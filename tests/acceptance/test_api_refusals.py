"""The stories of what the API refuses: problems, as RFC 9457 has them."""

import pytest

from tests.acceptance.program import Program, blames, is_problem
from tests.acceptance.visitor import Visitor

pytestmark = pytest.mark.since("02")

ROUTES = [
    ("GET", "/api/tasks"),
    ("POST", "/api/tasks"),
    ("GET", "/api/tasks/1"),
    ("PATCH", "/api/tasks/1"),
    ("DELETE", "/api/tasks/1"),
]
NO_TOKENS = ["", "Bearer", "Bearer x", "Bearer x.y.z", "Basic eDp4", "Bearer \xff", "Basic \xff"]
NO_PASSWORDS = ["", "Basic", "Basic !!!", "Basic \xff", "Basic YWJj", "Basic /////w==", "Bearer x"]
DEEP = [b"[" * 10_000, b'{"title":' * 5_000 + b"1" + b"}" * 5_000]
REFUSED = [
    ("title", "   "),
    ("title", "x" * 121),
    ("title", 5),
    ("title", None),
    ("title", ["a"]),
    ("notes", "x" * 2001),
    ("notes", 5),
    ("due_on", "tomorrow"),
    ("due_on", "2026-02-30"),
    ("due_on", 20261224),
    ("tags", list("abcdef")),
    ("tags", ["x" * 31]),
    ("tags", ["a", 5]),
    ("tags", 5),
    ("done", "yes"),
    ("titel", "Milk"),
    ("owner_id", 1),
    ("created_at", "2026-12-24"),
]
SENSELESS = [("status", "maybe"), ("before", "x"), ("before", "-1"), ("before", "9" * 309)]
SENSELESS += [("staus", "done"), ("before", "1_000")]


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_the_api_needs_a_token(anybody: Program, method: str, path: str) -> None:
    answer = anybody.send(method, path, {"title": "x"} if method in ("POST", "PATCH") else None)

    assert is_problem(answer, 401)
    assert answer.headers["www-authenticate"].lower().startswith("bearer")


@pytest.mark.parametrize("value", NO_TOKENS)
def test_what_is_no_token_is_refused(anybody: Program, value: str) -> None:
    assert is_problem(anybody.send("GET", "/api/tasks", authorization=value), 401)


def test_a_token_that_was_tampered_with_is_refused(anybody: Program, program: Program) -> None:
    good = program.client.headers["Authorization"]
    middle = len(good) // 2
    bad = good[:middle] + ("A" if good[middle] != "A" else "B") + good[middle + 1 :]

    assert is_problem(anybody.send("GET", "/api/tasks", authorization=bad), 401)


def test_a_session_opens_the_pages_and_not_the_api(visitor: Visitor) -> None:
    assert is_problem(visitor.request("GET", "/api/tasks"), 401)
    assert is_problem(visitor.request("POST", "/api/tasks", title="x"), 401)


@pytest.mark.parametrize("value", NO_PASSWORDS)
def test_what_is_no_name_and_password_gets_no_token(anybody: Program, value: str) -> None:
    answer = anybody.send("POST", "/api/token", authorization=value)

    assert is_problem(answer, 401)
    assert answer.headers["www-authenticate"].lower().startswith("basic")


def test_an_unknown_name_and_a_wrong_password_get_no_token_and_the_same_words(
    anybody: Program,
) -> None:
    wrong = anybody.ask_for_token(password="not this one")
    unknown = anybody.ask_for_token("nobody-has-this", "not this one")

    assert is_problem(wrong, 401)
    assert unknown.status_code == 401
    assert unknown.text == wrong.text


@pytest.mark.parametrize(("field", "value"), REFUSED)
def test_the_api_refuses_a_new_task_that_breaks_a_rule(
    program: Program, field: str, value: object
) -> None:
    answer = program.send("POST", "/api/tasks", {"title": "T", field: value})

    assert blames(answer, field)


@pytest.mark.parametrize(("field", "value"), REFUSED)
def test_the_api_refuses_a_change_that_breaks_a_rule_and_changes_nothing(
    program: Program, field: str, value: object
) -> None:
    made = program.add(title="Before")

    answer = program.send("PATCH", f"/api/tasks/{made['id']}", {"title": "After", field: value})

    assert blames(answer, field)
    assert program.task(made["id"]) == made


def test_the_api_refuses_a_task_without_a_title(program: Program) -> None:
    assert blames(program.send("POST", "/api/tasks", {}), "title")


def test_the_api_names_every_field_at_fault(program: Program) -> None:
    answer = program.send("POST", "/api/tasks", {"title": "", "due_on": "soon", "tags": ["x" * 31]})

    assert all(blames(answer, field) for field in ("title", "due_on", "tags"))


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"5", b'"x"', b"\xff"])
def test_a_body_that_is_no_object_is_refused(program: Program, body: bytes) -> None:
    number = program.add(title="T")["id"]

    assert is_problem(program.send("POST", "/api/tasks", raw=body), 400)
    assert is_problem(program.send("PATCH", f"/api/tasks/{number}", raw=body), 400)


@pytest.mark.parametrize("body", DEEP, ids=["lists", "objects"])
def test_json_that_is_nested_without_an_end_is_refused(program: Program, body: bytes) -> None:
    number = program.add(title="T")["id"]

    assert is_problem(program.send("POST", "/api/tasks", raw=body), 400)
    assert is_problem(program.send("PATCH", f"/api/tasks/{number}", raw=body), 400)


@pytest.mark.parametrize(("name", "value"), SENSELESS)
def test_a_filter_of_the_api_that_makes_no_sense_is_refused(
    program: Program, name: str, value: str
) -> None:
    answer = program.send("GET", f"/api/tasks?{name}={value}")

    assert blames(answer, name)


@pytest.mark.parametrize("number", ["0", "999999999", "9" * 30, "x"])
@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_an_unknown_task_is_not_found_by_the_api(
    program: Program, method: str, number: str
) -> None:
    body = {"title": "x"} if method == "PATCH" else None

    assert is_problem(program.send(method, f"/api/tasks/{number}", body), 404)
