"""The copy as a server has it: its settings in the environment, and the app that wsgi.py makes."""

import os
import subprocess
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from kit.database import Database
from kit.learner import MIGRATIONS, Copy, hash_fast
from kit.words import Unmet, read_text

if TYPE_CHECKING:
    from flask import Flask

    from kit.remote import RemoteApp

SETTINGS = {
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuv",
    "HOSTS": "localhost",
    "HTTPS": "no",
}


class Server:
    """A server that runs the copy, with an environment of its own."""

    def __init__(self, copy: Copy, **variables: str) -> None:
        """Take a copy, and what is set beside the settings that the chapter asks for."""
        self.copy = copy
        self.variables = {**SETTINGS, "DATABASE_URL": copy.new_url(), **variables}

    def refusal(self) -> str:
        """Try to start it; return what it says if it does not."""
        done = self.run("import wsgi")
        return "" if done.returncode == 0 else done.stderr.strip() or "nothing at all"

    def run(self, code: str) -> "subprocess.CompletedProcess[str]":
        """Run some Python in the copy, in a process of its own."""
        self.copy.runs = "It was in a server that runs your app."
        return subprocess.run(
            [*self.copy.sandbox, sys.executable, "-c", code],
            cwd=self.copy.folder,
            env=self._environment(),
            capture_output=True,
            text=True,
        )

    def migrate(self) -> None:
        """Make all tables in its database."""
        self.copy.database(url=self.variables["DATABASE_URL"])

    def app(self) -> "Flask | RemoteApp":
        """Make the app, with all tables."""
        return self.copy.host.serve(self.variables) if self.copy.host else self.made()

    def made(self) -> "Flask":
        """Make the app in this process, with all tables."""
        hash_fast()
        kept = dict(os.environ)
        os.environ.clear()
        os.environ.update(self._environment())
        sys.modules.pop("wsgi", None)
        try:
            app: Flask = import_module("wsgi").app
        except SystemExit as ended:
            raise Unmet(f"The server does not start, and says: {ended}") from None
        finally:
            os.environ.clear()
            os.environ.update(kept)
        app.config["PROPAGATE_EXCEPTIONS"] = True
        Database(app, self.copy.folder / MIGRATIONS).upgrade()
        return app

    def _environment(self) -> dict[str, str]:
        """Return what is set for it, and what is no setting of the app."""
        example = read_text(self.copy.folder / ".env.example")
        names = {line.partition("=")[0] for line in example.splitlines()}
        others = {name: value for name, value in os.environ.items() if name not in names}
        return others | self.variables
