"""The pages to register, to log in and to log out."""

from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.people import PASSWORD, make_user


def register(client: FlaskClient, username: str = "ada", password: str = PASSWORD) -> TestResponse:
    """Send the form to register."""
    return client.post("/auth/register", data={"username": username, "password": password})


def log_in(
    client: FlaskClient, username: str = "ada", password: str = PASSWORD, query: str = ""
) -> TestResponse:
    """Send the form to log in."""
    return client.post(f"/auth/login{query}", data={"username": username, "password": password})


@pytest.fixture
def known(app: Flask) -> None:
    """An account by the name of ada, whose owner is not signed in."""
    with app.app_context():
        make_user("ada")


def test_registering_signs_in_and_leads_to_the_list(client: FlaskClient) -> None:
    answer = register(client)

    assert (answer.status_code, answer.location) == (303, "/tasks/")
    assert "Welcome, ada." in client.get("/tasks/").text


@pytest.mark.parametrize("name", ["", "ab", "x" * 31, "a b c", "a.b.c", "żółw", "ada\n"])
def test_a_name_that_breaks_the_rule_is_refused(client: FlaskClient, name: str) -> None:
    answer = register(client, name)

    assert answer.status_code == 400
    assert 'id="username-error"' in answer.text
    assert client.get("/tasks/").status_code == 303


@pytest.mark.parametrize("password", ["", "x" * 7, "x" * 129])
def test_a_password_too_short_or_too_long_is_refused(client: FlaskClient, password: str) -> None:
    answer = register(client, password=password)

    assert answer.status_code == 400
    assert 'id="password-error"' in answer.text
    assert 'value="ada"' in answer.text


@pytest.mark.parametrize(("name", "password"), [("abc", "x" * 8), ("x" * 30, "x" * 128)])
def test_the_shortest_and_the_longest_are_taken(
    client: FlaskClient, name: str, password: str
) -> None:
    assert register(client, name, password).status_code == 303


@pytest.mark.usefixtures("known")
def test_a_name_that_is_taken_is_refused_whatever_its_case(client: FlaskClient) -> None:
    answer = register(client, "ADA")

    assert answer.status_code == 400
    assert "This name is taken." in answer.text


@pytest.mark.usefixtures("known")
def test_logging_in_leads_to_the_list(client: FlaskClient) -> None:
    answer = log_in(client)

    assert (answer.status_code, answer.location) == (303, "/tasks/")
    assert client.get("/tasks/").status_code == 200


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(("name", "password"), [("ada", "not this one"), ("nobody", PASSWORD)])
def test_a_wrong_password_and_an_unknown_name_get_the_same_words(
    client: FlaskClient, name: str, password: str
) -> None:
    answer = log_in(client, name, password)

    assert answer.status_code == 400
    assert "This name and password do not match." in answer.text
    assert client.get("/tasks/").status_code == 303


@pytest.mark.parametrize("field", ["username", "password"])
def test_a_field_left_blank_is_refused(client: FlaskClient, field: str) -> None:
    answer = client.post("/auth/login", data={"username": "ada", "password": "x"} | {field: ""})

    assert answer.status_code == 400
    assert f'id="{field}-error"' in answer.text


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    ("following", "location"),
    [("/analytics/", "/analytics/"), ("//evil.example/", "/tasks/"), ("", "/tasks/")],
)
def test_logging_in_leads_on_to_a_page_of_this_site(
    client: FlaskClient, following: str, location: str
) -> None:
    assert log_in(client, query=f"?next={following}").location == location


def test_registering_leads_on_to_the_next_page(client: FlaskClient) -> None:
    client.get("/auth/register?next=/analytics/")
    form = {"username": "ada", "password": PASSWORD}

    answer = client.post("/auth/register?next=/analytics/", data=form)

    assert answer.location == "/analytics/"


def test_the_form_takes_the_next_page_along(client: FlaskClient) -> None:
    assert (
        'action="/auth/login?next=/analytics/"' in client.get("/auth/login?next=/analytics/").text
    )
    assert 'action="/auth/login"' in client.get("/auth/login").text


@pytest.mark.parametrize("path", ["/tasks/", "/tasks/?q=what?"])
def test_the_page_that_was_asked_for_is_the_next_one(client: FlaskClient, path: str) -> None:
    location = client.get(path).location

    assert parse_qs(urlsplit(location).query) == {"next": [path]}


@pytest.mark.usefixtures("known")
def test_signing_in_begins_a_new_session(client: FlaskClient) -> None:
    with client.session_transaction() as session:
        session["left"] = "by somebody else"

    log_in(client)

    with client.session_transaction() as session:
        assert "left" not in session


def test_logging_out_ends_the_session(ada: FlaskClient) -> None:
    answer = ada.post("/auth/logout")

    assert (answer.status_code, answer.location) == (303, "/")
    assert ada.get("/tasks/").status_code == 303
    assert "You are logged out." in ada.get("/").text


def test_a_cookie_of_an_account_that_is_gone_signs_nobody_in(client: FlaskClient) -> None:
    with client.session_transaction() as session:
        session["user_id"] = 999

    assert client.get("/tasks/").status_code == 303


@pytest.mark.parametrize("page", ["/auth/register", "/auth/login"])
def test_a_fresh_form_shows_no_error(client: FlaskClient, page: str) -> None:
    answer = client.get(page)

    assert answer.status_code == 200
    assert "-error" not in answer.text
