"""The database as a file, and back."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from taskmaster.auth.services import find_user
from taskmaster.database import db
from tests.people import make_user

# On a PostgreSQL server, its own programs do the work; that is tried where they are.
pytestmark = pytest.mark.skipif("TEST_DATABASE_URL" in os.environ, reason="for files")


def test_a_backup_brings_back_what_has_gone_since_and_takes_what_has_come(
    serve: Callable[..., Flask], tmp_path: Path
) -> None:
    server, file = serve(), str(tmp_path / "backup.db")
    run = server.test_cli_runner().invoke
    with server.app_context():
        ada = make_user("ada")
        saved = run(args=["backup", file])
        db.session.delete(ada)
        db.session.commit()
        make_user("bob")
        db.session.remove()

        restored = run(args=["restore", "--yes", file])

        assert saved.output == f"The database is in {file}.\n"
        assert restored.output == f"The database is as {file} has it.\n"
        assert find_user("ada")
        assert not find_user("bob")


def test_a_backup_writes_over_nothing(serve: Callable[..., Flask], tmp_path: Path) -> None:
    file = tmp_path / "precious.txt"
    file.write_text("precious")

    said = serve().test_cli_runner().invoke(args=["backup", str(file)])

    assert said.exit_code == 1
    assert said.output == f"Error: {file} is there already. Name a new file.\n"
    assert file.read_text() == "precious"


def test_nothing_is_replaced_unasked(serve: Callable[..., Flask], tmp_path: Path) -> None:
    server, file = serve(), str(tmp_path / "backup.db")
    run = server.test_cli_runner().invoke
    with server.app_context():
        run(args=["backup", file])
        make_user("bob")

        said = run(args=["restore", file], input="n\n")

        assert said.exit_code == 1
        assert find_user("bob")


def test_a_database_that_is_not_there_has_no_backup(
    serve: Callable[..., Flask], tmp_path: Path
) -> None:
    server, file = serve(DATABASE_URL=f"sqlite:///{tmp_path}/typo.db"), tmp_path / "backup.db"

    said = server.test_cli_runner().invoke(args=["backup", str(file)])

    assert said.exit_code == 1
    assert said.output == "Error: There is no backup: no such table: alembic_version\n"
    assert not file.exists()


@pytest.mark.parametrize(
    ("text", "why"),
    [("Dear Ada, " * 100, "file is not a database"), ("", "no such table: alembic_version")],
)
def test_a_file_that_is_no_backup_is_named(
    serve: Callable[..., Flask], tmp_path: Path, text: str, why: str
) -> None:
    server, file = serve(), tmp_path / "letter.txt"
    file.write_text(text)
    with server.app_context():
        make_user("bob")

        said = server.test_cli_runner().invoke(args=["restore", "--yes", str(file)])

        assert said.exit_code == 1
        assert said.output == f"Error: {file} is no backup: {why}\n"
        assert find_user("bob")
