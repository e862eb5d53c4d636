"""What the API refuses, as problems."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.answers import is_problem
from tests.people import program_of, task_of, tasks_of, titles_of

FULL = {"title": "Buy milk", "notes": "Oat", "due_on": "2030-01-31", "tags": ["home", "shop"]}
REFUSED = [
    ("title", ""),
    ("title", "x" * 121),
    ("title", None),
    ("title", 5),
    ("notes", "x" * 2001),
    ("notes", 5),
    ("due_on", "soon"),
    ("due_on", 20300131),
    ("tags", ["x" * 31]),
    ("tags", list("abcdef")),
    ("tags", ["a,b"]),
    ("tags", ["a", 5]),
    ("tags", 5),
    ("done", "yes"),
    ("titel", "Buy milk"),
]


@pytest.mark.parametrize(("field", "value"), REFUSED)
def test_a_task_that_breaks_a_rule_is_refused(
    app: Flask, program: FlaskClient, field: str, value: object
) -> None:
    answer = program.post("/api/tasks", json=FULL | {field: value})

    assert is_problem(answer, 400)
    assert [*answer.json["errors"]] == [field]
    assert titles_of(app, "ada") == []


@pytest.mark.parametrize(("field", "value"), REFUSED)
def test_a_change_that_breaks_a_rule_changes_nothing(
    app: Flask, program: FlaskClient, field: str, value: object
) -> None:
    number = task_of(app, "ada")
    before = tasks_of(app, "ada")

    answer = program.patch(f"/api/tasks/{number}", json=FULL | {field: value})

    assert is_problem(answer, 400)
    assert tasks_of(app, "ada") == before


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"x"'])
@pytest.mark.parametrize("method", ["post", "patch"])
def test_what_is_no_object_is_refused(
    app: Flask, program: FlaskClient, method: str, body: bytes
) -> None:
    number = task_of(app, "ada")
    path = {"post": "/api/tasks", "patch": f"/api/tasks/{number}"}[method]

    answer = getattr(program, method)(path, data=body, content_type="application/json")

    assert is_problem(answer, 400)


def test_json_that_is_nested_too_deeply_is_refused(program: FlaskClient) -> None:
    answer = program.post("/api/tasks", data="[" * 30_000, content_type="application/json")

    assert is_problem(answer, 400)
    assert answer.json["detail"] == "This is nested too deeply."


@pytest.mark.parametrize("method", ["get", "patch", "delete"])
def test_a_task_of_somebody_else_is_not_found_and_not_changed(
    app: Flask, ada: FlaskClient, bob: FlaskClient, method: str
) -> None:
    number = task_of(app, "ada")
    before = tasks_of(app, "ada")
    more = {"json": FULL} if method == "patch" else {}

    assert is_problem(getattr(program_of(app, "bob"), method)(f"/api/tasks/{number}", **more), 404)
    assert tasks_of(app, "ada") == before


@pytest.mark.parametrize("query", ["status=maybe", "staus=done", "before=x"])
def test_a_filter_that_makes_no_sense_is_refused(program: FlaskClient, query: str) -> None:
    answer = program.get(f"/api/tasks?{query}")

    assert is_problem(answer, 400)
    assert [*answer.json["errors"]] == [query.partition("=")[0]]


def test_an_unknown_address_of_the_api_is_a_problem(client: FlaskClient) -> None:
    assert is_problem(client.get("/api/nowhere"), 404)
    assert is_problem(client.get("/api/token"), 405)
