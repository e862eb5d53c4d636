"""What a browser is told, so that it protects its user."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from taskmaster.operations.headers import HEADERS

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@pytest.mark.parametrize("path", ["/", "/nowhere", "/api/tasks", "/healthz", "/auth/login"])
def test_every_answer_has_every_header(visitor: FlaskClient, path: str) -> None:
    sent = visitor.get(path).headers

    assert {name: sent.get(name) for name in HEADERS} == HEADERS
    assert sent["Content-Security-Policy"] == POLICY


def test_only_tls_makes_a_browser_insist_on_tls(visitor: FlaskClient) -> None:
    name = "Strict-Transport-Security"

    assert visitor.get("/", base_url="https://localhost").headers[name] == "max-age=31536000"
    assert name not in visitor.get("/").headers


def test_the_cookie_stays_with_this_host_and_with_tls(serve: Callable[..., Flask]) -> None:
    visitor = serve(HTTPS="yes").test_client()

    cookie = visitor.get("/auth/login", base_url="https://localhost").headers.get("Set-Cookie")

    assert cookie is None  # there is nothing to remember yet
    data = {"username": "ada", "password": "correct horse"}
    answer = visitor.post("/auth/register", data=data, base_url="https://localhost")
    parts = set(answer.headers["Set-Cookie"].split("; ")[1:])
    assert answer.headers["Set-Cookie"].startswith("__Host-session=")
    assert parts == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}
