"""The front door, the navigation, and the pages about errors."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from taskmaster import create_app


def navigation(page: str) -> list[str]:
    """Return the entries of the navigation."""
    bar = page[page.index("<nav") : page.index("</nav>")]
    return [words.strip() for words in re.findall(r">([^<]*\w[^<]*)<", bar)]


def test_the_front_door_leads_a_visitor_in(client: FlaskClient) -> None:
    page = client.get("/").text

    assert 'href="/auth/register"' in page
    assert 'href="/auth/login"' in page


def test_the_navigation_offers_a_visitor_to_log_in_and_to_register(client: FlaskClient) -> None:
    assert navigation(client.get("/").text) == ["Log in", "Register"]


def test_the_front_door_leads_a_user_to_the_list(ada: FlaskClient) -> None:
    assert ada.get("/").location == "/tasks/"


def test_the_navigation_of_a_user_shows_the_features_in_order(ada: FlaskClient) -> None:
    assert navigation(ada.get("/tasks/").text) == ["Tasks", "Analytics", "Log out"]


def test_the_navigation_marks_the_page_one_is_on(ada: FlaskClient) -> None:
    page = ada.get("/analytics/").text

    assert re.findall(r'href="([^"]*)"\s+aria-current="page"', page) == ["/analytics/"]


@pytest.mark.parametrize(
    ("path", "status", "heading"),
    [("/nowhere", 404, "Not Found"), ("/auth/logout", 405, "Method Not Allowed")],
)
def test_an_error_is_a_page_with_a_way_back(
    client: FlaskClient, path: str, status: int, heading: str
) -> None:
    answer = client.get(path)

    assert answer.status_code == status
    assert f"<h1>{heading}</h1>" in answer.text
    assert 'href="/"' in answer.text


def test_a_fault_of_ours_is_a_page_without_the_navigation() -> None:
    app = create_app()
    app.add_url_rule("/fault", "fault", lambda: 1 / 0)

    answer = app.test_client().get("/fault")

    assert answer.status_code == 500
    assert "<h1>Internal Server Error</h1>" in answer.text
    assert "<nav" not in answer.text


def test_two_apps_have_settings_and_a_navigation_each(app: Flask) -> None:
    other = create_app({"SQLALCHEMY_DATABASE_URI": "sqlite://", "START_PAGE": "index"})

    assert other.config["START_PAGE"] != app.config["START_PAGE"]
    assert other.jinja_env.globals["navigation"] is not app.jinja_env.globals["navigation"]
