"""Forms that another site sends."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask

from taskmaster import create_app
from taskmaster.database import db
from tests.people import program_of, sign_in, task_of, titles_of
from tests.routes import PATHS, PUBLIC, WITH_ACCOUNT, requests_to


@pytest.fixture
def guarded(app: Flask, database_url: str) -> Iterator[Flask]:
    """An app whose forms ask for their token, as those of users do."""
    guarded = create_app({"SQLALCHEMY_DATABASE_URI": database_url})
    yield guarded
    with guarded.app_context():
        db.engine.dispose()


def test_every_post_without_its_token_is_refused_and_changes_nothing(guarded: Flask) -> None:
    ada = sign_in(guarded, "ada")
    task_of(guarded, "ada")
    asked = [path for way, path in requests_to(guarded, PUBLIC | WITH_ACCOUNT) if way == "POST"]

    answers = [ada.post(path, data={"title": "Forged"}) for path in asked]

    assert len(answers) == 7
    assert {answer.status_code for answer in answers} == {400}
    assert all("CSRF token is missing" in answer.text for answer in answers)
    assert titles_of(guarded, "ada") == ["Buy milk"]


@pytest.mark.parametrize(("site", "given"), [("same-origin", True), ("cross-site", False)])
def test_a_form_of_ones_own_that_is_refused_gives_back_what_was_typed(
    guarded: Flask, site: str, given: bool
) -> None:
    ada = sign_in(guarded, "ada")

    answer = ada.post(
        "/tasks/new",
        data={"title": "Buy bread", "csrf_token": "old"},
        headers={"Sec-Fetch-Site": site},
    )

    assert answer.status_code == 400
    assert ("\nBuy bread</textarea>" in answer.text) is given
    assert "old" not in re.findall("<textarea.*?>\n(.*?)</textarea>", answer.text)


def test_the_token_of_a_form_is_accepted(guarded: Flask) -> None:
    ada = sign_in(guarded, "ada")
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', ada.get("/tasks/new").text)
    assert token

    ada.post("/tasks/new", data={"title": "Buy bread", "csrf_token": token[1]})

    assert titles_of(guarded, "ada") == ["Buy bread"]


def test_every_form_that_posts_carries_a_token(guarded: Flask) -> None:
    ada, visitor = sign_in(guarded, "ada"), guarded.test_client()
    number = task_of(guarded, "ada", tags=["home"])

    for client in (ada, visitor):
        for path in PATHS:
            page = client.get(path.format(number), follow_redirects=True).text
            forms = re.findall(r'<form[^>]*method="post".*?</form>', page, re.DOTALL)
            assert forms or path in ("/", "/nowhere"), path
            assert all('name="csrf_token"' in form for form in forms), path


def test_a_program_needs_no_token_of_a_form(guarded: Flask) -> None:
    sign_in(guarded, "ada")

    answer = program_of(guarded, "ada").post("/api/tasks", json={"title": "Buy milk"})

    assert answer.status_code == 201
