"""The pages of tasks, asked for by a browser."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.people import task_of, tasks_of, titles_of

FULL = {"title": "Buy milk", "notes": "Oat", "due_on": "2030-01-31", "tags": "shop, home"}


def test_a_task_that_is_added_is_on_the_list(app: Flask, ada: FlaskClient) -> None:
    answer = ada.post("/tasks/new", data=FULL)

    assert (answer.status_code, answer.location) == (303, "/tasks/")
    (task,) = tasks_of(app, "ada")
    assert (task["title"], task["notes"]) == ("Buy milk", "Oat")
    assert (task["due_on"], task["tags"]) == ("2030-01-31", ["home", "shop"])


def test_the_list_shows_a_task_with_all_that_it_has(ada: FlaskClient) -> None:
    ada.post("/tasks/new", data=FULL)

    page = ada.get("/tasks/").text

    assert "“Buy milk” is added." in page
    assert all(words in page for words in ("Oat", "Due 2030-01-31", "?tag=home", "?tag=shop"))


def test_a_message_is_shown_once(ada: FlaskClient) -> None:
    ada.post("/tasks/new", data=FULL)
    ada.get("/tasks/")

    assert "is added" not in ada.get("/tasks/").text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x" * 121),
        ("notes", "x" * 2001),
        ("due_on", "soon"),
        ("tags", "x" * 31),
    ],
)
@pytest.mark.parametrize("action", ["new", "edit"])
def test_what_breaks_a_rule_is_refused_and_kept(
    app: Flask, ada: FlaskClient, action: str, field: str, value: str
) -> None:
    number = task_of(app, "ada", "Before")
    path = {"new": "/tasks/new", "edit": f"/tasks/{number}/edit"}[action]

    answer = ada.post(path, data=FULL | {field: value})

    assert answer.status_code == 400
    assert f'id="{field}-error"' in answer.text
    assert value in answer.text
    assert titles_of(app, "ada") == ["Before"]


@pytest.mark.parametrize("page", ["new", "edit"])
def test_a_fresh_form_shows_no_error(app: Flask, ada: FlaskClient, page: str) -> None:
    number = task_of(app, "ada")
    answer = ada.get({"new": "/tasks/new", "edit": f"/tasks/{number}/edit"}[page])

    assert answer.status_code == 200
    assert "-error" not in answer.text


def test_the_form_to_edit_shows_what_is_stored(app: Flask, ada: FlaskClient) -> None:
    ada.post("/tasks/new", data=FULL)

    page = ada.get(f"/tasks/{tasks_of(app, 'ada')[0]['id']}/edit").text

    assert all(f'value="{words}"' in page for words in ("Buy milk", "2030-01-31", "home, shop"))
    assert "Oat</textarea>" in page


def test_a_task_that_is_edited_is_changed(app: Flask, ada: FlaskClient) -> None:
    number = task_of(app, "ada", "Before", tags=["old"])

    answer = ada.post(f"/tasks/{number}/edit", data=FULL)

    assert (answer.status_code, answer.location) == (303, "/tasks/")
    (task,) = tasks_of(app, "ada")
    assert (task["id"], task["title"], task["tags"]) == (number, "Buy milk", ["home", "shop"])
    assert "“Buy milk” is saved." in ada.get("/tasks/").text


def test_the_buttons_mark_a_task_as_done_and_open_it_again(app: Flask, ada: FlaskClient) -> None:
    number = task_of(app, "ada")

    seen = []
    for _ in range(2):
        ada.post(f"/tasks/{number}/toggle")
        page = ada.get("/tasks/").text
        seen.append((tasks_of(app, "ada")[0]["done"], "is done." in page, "is open again." in page))

    assert seen == [(True, True, False), (False, False, True)]


def test_a_task_that_is_deleted_is_gone(app: Flask, ada: FlaskClient) -> None:
    task_of(app, "ada", "Stays")
    number = task_of(app, "ada")

    answer = ada.post(f"/tasks/{number}/delete")

    assert (answer.status_code, answer.location) == (303, "/tasks/")
    assert titles_of(app, "ada") == ["Stays"]
    assert "“Buy milk” is deleted." in ada.get("/tasks/").text


@pytest.mark.parametrize("action", ["toggle", "delete", "edit"])
def test_one_comes_back_to_the_list_as_it_was_filtered(
    app: Flask, ada: FlaskClient, action: str
) -> None:
    number = task_of(app, "ada", tags=["home"])

    answer = ada.post(f"/tasks/{number}/{action}?tag=home&status=open&q=", data=FULL)

    assert answer.location == "/tasks/?status=open&tag=home"


@pytest.mark.parametrize("action", ["toggle", "delete", "edit"])
def test_a_task_of_somebody_else_is_not_found_and_not_changed(
    app: Flask, ada: FlaskClient, bob: FlaskClient, action: str
) -> None:
    number = task_of(app, "ada")
    before = tasks_of(app, "ada")

    assert bob.post(f"/tasks/{number}/{action}", data=FULL).status_code == 404
    assert tasks_of(app, "ada") == before


def test_the_list_is_ones_own(app: Flask, ada: FlaskClient, bob: FlaskClient) -> None:
    task_of(app, "ada", "Secret")

    assert "Secret" not in bob.get("/tasks/").text


@pytest.mark.parametrize("number", ["0", "999", "9" * 30])
def test_a_number_that_no_task_has_is_not_found(ada: FlaskClient, number: str) -> None:
    assert ada.get(f"/tasks/{number}/edit").status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=open", ["Milk"]),
        ("status=done", ["Bread"]),
        ("tag=shop", ["Milk"]),
        ("q=bre", ["Bread"]),
    ],
)
def test_the_list_is_filtered_by_its_address(
    app: Flask, ada: FlaskClient, query: str, found: list[str]
) -> None:
    task_of(app, "ada", "Milk", tags=["shop"])
    task_of(app, "ada", "Bread", done=True)

    page = ada.get(f"/tasks/?{query}").text

    assert [title for title in ("Milk", "Bread") if f">{title}</span>" in page] == found


@pytest.mark.parametrize("query", ["status=maybe", "before=x", "before=-1"])
@pytest.mark.parametrize("path", ["/tasks/", "/tasks/new"])
def test_an_address_that_makes_no_sense_is_refused(ada: FlaskClient, path: str, query: str) -> None:
    assert ada.get(f"{path}?{query}").status_code == 400


def test_a_refused_address_changes_nothing(app: Flask, ada: FlaskClient) -> None:
    number = task_of(app, "ada")

    assert ada.post(f"/tasks/{number}/delete?status=maybe").status_code == 400
    assert titles_of(app, "ada") == ["Buy milk"]


def test_a_long_list_goes_on_to_older_tasks_and_keeps_the_filter(
    app: Flask, ada: FlaskClient
) -> None:
    numbers = [task_of(app, "ada", f"Task {count}", tags=["home"]) for count in range(21)]

    page = ada.get("/tasks/?tag=home").text
    older = f"/tasks/?tag=home&amp;before={numbers[1]}"

    assert older in page
    assert ">Task 0</span>" not in page
    assert ">Task 0</span>" in ada.get(older.replace("&amp;", "&")).text


def test_an_empty_list_says_what_to_do(ada: FlaskClient) -> None:
    assert "Add your first task" in ada.get("/tasks/").text
    assert "No task fits." in ada.get("/tasks/?q=nothing").text


def test_markup_in_a_task_is_shown_as_text(ada: FlaskClient) -> None:
    ada.post("/tasks/new", data=FULL | {"title": "<b>", "notes": "<i>", "tags": "<u>"})

    page = ada.get("/tasks/").text

    assert not any(tag in page for tag in ("<b>", "<i>", "<u>"))
    assert "&lt;b&gt;" in page


def test_an_overdue_task_says_so(app: Flask, ada: FlaskClient) -> None:
    ada.post("/tasks/new", data=FULL | {"due_on": "2020-02-29"})

    assert "Overdue since 2020-02-29" in " ".join(ada.get("/tasks/").text.split())
