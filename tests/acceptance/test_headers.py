"""The stories of the headers that every answer has, and of the cookie of a session."""

import re
from collections.abc import Iterator
from http.cookies import SimpleCookie

import httpx
import pytest

from tests.acceptance.program import Program
from tests.acceptance.tour import tour
from tests.acceptance.visitor import Visitor
from workbook.course.stages import Stage

pytestmark = pytest.mark.since("05")

YEAR = 365 * 24 * 60 * 60
CSP = "content-security-policy"
HSTS = "strict-transport-security"
EXPECTED = {
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": r"same-origin|no-referrer|strict-origin.*",
    "permissions-policy": r".*camera=\(\).*",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "same-origin",
    "x-request-id": "[0-9a-f]{32}",
    HSTS: rf"max-age={YEAR}(; .*)?",
    CSP: r"(?=.*default-src 'none')(?=.*frame-ancestors 'none')(?=.*base-uri 'none')"
    r"(?=.*form-action 'self').*",
}


@pytest.fixture(scope="module")
def answers(address: str, stage: Stage) -> Iterator[dict[str, httpx.Response]]:
    """Every kind of answer, by a name for it."""
    with Visitor(address, stage.number).arrive() as user, Visitor(address, stage.number) as guest:
        pages = {name: page.response for name, page in tour(user, guest).items()}
        program = Program(user)
        link = user.open("/").soup.select_one("link[rel=stylesheet]")
        assert link
        yield pages | {
            "redirect": guest.request("GET", "/tasks/"),
            "login": guest.log_in(user.name),
            "static file": user.request("GET", str(link["href"])),
            "no static file": user.request("GET", "/static/nothing.css"),
            "401 of the API": program.send("GET", "/api/tasks"),
            "404 of the API": program.sign_in().send("GET", "/api/nothing"),
            "list of the API": program.send("GET", "/api/tasks"),
            "deep": program.send("POST", "/api/tasks", raw=b"[" * 10_000),
            "too much": user.post("/tasks/new", title="x" * 66_000),
            "probe": user.request("GET", "/healthz"),
        }
        program.close()


@pytest.mark.parametrize("header", EXPECTED)
def test_every_answer_has_the_header(answers: dict[str, httpx.Response], header: str) -> None:
    found = {name: answer.headers.get(header, "") for name, answer in answers.items()}
    if header == HSTS:
        del found["static file"]  # the page that links to it has said it

    assert len(found) > 20
    assert {
        name: text for name, text in found.items() if not re.fullmatch(EXPECTED[header], text)
    } == {}


def test_no_answer_lets_anything_unsafe_in(answers: dict[str, httpx.Response]) -> None:
    for name, answer in answers.items():
        policy = answer.headers[CSP]
        assert "unsafe" not in policy, name
        assert "*" not in policy, name
        assert "http" not in policy, name


def test_what_is_somebodys_own_is_kept_by_no_browser(answers: dict[str, httpx.Response]) -> None:
    kept = {name: answer.headers["cache-control"] for name, answer in answers.items()}

    assert kept.pop("static file") != "no-store"
    assert set(kept.values()) == {"no-store"}


def test_the_cookie_of_a_session_is_for_this_host_and_for_tls_alone(
    answers: dict[str, httpx.Response],
) -> None:
    [(name, cookie)] = SimpleCookie(answers["login"].headers["set-cookie"]).items()

    assert name.startswith("__Host-")
    assert (cookie["secure"], cookie["httponly"]) == (True, True)
    assert (cookie["samesite"], cookie["path"], cookie["domain"]) == ("Lax", "/", "")


def test_a_form_that_is_sent_from_another_site_is_refused(visitor: Visitor) -> None:
    token = visitor.token()
    for page in ("https://elsewhere.example/", f"{visitor.address}.elsewhere.example/"):
        answer = visitor.client.post(
            f"{visitor.address}/tasks/new",
            data={"title": "Forged"} | token,
            headers={"Referer": page},
        )

        assert answer.status_code == 400
    assert not visitor.tasks().row("Forged")
