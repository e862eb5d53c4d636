"""Run a copy's code, for a check that is in another process: a line is asked, a line is said.

Whatever the copy's code says in the place of this is no more than what the app could answer.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from kit.database import Database
from kit.learner import Copy
from kit.parts import load, parts
from kit.server import Server
from kit.traces import explain, where
from kit.words import Unmet

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

LOOK = 0.2  # seconds from one look, whether it is asked, to the next
ASKED, WHERE = "asked", "where"


class Inside:
    """The apps that were made here, and the browsers on them."""

    def __init__(self, copy: Copy, check: Path) -> None:
        """Take a copy, and the check that it is for."""
        self.copy, self.check = copy, check
        self.apps: list[Flask] = []
        self.clients: list[FlaskClient] = []
        self.heard: list[str] = []
        self.listening = ExitStack()

    def do_make(self, arguments: list[object], options: dict[str, object]) -> int:
        """Make an app with the factory of the copy."""
        return self._keep(self.copy.made(*arguments, **options))

    def do_serve(self, variables: dict[str, str]) -> int:
        """Make the app as a server does."""
        return self._keep(Server(self.copy, **variables).made())

    def do_client(self, app: int) -> int:
        """Open a browser."""
        self.clients.append(self.apps[app].test_client())
        return len(self.clients) - 1

    def do_request(
        self, app: int, client: int, path: str, method: str, options: dict[str, Any]
    ) -> dict[str, Any]:
        """Send a request, and return the answer."""
        if "auth" in options:
            options["auth"] = tuple(options["auth"])
        answer = self.clients[client].open(path, method=method, **options)
        body = answer.get_data().decode("utf-8", "replace")
        path = answer.request.path
        head = list(answer.headers)
        return {"status": answer.status_code, "path": path, "headers": head, "body": body}

    def do_migrate(self, app: int, migrations: str, command: str, options: dict[str, Any]) -> None:
        """Run a command of Flask-Migrate."""
        Database(self.apps[app], Path(migrations)).run(command, **options)

    def do_listen(self, app: int) -> None:
        """Begin to collect the statements that are sent to the database."""
        database = Database(self.apps[app], Path())
        self.heard = self.listening.enter_context(database.queries())

    def do_hear(self, app: int) -> list[str]:
        """Return the statements that were sent, and collect no more."""
        self.listening.close()
        return self.heard

    def do_part(self, name: str) -> dict[str, str | None]:
        """Run a part of the check here; it needs to be beside the app."""
        part = next(part for part in parts(load(self.check)) if part.__name__ == name)
        self.copy.changed = self.copy.runs = ""
        try:
            part(self.copy)
        except Unmet as unmet:
            return {"unmet": str(unmet)}
        except BaseException as error:
            return {"raised": explain(error, self.copy.folder), "changed": self.copy.changed}
        return {}

    def _keep(self, app: "Flask") -> int:
        self.apps.append(app)
        return len(self.apps) - 1


def answer(inside: Inside, asked: dict[str, Any]) -> dict[str, Any]:
    """Do what is asked; return what it gives, or why it does not."""
    job: Callable[..., object] = getattr(inside, f"do_{asked.pop('ask')}")
    try:
        return {"gives": job(**asked)}
    except Unmet as unmet:
        return {"unmet": str(unmet)}
    except BaseException as error:
        told = explain(error, inside.copy.folder)
        return {"raised": told, "kind": type(error).__name__, "says": str(error)}


def main(folder: Path, scratch: Path, check: Path) -> None:
    """Do what each line asks, until there are no more."""
    asks, says = _alone(0, "r"), _alone(1, "w")
    inside = Inside(Copy(folder, scratch), check)
    threading.Thread(target=_show_where, args=(inside.copy,), daemon=True).start()
    for line in asks:
        asked = json.loads(line)
        number = asked.pop("number")
        says.write(json.dumps({"number": number, **answer(inside, asked)}) + "\n")
        says.flush()


def _show_where(copy: Copy) -> None:
    """Write down where the copy's code is, as soon as that is asked."""
    while not (copy.scratch / ASKED).exists():
        time.sleep(LOOK)
    frame = sys._current_frames().get(threading.main_thread().ident or 0)
    written = copy.scratch / f"{WHERE}.new"
    written.write_text(where(frame, copy.folder) or copy.runs, encoding="utf-8")
    written.replace(copy.scratch / WHERE)


def _alone(number: int, mode: str) -> IO[str]:
    """Return a standard stream under another number, so that what is printed does not reach it."""
    stream = os.fdopen(os.dup(number), mode, encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_RDWR), number)
    return stream


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
    os._exit(0)  # threads that an app has left behind are not waited for
