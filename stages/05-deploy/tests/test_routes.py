"""Who may use which route; a new one needs a decision."""

from flask import Flask
from flask.testing import FlaskClient

from tests.routes import (
    PATHS,
    PUBLIC,
    WITH_ACCOUNT,
    WITH_PASSWORD,
    WITH_TOKEN,
    methods,
    requests_to,
)


def test_every_route_is_known_and_its_methods_too(app: Flask) -> None:
    known = PUBLIC | WITH_PASSWORD | WITH_TOKEN | WITH_ACCOUNT

    found = {rule.endpoint: " ".join(sorted(methods(rule))) for rule in app.url_map.iter_rules()}

    assert found == known


def test_every_page_is_among_the_paths_that_other_tests_open(app: Flask) -> None:
    pages = {endpoint for endpoint, ways in (PUBLIC | WITH_ACCOUNT).items() if "GET" in ways}
    match = app.url_map.bind("localhost").match
    known = [path.format(1).partition("?")[0] for path in PATHS if path != "/nowhere"]

    assert {match(path)[0] for path in known} == pages - {"static"}


def test_no_page_opens_without_an_account(app: Flask, client: FlaskClient) -> None:
    asked = requests_to(app, WITH_ACCOUNT)

    answers = {(way, path): client.open(path, method=way) for way, path in asked}

    assert len(answers) == 8
    assert {answer.status_code for answer in answers.values()} == {303}
    assert all(answer.location.startswith("/auth/login") for answer in answers.values())


def test_the_login_page_knows_which_page_was_asked_for(client: FlaskClient) -> None:
    assert client.get("/tasks/?tag=home").location == "/auth/login?next=/tasks/?tag%3Dhome"
    assert client.get("/analytics/").location == "/auth/login?next=/analytics/"
    assert client.post("/tasks/1/delete").location == "/auth/login"


def test_no_program_gets_in_without_a_token(app: Flask, client: FlaskClient) -> None:
    asked = requests_to(app, WITH_TOKEN | WITH_PASSWORD)

    statuses = {(way, path): client.open(path, method=way).status_code for way, path in asked}

    assert len(statuses) == 6
    assert set(statuses.values()) == {401}
