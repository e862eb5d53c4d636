"""How much one visitor may ask for."""

from collections.abc import Callable, Iterator
from threading import Event, Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient
from limits.storage import RedisStorage
from redis.exceptions import AuthenticationError, ConnectionError, ReadOnlyError

from taskmaster.auth import services
from taskmaster.operations import hashing
from tests.people import PASSWORD, make_user


def log_in(visitor: FlaskClient, password: str = "wrong", client: str = "192.0.2.1") -> int:
    """Try to log in by the form; return the status."""
    form = {"username": "ada", "password": password}
    sender = {"REMOTE_ADDR": client}
    return visitor.post("/auth/login", data=form, environ_base=sender).status_code


def ask_for_token(visitor: FlaskClient, client: str = "192.0.2.1") -> int:
    """Try to get a token; return the status."""
    sender = {"REMOTE_ADDR": client}
    return visitor.post("/api/token", auth=("ada", "wrong"), environ_base=sender).status_code


@pytest.fixture
def guest(serve: Callable[..., Flask]) -> FlaskClient:
    """A browser that may know Ada's password."""
    server = serve()
    with server.app_context():
        make_user("ada")
    return server.test_client()


def test_the_eleventh_login_after_ten_that_failed_is_refused(guest: FlaskClient) -> None:
    assert [log_in(guest) for _ in range(10)] == [400] * 10

    answer = guest.post("/auth/login", environ_base={"REMOTE_ADDR": "192.0.2.1"})

    assert answer.status_code == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert "That was tried too often. Try again in" in answer.text


def test_the_form_and_the_api_count_together(guest: FlaskClient) -> None:
    assert [log_in(guest) for _ in range(5)] == [400] * 5
    assert [ask_for_token(guest) for _ in range(5)] == [401] * 5

    assert (log_in(guest), ask_for_token(guest)) == (429, 429)


def test_what_succeeds_does_not_count(guest: FlaskClient) -> None:
    assert {log_in(guest, PASSWORD) for _ in range(12)} == {303}
    assert log_in(guest) == 400


def test_one_visitor_does_not_lock_out_another(guest: FlaskClient) -> None:
    assert [log_in(guest) for _ in range(11)][-1] == 429

    assert log_in(guest, PASSWORD, "192.0.2.2") == 303
    assert guest.get("/tasks/", environ_base={"REMOTE_ADDR": "192.0.2.1"}).status_code == 200


def test_all_addresses_of_one_network_count_as_one_visitor(guest: FlaskClient) -> None:
    assert [log_in(guest, client=f"2001:db8::{count}") for count in range(10)] == [400] * 10

    assert log_in(guest, client="2001:db8::ffff") == 429
    assert log_in(guest, client="2001:db8:0:1::1") == 400


def test_logins_go_on_when_redis_is_away(serve: Callable[..., Flask]) -> None:
    guest = serve(REDIS_URL="redis://127.0.0.1:1").test_client()

    statuses = [log_in(guest) for _ in range(11)]

    assert statuses == [400] * 10 + [429]


@pytest.mark.parametrize(
    ("cause", "level"),
    [
        (ConnectionError("Connection refused."), "WARNING"),
        (AuthenticationError("Authentication required."), "ERROR"),
        (ReadOnlyError("You can't write against a read only replica."), "ERROR"),
    ],
)
def test_a_redis_that_answers_and_refuses_to_count_is_an_error_in_the_log(
    serve: Callable[..., Flask],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    cause: Exception,
    level: str,
) -> None:
    def fail(*args: object) -> int:
        raise cause

    monkeypatch.setattr(RedisStorage, "get", fail)

    assert log_in(serve(REDIS_URL="redis://127.0.0.1:1").test_client()) == 400

    (record,) = [record for record in caplog.records if record.name == "flask-limiter"]
    assert record.levelname == level
    assert str(cause) in record.message


def test_what_a_proxy_writes_beside_an_address_breaks_nothing(guest: FlaskClient) -> None:
    assert log_in(guest, client="192.0.2.1:4711") == 400
    assert [log_in(guest, client="::ffff:192.0.2.1") for _ in range(10)] == [400] * 10
    assert log_in(guest, client="::ffff:192.0.2.2") == 400


def test_the_sixty_first_account_of_a_minute_is_refused(visitor: FlaskClient) -> None:
    statuses = [visitor.post("/auth/register").status_code for _ in range(61)]

    assert statuses == [400] * 60 + [429]
    assert visitor.get("/auth/register").status_code == 200


def test_what_is_too_large_is_refused(guest: FlaskClient) -> None:
    assert guest.post("/auth/login", data={"username": "x" * 65536}).status_code == 413


def test_what_does_not_say_how_large_it_is_is_refused(guest: FlaskClient) -> None:
    headers = {"Transfer-Encoding": "chunked"}

    assert guest.post("/auth/login", headers=headers).status_code == 411


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Passwords that take until the test says so, or until a second has passed."""
    done = Event()
    monkeypatch.setattr(services, "check_password_hash", lambda *_: done.wait(1))
    yield done
    done.set()


def test_many_logins_at_once_leave_threads_for_other_pages_and_places_for_other_visitors(
    serve: Callable[..., Flask], slow: Event
) -> None:
    server = serve()
    with server.app_context():
        make_user("ada")
    statuses: dict[str, list[int]] = {"192.0.2.1": [], "192.0.2.2": []}

    def try_it(client: str) -> None:
        statuses[client].append(log_in(server.test_client(), PASSWORD, client))

    flood = [Thread(target=try_it, args=["192.0.2.1"]) for _ in range(10)]
    other = Thread(target=try_it, args=["192.0.2.2"])
    for thread in flood:
        thread.start()
    while len(statuses["192.0.2.1"]) < 10 - hashing.EACH:
        flood[0].join(0.01)
    meanwhile = server.test_client().get("/").status_code
    other.start()
    slow.set()
    for thread in (*flood, other):
        thread.join()

    assert meanwhile == 200
    assert sorted(statuses["192.0.2.1"]) == [303] * hashing.EACH + [503] * (10 - hashing.EACH)
    assert statuses["192.0.2.2"] == [303]
