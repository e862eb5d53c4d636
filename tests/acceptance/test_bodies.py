"""The stories of bodies that are too much for a server."""

import socket

import pytest

from tests.acceptance.gunicorn import ON_GUNICORN
from tests.acceptance.page import Page
from tests.acceptance.program import Program, is_problem
from tests.acceptance.servers import Server
from tests.acceptance.visitor import Visitor
from workbook.core.deadlines import LIMITS

pytestmark = pytest.mark.since("05")


@pytest.mark.parametrize("path", ["/tasks/new", "/auth/login"])
def test_a_form_of_65_kilobytes_is_too_much(visitor: Visitor, path: str) -> None:
    answer = visitor.request("POST", path, title="x" * 65_000 + "y" * 1_000, **visitor.token())

    assert answer.status_code == 413
    assert Page(answer).soup.find("h1")


def test_a_body_of_65_kilobytes_is_too_much_for_the_api(program: Program) -> None:
    answer = program.send("POST", "/api/tasks", {"title": "T", "notes": "x" * 66_000})

    assert is_problem(answer, 413)


@ON_GUNICORN
@pytest.mark.parametrize("path", ["/auth/login", "/api/tasks", "/nowhere"])
@pytest.mark.parametrize(
    "chunk", [b"5\r\nuser=\r\n0\r\n\r\n", b"no number\r\n"], ids=["whole", "broken"]
)
def test_a_body_that_does_not_say_how_long_it_is_is_refused(
    first: Server, path: str, chunk: bytes
) -> None:
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{first.port}\r\nX-Forwarded-Proto: https\r\n"
    kind = "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n"
    with socket.create_connection(("127.0.0.1", first.port), timeout=LIMITS.answer) as begun:
        begun.sendall((head + kind).encode() + chunk)

        assert begun.recv(1000).startswith(b"HTTP/1.1 411 ")
