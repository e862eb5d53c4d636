"""The stories of what an app must not give away: passwords, names, and tokens of long ago."""

from collections.abc import Iterator

import pytest

from tests.acceptance.apps import App
from tests.acceptance.databases import NewDatabase
from tests.acceptance.program import Program, is_problem
from tests.acceptance.visitor import Visitor
from tests.acceptance.watched import Watched, watched_app
from tests.acceptance.words import some_name
from workbook.course.stages import Stage

pytestmark = pytest.mark.since("02")


@pytest.fixture(scope="module")
def watched(app: App, ready_database: NewDatabase) -> Iterator[Watched]:
    """An app whose memory, hashing and clock are within reach."""
    with watched_app(app, "serve_watched.py", ready_database()) as watched:
        yield watched


@pytest.fixture(scope="module")
def victim(watched: Watched, stage: Stage) -> Iterator[Visitor]:
    """Somebody with an account at the watched app."""
    with Visitor(watched.address, stage.number).arrive() as somebody:
        yield somebody


def test_a_password_is_kept_nowhere_as_typed(watched: Watched, victim: Visitor) -> None:
    name, password = some_name(), f"secret {some_name()}"
    victim.post("/auth/logout")
    victim.register(name, password)
    victim.post("/auth/logout")
    victim.log_in(name, password)
    victim.open("/")  # so that the request before it is forgotten

    assert watched.keeps(name), "what is kept is not seen"
    assert not watched.keeps(password)


def test_an_unknown_name_takes_as_much_hashing_as_a_wrong_password(
    watched: Watched, victim: Visitor
) -> None:
    victim.post("/auth/logout")
    counts = [watched.tell("hashes")]

    for name in (victim.name, "nobody-has-this"):
        victim.log_in(name, "not this one")
        counts.append(watched.tell("hashes"))

    assert counts[1] - counts[0] == counts[2] - counts[1]


def test_an_unknown_name_takes_the_api_as_much_hashing_as_a_wrong_password(
    watched: Watched, victim: Visitor
) -> None:
    program = Program(victim)
    counts = [watched.tell("hashes")]

    for name in (victim.name, "nobody-has-this"):
        program.ask_for_token(name, "not this one")
        counts.append(watched.tell("hashes"))

    program.close()
    assert counts[1] - counts[0] == counts[2] - counts[1]


def test_a_token_is_refused_when_its_hour_is_over(watched: Watched, victim: Visitor) -> None:
    program = Program(victim).sign_in()
    statuses = [program.send("GET", "/api/tasks").status_code]

    watched.tell("later 3590")
    statuses.append(program.send("GET", "/api/tasks").status_code)
    watched.tell("later 20")
    late = program.send("GET", "/api/tasks")

    program.close()
    assert statuses == [200, 200]
    assert is_problem(late, 401)
