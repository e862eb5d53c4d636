"""The tasks, read and written by a program."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.people import program_of, task_of, tasks_of, titles_of

FULL = {"title": "Buy milk", "notes": "Oat", "due_on": "2030-01-31", "tags": ["home", "shop"]}


def test_a_task_that_is_sent_is_stored(app: Flask, program: FlaskClient) -> None:
    answer = program.post("/api/tasks", json=FULL)

    assert answer.status_code == 201
    assert answer.location == f"/api/tasks/{answer.json['id']}"
    assert answer.json.items() >= (FULL | {"done": False, "done_at": None}).items()
    assert answer.json.keys() == {*FULL, "id", "done", "created_at", "done_at"}
    assert tasks_of(app, "ada") == [answer.json]


def test_a_task_may_be_a_title_and_nothing_else(program: FlaskClient) -> None:
    task = program.post("/api/tasks", json={"title": "Buy milk"}).json

    assert (task["notes"], task["due_on"], task["tags"], task["done"]) == ("", None, [], False)


def test_tags_may_be_sent_as_one_text(program: FlaskClient) -> None:
    task = program.post("/api/tasks", json={"title": "Buy milk", "tags": "shop, home"}).json

    assert task["tags"] == ["home", "shop"]


def test_a_task_can_be_read(app: Flask, program: FlaskClient) -> None:
    number = task_of(app, "ada", tags=["home"])

    assert program.get(f"/api/tasks/{number}").json == tasks_of(app, "ada")[0]


def test_a_change_leaves_what_is_not_sent(program: FlaskClient) -> None:
    before = program.post("/api/tasks", json=FULL | {"done": True}).json

    after = program.patch(f"/api/tasks/{before['id']}", json={"title": "Buy bread"}).json

    assert after == before | {"title": "Buy bread"}


@pytest.mark.parametrize(
    ("field", "value", "stored"),
    [("notes", None, ""), ("due_on", None, None), ("tags", [], []), ("done", False, False)],
)
def test_a_field_can_be_emptied(
    app: Flask, program: FlaskClient, field: str, value: object, stored: object
) -> None:
    number = program.post("/api/tasks", json=FULL | {"done": True}).json["id"]

    program.patch(f"/api/tasks/{number}", json={field: value})

    assert tasks_of(app, "ada")[0][field] == stored


def test_a_task_can_be_deleted(app: Flask, program: FlaskClient) -> None:
    number = task_of(app, "ada")

    answer = program.delete(f"/api/tasks/{number}")

    assert (answer.status_code, answer.data) == (204, b"")
    assert titles_of(app, "ada") == []


def test_the_list_is_ones_own(app: Flask, ada: FlaskClient, bob: FlaskClient) -> None:
    task_of(app, "ada")

    assert program_of(app, "bob").get("/api/tasks").json == {"items": [], "next": None}


def test_the_list_comes_in_pages_and_keeps_the_filter(app: Flask, program: FlaskClient) -> None:
    numbers = [task_of(app, "ada", tags=["home"]) for _ in range(21)]

    first = program.get("/api/tasks?tag=home").json
    second = program.get(first["next"]).json

    assert first["next"] == f"http://localhost/api/tasks?tag=home&before={numbers[1]}"
    assert [task["id"] for task in first["items"] + second["items"]] == numbers[::-1]
    assert second["next"] is None


def test_what_one_program_sends_is_not_left_to_the_next(
    app: Flask, program: FlaskClient, bob: FlaskClient
) -> None:
    program.post("/api/tasks", json=FULL)

    task = program_of(app, "bob").post("/api/tasks", json={"title": "Buy bread"}).json

    assert (task["notes"], task["tags"]) == ("", [])
