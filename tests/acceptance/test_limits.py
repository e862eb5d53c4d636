"""The stories of limits: failed logins, floods of logins, and bodies that are too much."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from itertools import cycle, islice
from pathlib import Path

import httpx
import pytest

from tests.acceptance.apps import App
from tests.acceptance.at_once import at_once, statuses
from tests.acceptance.databases import Database
from tests.acceptance.gunicorn import ON_GUNICORN
from tests.acceptance.page import Page
from tests.acceptance.program import Program, is_problem
from tests.acceptance.proxy import some_address
from tests.acceptance.redis_server import redis_server
from tests.acceptance.servers import Server
from tests.acceptance.visitor import Visitor
from workbook.apps.ports import free_port

pytestmark = pytest.mark.since("05")

Login = Callable[[], httpx.Response]
LIMIT, WRONG = 10, "not this one"


class Person:
    """Somebody at one address, with a browser and a program."""

    def __init__(self, server: str, stage: str, address: str = "") -> None:
        """Come from an address; none: from one of their own."""
        address = address or some_address()
        self.visitor = Visitor(server, stage, address)
        self.program = Program(self.visitor, address)

    def close(self) -> None:
        """Leave."""
        self.visitor.client.close()
        self.program.close()

    def fails(self, name: str) -> int:
        """Log in with a wrong password; return the status."""
        return self.visitor.log_in(name, WRONG).status_code

    def fail_all(self, name: str) -> list[int]:
        """Use up what is allowed, by form and by program in turn."""
        ways: list[Login] = [
            partial(self.visitor.log_in, name, WRONG),
            partial(self.program.ask_for_token, name, WRONG),
        ]
        return [way().status_code for way in islice(cycle(ways), LIMIT)]


@pytest.fixture
def served(request: pytest.FixtureRequest) -> str:
    """An app that more than one process serves: two machines, or two workers."""
    if getattr(request, "param", "") == "two workers":
        server: Server = request.getfixturevalue("two_workers")
        return server.address
    return str(request.getfixturevalue("address"))


@pytest.fixture
def people(app: App, served: str) -> Iterator[Callable[..., Person]]:
    """What makes people there."""
    with ExitStack() as stack:

        def come(address: str = "") -> Person:
            person = Person(served, app.stage, address)
            stack.callback(person.close)
            return person

        yield come


def is_refused(answer: httpx.Response) -> bool:
    """Tell whether an answer says that it is too much, and when to come again."""
    assert answer.status_code == 429, answer.text
    return 1 <= int(answer.headers["Retry-After"]) <= 60


@pytest.mark.parametrize(
    "served", ["two machines", pytest.param("two workers", marks=ON_GUNICORN)], indirect=True
)
def test_after_ten_failed_logins_a_minute_the_next_is_refused_whoever_answers(
    people: Callable[..., Person],
) -> None:
    owner, guesser = people(), people()
    owner.visitor.arrive()

    failed = guesser.fail_all(owner.visitor.name)
    page = guesser.visitor.log_in(owner.visitor.name, WRONG)
    problem = guesser.program.ask_for_token(owner.visitor.name, WRONG)
    right = guesser.visitor.log_in(owner.visitor.name)

    assert failed == [400, 401] * (LIMIT // 2)
    assert all(is_refused(answer) for answer in (page, problem, right))
    assert Page(page).soup.find("h1")
    assert is_problem(problem, 429)


def test_somebody_at_another_address_is_not_refused_then(people: Callable[..., Person]) -> None:
    owner, guesser = people(), people()
    owner.visitor.arrive()
    guesser.fail_all(owner.visitor.name)

    assert guesser.fails(owner.visitor.name) == 429
    assert people().visitor.log_in(owner.visitor.name).status_code == 303
    assert guesser.visitor.open("/auth/login").status == 200


def test_a_login_that_succeeds_does_not_count(people: Callable[..., Person]) -> None:
    owner, person = people(), people()
    owner.visitor.arrive()
    name = owner.visitor.name

    failed = [person.fails(name) for _ in range(LIMIT - 1)]
    good = [person.program.ask_for_token(name).status_code for _ in range(LIMIT)]

    assert failed == [400] * (LIMIT - 1)
    assert good == [200] * LIMIT
    assert [person.fails(name) for _ in range(2)] == [400, 429]


def test_the_addresses_of_one_network_of_ipv6_count_as_one(people: Callable[..., Person]) -> None:
    network = f"2001:db8:{':'.join(some_address().split('.')[1:3])}"
    people(f"{network}::1").fail_all("nobody-has-this")

    assert people(f"{network}::abcd:1").fails("nobody-has-this") == 429
    assert people(f"{network}1::1").fails("nobody-has-this") == 400


def test_an_address_that_is_none_breaks_nothing(people: Callable[..., Person]) -> None:
    assert people("unknown").fails("nobody-has-this") == 400


def test_people_log_in_while_redis_is_away(app: App, database: Database, tmp_path: Path) -> None:
    port = free_port()
    with redis_server(port) as url:
        sharing = app.telling(REDIS_URL=url)
        stack = ExitStack()
        server = stack.enter_context(sharing.serving(tmp_path / "app.log", database))
        person = Person(server.address, app.stage)
        person.visitor.arrive()
        before = person.fails(person.visitor.name)

    with stack:
        person.visitor.post("/auth/logout")
        answers = [person.fails(person.visitor.name) for _ in range(LIMIT + 1)]
        other = Person(server.address, app.stage)

        assert before == 400
        assert answers[: LIMIT - 1] == [400] * (LIMIT - 1)
        assert answers[-1] == 429
        assert other.visitor.log_in(person.visitor.name).status_code == 303
        person.close()
        other.close()


@ON_GUNICORN
def test_a_redis_that_asks_for_a_password_is_an_error_in_the_log_and_people_log_in(
    app: App, database: Database, tmp_path: Path
) -> None:
    with (
        redis_server(password="that the URL lacks") as url,
        app.telling(REDIS_URL=url).serving(tmp_path / "app.log", database) as server,
    ):
        person = Person(server.address, app.stage)
        person.visitor.arrive()
        person.visitor.post("/auth/logout")
        failed = [person.fails(person.visitor.name) for _ in range(LIMIT + 1)]
        person.close()
        said = [str(line["message"]) for line in server.lines() if line["level"] == "ERROR"]

    assert failed == [400] * LIMIT + [429]
    assert any("Authentication required" in words for words in said), said


@pytest.fixture
def crowd(app: App, two_workers: Server) -> Iterator[list[Visitor]]:
    """Forty people, each with the page to log in before them."""
    people = [Visitor(two_workers.address, app.stage) for _ in range(40)]
    yield people
    for visitor in people:
        visitor.client.close()


@ON_GUNICORN
def test_a_flood_of_logins_keeps_nobody_from_reading_and_is_partly_sent_away(
    app: App, two_workers: Server, crowd: list[Visitor]
) -> None:
    pages = [visitor.open("/auth/login") for visitor in crowd]
    fields = {"username": "nobody-has-this", "password": WRONG}
    logins: list[Login] = [
        partial(visitor.submit, page, page.form_with("username"), **fields)
        for visitor, page in zip(crowd, pages, strict=True)
    ]
    with Visitor(two_workers.address, app.stage) as reader:
        reads: list[Login] = [partial(reader.request, "GET", "/auth/login")] * 10

        answers = at_once([*logins, *reads])

    assert statuses(answers[40:]) == [200] * 10
    assert set(statuses(answers[:40])) == {400, 503}
    away = [answer for answer in answers[:40] if answer.status_code == 503]
    assert all(int(answer.headers["Retry-After"]) > 0 for answer in away)


def test_one_client_that_registers_without_end_locks_nobody_out(
    app: App, people: Callable[..., Person]
) -> None:
    owner, address = people(), some_address()
    owner.visitor.arrive()
    name, flood = owner.visitor.name, [people(address) for _ in range(8)]

    def register() -> list[int]:
        person = flood.pop()
        answers = [person.visitor.register(name) for _ in range(LIMIT)]
        return [answer.status_code for answer in answers]

    def log_in() -> list[int]:
        return [people().visitor.log_in(name).status_code for _ in range(LIMIT)]

    *floods, logins = at_once([*[register] * len(flood), log_in])

    assert logins == [303] * LIMIT
    assert {status for statuses in floods for status in statuses} >= {400, 429}
