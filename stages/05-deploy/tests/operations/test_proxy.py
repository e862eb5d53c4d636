"""Whom a server believes: its proxies, as many as there are, and no other."""

from collections.abc import Callable

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

SENT = {"X-Forwarded-For": "6.6.6.6, 203.0.113.7, 10.0.0.1", "X-Forwarded-Proto": "https"}


@pytest.mark.parametrize(
    ("hops", "client", "scheme"),
    [("0", "127.0.0.1", "http"), ("1", "10.0.0.1", "https"), ("2", "203.0.113.7", "https")],
)
def test_a_server_believes_as_many_proxies_as_there_are(
    serve: Callable[..., Flask], hops: str, client: str, scheme: str
) -> None:
    server = serve(PROXY_HOPS=hops)
    server.add_url_rule("/me", "me", lambda: f"{request.remote_addr} {request.scheme}")

    assert server.test_client().get("/me", headers=SENT).text == f"{client} {scheme}"


@pytest.mark.parametrize("host", ["localhost", "LocalHost:5000", "example.com", "a.Example.com"])
def test_a_server_answers_for_its_own_hosts(visitor: FlaskClient, host: str) -> None:
    assert visitor.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.com", "example.com.evil.com", "evil/example.com", "", "["])
def test_a_server_refuses_another_host_and_does_not_repeat_it(
    visitor: FlaskClient, host: str
) -> None:
    answer = visitor.get("/", headers={"Host": host})

    assert answer.status_code == 400
    assert "This is not the host" in answer.text
    assert "evil" not in answer.text


def test_a_reader_without_tls_is_sent_to_the_same_page_with_it(
    serve: Callable[..., Flask],
) -> None:
    visitor = serve(HTTPS="yes").test_client()

    answer = visitor.get("/auth/login?next=/tasks/")

    assert answer.status_code == 308
    assert answer.location == "https://localhost/auth/login?next=/tasks/"
    assert visitor.post("/auth/login").status_code == 400
    assert visitor.get("/auth/login", base_url="https://localhost").status_code == 200
