"""What a server does about its connections, and without any."""

from collections.abc import Callable
from traceback import format_exception

import pytest
from flask import Flask
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError, TimeoutError

from taskmaster.auth import services
from taskmaster.database import db
from taskmaster.settings import THREADS, configure, read_settings


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_a_postgresql_url_is_understood_as_platforms_write_it(
    environment: dict[str, str], scheme: str
) -> None:
    url = "://ada:p%40ss@host:5432/name?sslmode=require"

    settings = read_settings(environment | {"DATABASE_URL": scheme + url})

    assert settings["DATABASE_URL"] == f"postgresql+psycopg{url}"


def test_a_server_has_a_connection_for_each_thread_and_tries_it_before_use(
    environment: dict[str, str],
) -> None:
    environment["DATABASE_URL"] = "postgresql://host/name"

    options = configure(read_settings(environment))["SQLALCHEMY_ENGINE_OPTIONS"]

    assert options["pool_size"] == THREADS
    assert options["pool_pre_ping"] is True


@pytest.mark.parametrize(
    "error",
    [
        OperationalError(None, None, Exception("connection failed")),
        OperationalError("SELECT", {}, Exception("statement timeout")),
        ProgrammingError("SELECT", {}, Exception('relation "task" does not exist')),
        TimeoutError("QueuePool limit reached"),
    ],
)
@pytest.mark.parametrize("path", ["/", "/nowhere"])
def test_a_fault_of_the_database_is_503_and_tells_strangers_nothing(
    serve: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch, path: str, error: Exception
) -> None:
    def fail(user_id: int | None) -> None:
        raise error

    monkeypatch.setattr(services, "get_user", fail)
    answer = serve().test_client().get(path)

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert "Try again in a few seconds." in answer.text
    assert "DATABASE_URL" not in answer.text


def test_a_query_that_is_wrong_is_a_mistake(serve: Callable[..., Flask]) -> None:
    server = serve()

    def fail() -> str:
        raise ProgrammingError("SELEKT", {}, Exception("syntax error"))

    server.add_url_rule("/fault", "fault", fail)
    with pytest.raises(ProgrammingError):
        server.test_client().get("/fault")


def test_an_error_does_not_tell_what_somebody_has_typed(serve: Callable[..., Flask]) -> None:
    with serve().app_context(), pytest.raises((OperationalError, ProgrammingError)) as caught:
        db.session.execute(text("SELECT :typed FROM nowhere"), {"typed": "a secret"})

    assert "nowhere" in str(caught.value)
    assert "a secret" not in str(caught.value)


def test_an_error_does_not_tell_what_stands_in_a_row(serve: Callable[..., Flask]) -> None:
    said = "null value\nDETAIL:  Failing row contains (7, a secret\nin two lines)."

    def refuse(*_: object) -> None:
        raise db.engine.dialect.dbapi.IntegrityError(said)

    with serve().app_context():
        event.listen(db.engine, "do_execute", refuse)
        with pytest.raises(IntegrityError) as caught:
            db.session.execute(text("SELECT 1"))

    told = "".join(format_exception(caught.value))
    assert "null value" in told
    assert "SELECT 1" in told
    assert "a secret" not in told
    assert "in two lines" not in told
