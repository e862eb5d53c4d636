"""What a server says of itself: that it lives, that it is ready, and what it has counted."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from taskmaster.database import db
from tests.databases import new_database

BEHIND = "The database is behind the app. Run: flask db upgrade\n"


def ready(server: Flask) -> tuple[int, str]:
    """Ask whether a server is ready."""
    answer = server.test_client().get("/readyz")
    return answer.status_code, answer.text


def test_a_server_that_is_well_says_so(visitor: FlaskClient) -> None:
    assert visitor.get("/healthz").text == "ok\n"
    assert visitor.get("/readyz").text == "ready\n"


def test_a_server_finds_its_migrations_from_any_folder(
    serve: Callable[..., Flask], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert ready(serve()) == (200, "ready\n")


def test_a_server_is_ready_only_with_every_migration(
    serve: Callable[..., Flask], tmp_path: Path
) -> None:
    server = serve(DATABASE_URL=new_database(tmp_path, "_ready"))

    with server.app_context():
        states = [ready(server)]
        upgrade()
        states.append(ready(server))
        downgrade()
        states.append(ready(server))
        db.session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        db.session.commit()
        states.append(ready(server))
        db.engine.dispose()

    assert states == [(503, BEHIND), (200, "ready\n"), (503, BEHIND), (200, "ready\n")]


def test_a_server_without_its_database_lives_and_is_not_ready(
    serve: Callable[..., Flask], tmp_path: Path
) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    server = serve(DATABASE_URL=f"sqlite:///{folder}/test.db")
    shutil.rmtree(folder)

    assert ready(server) == (503, "The database is away.\n")
    assert server.test_client().get("/healthz").status_code == 200


def test_a_probe_comes_without_tls_and_under_any_name(serve: Callable[..., Flask]) -> None:
    visitor = serve(HTTPS="yes").test_client()

    answers = [
        visitor.get(path, headers={"Host": "10.0.0.7:8000"})
        for path in ("/healthz", "/readyz", "/metrics")
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 200]


def test_requests_are_counted_by_method_route_and_status(visitor: FlaskClient) -> None:
    for path in ("/tasks/1/edit", "/tasks/2/edit", "/nowhere", "/nobody"):
        visitor.get(path)
    visitor.open("/", method="BREW")

    counted = visitor.get("/metrics").text

    name = "http_request_duration_seconds_count"
    assert f'{name}{{method="GET",route="/tasks/<int:task_id>/edit",status="303"}} 2.0' in counted
    assert f'{name}{{method="GET",route="none",status="404"}} 2.0' in counted
    assert f'{name}{{method="other",route="none",status="405"}} 1.0' in counted


def test_the_numbers_can_ask_for_a_token(serve: Callable[..., Flask]) -> None:
    visitor = serve(METRICS_TOKEN="known to prometheus").test_client()

    assert visitor.get("/metrics").status_code == 401
    assert visitor.get("/metrics", headers={"Authorization": "Bearer é"}).status_code == 401
    known = {"Authorization": "Bearer known to prometheus"}
    assert visitor.get("/metrics", headers=known).status_code == 200


@pytest.mark.parametrize(
    ("client", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("192.0.2.1", {}, 401),
        ("127.0.0.1", {"X-Forwarded-For": "192.0.2.1"}, 401),
    ],
)
def test_without_a_token_only_this_machine_reads_the_numbers(
    visitor: FlaskClient, client: str, headers: dict[str, str], status: int
) -> None:
    sender = {"REMOTE_ADDR": client}

    assert visitor.get("/metrics", headers=headers, environ_base=sender).status_code == status
