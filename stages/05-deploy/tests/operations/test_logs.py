"""What a server writes down of a request."""

import json
import logging
import logging.config
import runpy
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.people import PASSWORD, make_user

GUNICORN = Path(__file__).parents[2] / "gunicorn.conf.py"


@pytest.fixture
def written(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """What is written under gunicorn's own configuration, line by line."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    config = runpy.run_path(str(GUNICORN))["logconfig_dict"]
    stream, root = StringIO(), logging.getLogger()
    before = root.handlers[:], root.level
    config["handlers"]["stdout"]["stream"] = stream
    logging.config.dictConfig(config)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.handlers[:], root.level = before


def test_a_request_is_one_line(
    written: Callable[[], list[dict[str, Any]]], visitor: FlaskClient
) -> None:
    visitor.get("/tasks/7/edit?q=private")

    (line,) = written()
    assert line["method"] == "GET"
    assert line["route"] == "/tasks/<int:task_id>/edit"
    assert line["path"] == "/tasks/7/edit"
    assert line["status"] == 303
    assert line["duration_ms"] > 0
    assert line["user_id"] is None
    assert line["client"] == "127.0.0.1"
    assert "private" not in json.dumps(line)


def test_the_line_of_a_user_has_their_id(
    written: Callable[[], list[dict[str, Any]]], serve: Callable[..., Flask]
) -> None:
    server = serve()
    with server.app_context():
        number = make_user("ada").id
    visitor = server.test_client()

    visitor.post("/auth/login", data={"username": "ada", "password": PASSWORD})
    visitor.post("/tasks/new", data={"title": "Buy bread"})

    assert [line["user_id"] for line in written()] == [number, number]
    assert PASSWORD not in json.dumps(written())


def test_a_fault_is_one_record_with_its_traceback(
    written: Callable[[], list[dict[str, Any]]], serve: Callable[..., Flask]
) -> None:
    server = serve()
    server.config["TESTING"] = False
    server.add_url_rule("/fault", "fault", lambda: 1 / 0)

    answer = server.test_client().get("/fault")

    fault, request = written()
    assert "ZeroDivisionError" in fault["exc_info"]
    assert fault["request_id"] == request["request_id"] == answer.headers["X-Request-ID"]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [("abc-123.DEF_456", True), ("short", False), ("x" * 65, False), ("two words", False)],
)
def test_a_sane_id_of_the_caller_is_kept(visitor: FlaskClient, sent: str, kept: bool) -> None:
    answer = visitor.get("/", headers={"X-Request-ID": sent})

    assert (answer.headers["X-Request-ID"] == sent) is kept


def test_each_request_has_an_id_of_its_own_even_one_that_is_refused_at_once(
    serve: Callable[..., Flask],
) -> None:
    server = serve()
    server.config["WTF_CSRF_ENABLED"] = True
    visitor = server.test_client()

    answers = [visitor.post("/auth/login") for _ in range(2)]

    assert {answer.status_code for answer in answers} == {400}
    assert len({answer.headers["X-Request-ID"] for answer in answers}) == 2
