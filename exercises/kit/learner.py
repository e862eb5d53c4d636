"""The learner's copy: how a check comes to its app."""

import sys
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from kit.browser import Browser
from kit.database import Database
from kit.words import Unmet

if TYPE_CHECKING:
    from flask import Flask

    from kit.remote import Host, RemoteApp
    from kit.suite import Run

MIGRATIONS = "migrations"


class Copy:
    """A copy of the learner's folder, which a check may use as it likes."""

    def __init__(self, folder: Path, scratch: Path, host: "Host | None" = None) -> None:
        """Take a folder that holds an app, and an empty one for databases and the like.

        Args:
            folder: the copy's.
            scratch: the empty one.
            host: the process in which its code runs; none: this one.
        """
        self.host = host
        self.folder, self.scratch, self.numbers = folder, scratch, count(1)
        self.runs = ""  # what runs beside the check: said if that has no end
        self.usual: dict[tuple[str, ...], Run] = {}  # how tests ended that are run more than once
        self.changed = ""  # by a check: "Without the page", said before what an app raises then
        if not host:
            sys.path.insert(0, str(folder))

    @property
    def sandbox(self) -> list[str]:
        """What stands before a command that runs the copy's code, to keep it in."""
        return self.host.sandbox if self.host else []

    def app(self, *arguments: object, **options: object) -> "Flask | RemoteApp":
        """Make an app with the copy's factory; one that has migrations gets a new database."""
        if (self.folder / MIGRATIONS).is_dir() and not (arguments or options):
            return self.database().app
        return self._made(*arguments, **options)

    def _made(self, *arguments: object, **options: object) -> "Flask | RemoteApp":
        hash_fast()
        if self.host:
            return self.host.make(arguments, options)
        return self.made(*arguments, **options)

    def made(self, *arguments: object, **options: object) -> "Flask":
        """Make an app here, in which what a view raises comes through to the check."""
        hash_fast()
        name = "app" if (self.folder / "app.py").is_file() else "taskmaster"
        factory = getattr(import_module(name), "create_app", None)
        if factory is None:
            raise Unmet(f"{name} has no create_app any more.")
        app: Flask = factory(*arguments, **options)
        app.config["PROPAGATE_EXCEPTIONS"] = True
        return app

    def database(self, revision: str = "head", url: str = "") -> Database:
        """Make an app on a new database of its own, and lead that up to a revision."""
        made = self._made({"SQLALCHEMY_DATABASE_URI": url or self.new_url()})
        database = Database(made, self.folder / MIGRATIONS)
        database.upgrade(revision)
        return database

    def new_url(self) -> str:
        """Return the URL of a database that is not there yet."""
        name = f"{next(self.numbers)}{'' if self.host else '-beside'}.db"  # each side has its own
        return f"sqlite:///{(self.scratch / name).as_posix()}"

    def browser(self) -> Browser:
        """Open a browser on a new app."""
        return Browser(self.app())

    def member(self, name: str = "ada", app: "Flask | RemoteApp | None" = None) -> Browser:
        """Open a browser in which somebody has just registered."""
        browser = Browser(app or self.app())
        browser.register(name)
        return browser


def hash_fast() -> None:
    """Make Werkzeug's default hash a cheap one: these passwords guard nothing."""
    from werkzeug.security import generate_password_hash

    generate_password_hash.__defaults__ = ("pbkdf2:sha256:1", 16)
