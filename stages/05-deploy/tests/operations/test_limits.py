"""How much one visitor may ask for."""

from collections.abc import Callable, Iterator
from threading import Event, Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient

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
    assert "Too many logins have failed. Try again in" in answer.text


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


def test_what_a_proxy_writes_beside_an_address_breaks_nothing(guest: FlaskClient) -> None:
    assert log_in(guest, client="192.0.2.1:4711") == 400
    assert [log_in(guest, client="::ffff:192.0.2.1") for _ in range(10)] == [400] * 10
    assert log_in(guest, client="::ffff:192.0.2.2") == 400


def test_what_is_too_large_is_refused(guest: FlaskClient) -> None:
    assert guest.post("/auth/login", data={"username": "x" * 65536}).status_code == 413


def test_what_does_not_say_how_large_it_is_is_refused(guest: FlaskClient) -> None:
    headers = {"Transfer-Encoding": "chunked"}

    assert guest.post("/auth/login", headers=headers).status_code == 411


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Passwords that take until the test says so, or until a second has passed."""
    done = Event()
    monkeypatch.setattr(hashing, "SECONDS", 0.01)
    monkeypatch.setattr(services, "check_password_hash", lambda *_: done.wait(1))
    yield done
    done.set()


def test_many_logins_at_once_leave_threads_for_other_pages(
    serve: Callable[..., Flask], slow: Event
) -> None:
    server = serve()
    with server.app_context():
        make_user("ada")
    statuses: list[int] = []

    def try_it() -> None:
        statuses.append(log_in(server.test_client(), PASSWORD))

    threads = [Thread(target=try_it) for _ in range(10)]
    for thread in threads:
        thread.start()
    meanwhile = server.test_client().get("/").status_code
    while len(statuses) < 8:
        threads[0].join(0.01)
    slow.set()
    for thread in threads:
        thread.join()

    assert meanwhile == 200
    assert sorted(statuses) == [303] * hashing.AT_ONCE + [503] * 8
    assert log_in(server.test_client(), PASSWORD) == 303
