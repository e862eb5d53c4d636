"""What a server does about its connections, and without any."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError, TimeoutError

from taskmaster.faults import DatabaseFault
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
        DatabaseFault("The database cannot be reached. Check DATABASE_URL."),
        OperationalError("SELECT", {}, Exception("statement timeout")),
        TimeoutError("QueuePool limit reached"),
    ],
)
def test_a_fault_of_the_database_is_503_and_tells_strangers_nothing(
    serve: Callable[..., Flask], error: Exception
) -> None:
    server = serve()

    def fail() -> str:
        raise error

    server.add_url_rule("/fault", "fault", fail)
    answer = server.test_client().get("/fault")

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert "Try again in a few seconds." in answer.text
    assert "DATABASE_URL" not in answer.text
