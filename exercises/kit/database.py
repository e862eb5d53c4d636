"""The database behind an app: its migrations, rows that were there before, and its queries."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.browser import password
from kit.remote import RemoteApp
from kit.words import Unmet, need

if TYPE_CHECKING:
    from flask import Flask

NOT_IN_STEP = "The tables are not as the models say. A migration would still have to do this:"


class Database:
    """The database of an app, and the migrations that lead it from state to state."""

    def __init__(self, app: "Flask | RemoteApp", migrations: Path) -> None:
        """Take an app, and the folder of its migrations."""
        self.app, self.migrations = app, migrations

    def upgrade(self, revision: str = "head") -> None:
        """Lead it up, as ``flask db upgrade`` does."""
        self.run("upgrade", revision=revision)

    def upgrade_past(self, revision: str) -> None:
        """Lead it up, and go on if a migration comes after a revision."""
        self.upgrade()
        now = self.rows("SELECT version_num FROM alembic_version")[0][0]
        need(now != revision, f"There is no migration after {revision} yet.")

    def downgrade(self, revision: str) -> None:
        """Lead it down, as ``flask db downgrade`` does."""
        self.run("downgrade", revision=revision)

    def need_in_step(self) -> None:
        """Go on if models and tables agree, as ``flask db check`` says."""
        self.run("check")

    def rows(self, sql: str, **values: object) -> list[Any]:
        """Run a statement, commit, and return its rows, if any."""
        if isinstance(self.app, RemoteApp):
            return _rows(self.app.url, sql, values)
        from sqlalchemy import text

        with self._engine().begin() as connection:
            found = connection.execute(text(sql), values)
            return list(found) if found.returns_rows else []

    def add_user(self, name: str) -> int:
        """Add a user by hand, as they were before the copy changed; return the id."""
        from werkzeug.security import generate_password_hash

        self.rows(
            "INSERT INTO user (username, username_lower, password_hash) "
            "VALUES (:name, :name, :hash)",
            name=name,
            hash=generate_password_hash(password(name)),
        )
        return int(self.rows("SELECT id FROM user WHERE username = :name", name=name)[0][0])

    def add_task(self, owner: int, title: str) -> None:
        """Add a task by hand, as it was before the copy changed."""
        self.rows(
            "INSERT INTO task (owner_id, title, notes, created_at) "
            "VALUES (:owner, :title, '', :now)",
            owner=owner,
            title=title,
            now=datetime.now(UTC).replace(tzinfo=None).isoformat(" "),
        )

    def add_tagged_tasks(self, owner: int, titles: list[str]) -> None:
        """Add tasks by hand, all with one tag."""
        for title in titles:
            self.add_task(owner, title)
        self.rows("INSERT INTO tag (owner_id, name) VALUES (:owner, 'shop')", owner=owner)
        self.rows("INSERT INTO task_tag SELECT task.id, tag.id FROM task, tag")

    def titles(self) -> list[str]:
        """Return the titles of all tasks, sorted."""
        return [title for (title,) in self.rows("SELECT title FROM task ORDER BY title")]

    @contextmanager
    def queries(self) -> Iterator[list[str]]:
        """Collect the statements that are sent to it."""
        if isinstance(self.app, RemoteApp):
            heard: list[str] = []
            self.app.ask("listen")
            yield heard
            heard += self.app.ask("hear")
            return
        from sqlalchemy import event

        sent: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            sent.append(statement)

        event.listen(self._engine(), "before_cursor_execute", note)
        try:
            yield sent
        finally:
            event.remove(self._engine(), "before_cursor_execute", note)

    def run(self, command: str, **options: Any) -> None:
        """Run a command of Flask-Migrate."""
        if isinstance(self.app, RemoteApp):
            words = {"migrations": str(self.migrations), "command": command, "options": options}
            self.app.ask("migrate", **words)
        else:
            self._run(command, **options)

    def _engine(self) -> Any:
        assert not isinstance(self.app, RemoteApp)
        with self.app.app_context():
            return self.app.extensions["sqlalchemy"].engine

    def _run(self, command: str, **options: str) -> None:
        import flask_migrate

        assert not isinstance(self.app, RemoteApp)
        try:
            with self.app.app_context():
                getattr(flask_migrate, command)(directory=str(self.migrations), **options)
        except SystemExit as ended:
            raise Unmet(_failed(command, str(ended.__context__ or ""))) from None


def _rows(url: str, sql: str, values: dict[str, object]) -> list[Any]:
    """Run a statement on a database, without the copy's code."""
    connection = sqlite3.connect(url.removeprefix("sqlite:///"))
    connection.create_function("lower", 1, str.lower, deterministic=True)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = OFF")
    try:
        with connection:
            return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


def _failed(command: str, said: str) -> str:
    """Say that a command of Flask-Migrate fails, and why."""
    if said.startswith("New upgrade operations"):
        said = f"{NOT_IN_STEP}\n{said}"
    return f"flask db {command} fails. {said}".strip()
