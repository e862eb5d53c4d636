"""The stories of what is no form: files and JSON where the app expects texts."""

import json

import pytest

from tests.acceptance.visitor import Visitor
from tests.acceptance.words import PASSWORD, some_title

pytestmark = pytest.mark.since("02")

TASK = ("title", "notes", "due_on", "tags")
ACCOUNT = ("username", "password")
FORMS = [("/auth/register", ACCOUNT), ("/auth/login", ACCOUNT), ("/tasks/new", TASK)]


@pytest.mark.parametrize(("path", "field"), [(path, each) for path, all_ in FORMS for each in all_])
def test_a_file_in_place_of_a_text_breaks_no_form(visitor: Visitor, path: str, field: str) -> None:
    fields = {"username": "ada-with-a-file", "password": PASSWORD, "title": some_title()}
    texts = {name: text for name, text in fields.items() if name != field} | visitor.token()

    answer = visitor.client.post(
        visitor.address + path, data=texts, files={field: ("a.txt", b"words", "text/plain")}
    )

    refused = 303 if field in ("notes", "due_on", "tags") else 400
    assert answer.status_code == refused


@pytest.mark.parametrize("path", [path for path, _ in FORMS])
@pytest.mark.parametrize("body", [{"title": ["x"]}, {"username": 5}, [1], "x", None], ids=str)
def test_json_in_place_of_a_form_is_refused(visitor: Visitor, path: str, body: object) -> None:
    token = visitor.token()["csrf_token"]

    answer = visitor.client.post(
        visitor.address + path,
        content=json.dumps(body),
        headers={"Content-Type": "application/json", "X-CSRFToken": token},
    )

    assert answer.status_code == 400


@pytest.mark.parametrize("field", TASK)
def test_a_file_in_place_of_a_text_changes_no_task(visitor: Visitor, field: str) -> None:
    title = some_title()
    path = f"/tasks/{visitor.adds(title, notes='N', tags='t')}/edit"

    answer = visitor.client.post(
        visitor.address + path, data=visitor.token(), files={field: ("a.txt", b"words")}
    )

    page = visitor.open(path)
    assert answer.status_code < 500
    assert [page.value(name) for name in ("title", "notes", "tags")] == [title, "N", "t"]
