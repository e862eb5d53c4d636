"""What a page asks of the database, and how the database goes about it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text

from taskmaster.database import db
from tests.people import program_of, task_of

LISTS = ["", "?status=open", "?status=done", "?tag=home", "?before=999999", "?tag=home&status=open"]


@pytest.mark.parametrize("query", LISTS)
@pytest.mark.parametrize("page", ["/tasks/", "/api/tasks"])
def test_a_list_takes_three_queries_however_long_it_is(
    app: Flask, ada: FlaskClient, queries: list, page: str, query: str
) -> None:
    client = ada if page == "/tasks/" else program_of(app, "ada")
    for count in range(25):
        task_of(app, "ada", tags=["home", f"tag {count}"], done=count > 20)
    queries.clear()

    assert client.get(page + query).status_code == 200
    assert len(queries) == 3


@pytest.mark.parametrize("query", LISTS)
def test_no_list_reads_the_whole_table(
    app: Flask, ada: FlaskClient, queries: list, query: str
) -> None:
    task_of(app, "ada", tags=["home"])
    queries.clear()
    ada.get(f"/tasks/{query}")

    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            pytest.skip("the plans of SQLite are read here")
        with db.engine.connect() as connection:
            plans = [
                step.detail
                for statement, values in list(queries)
                for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            ]

    assert plans
    assert [step for step in plans if "SCAN" in step or "TEMP B-TREE" in step] == []
    owner_first = [step for step in plans if "ix_task" in step or "rowid<?" in step]
    assert all("owner_id=?" in step or "tag_id=?" in step for step in owner_first)


def test_the_dashboard_takes_six_queries(app: Flask, ada: FlaskClient, queries: list) -> None:
    task_of(app, "ada", tags=["home"])
    queries.clear()
    ada.get("/analytics/")

    assert len(queries) == 6


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("foreign_keys", 1), ("journal_mode", "wal"), ("synchronous", 1), ("busy_timeout", 5000)],
)
def test_sqlite_has_its_pragmas_on(app: Flask, pragma: str, value: object) -> None:
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            pytest.skip("only SQLite has them")
        assert db.session.execute(text(f"PRAGMA {pragma}")).scalar() == value


def test_an_engine_that_is_not_the_apps_is_left_as_it_is(app: Flask) -> None:
    engine = create_engine("sqlite://")

    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 0
    engine.dispose()
