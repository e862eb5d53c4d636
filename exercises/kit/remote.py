"""The app of a copy, which runs in a process of its own: what a check sees of it is its answers.

A check runs beside the code of a learner, which could tell it what to find, only where a part is
marked as `inside`, or in the check of a small task of a step.
"""

import json
import subprocess
import sys
from pathlib import Path
from threading import Lock
from typing import Any

from kit.words import Unmet

LARGEST = 20_000_000  # characters of one answer
ENDED = "Your app ends the program here."


class Raised(Exception):
    """An error that the app has raised."""

    def __init__(self, said: str, told: str) -> None:
        """Take what the error says, and how it is told to a learner."""
        super().__init__(said)
        self.told = told


class WrongCall(Raised, TypeError):
    """The app cannot be made with what it was given."""


class Answer:
    """An answer of the app, with what checks look at."""

    def __init__(self, client: "Client", path: str, said: dict[str, Any]) -> None:
        """Take an answer as it came."""
        self.status_code = int(said["status"])
        self.text = str(said["body"])
        self.headers = {str(name): str(text) for name, text in said["headers"]}
        self.request = self
        self.path = str(said.get("path", path))
        self.client = client

    def get_data(self, *, as_text: bool = True) -> str:
        """Return its body."""
        assert as_text
        return self.text

    def get_json(self, *, silent: bool = False) -> Any:
        """Return what its body holds as JSON; nothing if it holds none, and that is no matter."""
        try:
            return json.loads(self.text)
        except ValueError:
            if silent:
                return None
            raise Unmet(f"{self.path} answers with something that is no JSON.") from None

    @property
    def json(self) -> Any:
        """What its body holds as JSON."""
        return self.get_json()


class Client:
    """A browser without a screen, with cookies of its own; it talks to one app."""

    def __init__(self, application: "RemoteApp") -> None:
        """Take an app."""
        self.application = application
        self.number = application.ask("client")

    def open(self, path: str, *, method: str = "GET", **options: Any) -> Answer:
        """Send a request, and return the answer.

        Raises:
            Raised: if the app raises an error.
        """
        words = {"client": self.number, "path": path, "method": method, "options": options}
        return Answer(self, path, self.application.ask("request", **words))

    def get(self, path: str, **options: Any) -> Answer:
        """Send a GET."""
        return self.open(path, **options)

    def post(self, path: str, **options: Any) -> Answer:
        """Send a POST."""
        return self.open(path, method="POST", **options)

    def patch(self, path: str, **options: Any) -> Answer:
        """Send a PATCH."""
        return self.open(path, method="PATCH", **options)


class RemoteApp:
    """An app that was made in the process of the copy."""

    def __init__(self, host: "Host", number: int, url: str) -> None:
        """Take where it is, its number there, and the URL of its database."""
        self.host, self.number, self.url = host, number, url

    def ask(self, what: str, **words: Any) -> Any:
        """Ask for something to be done with it."""
        return self.host.ask(what, app=self.number, **words)

    def test_client(self) -> Client:
        """Open a browser on it."""
        return Client(self)


class Host:
    """The process in which a copy's code runs. One that has ended is followed by another."""

    def __init__(self, folder: Path, scratch: Path, check: Path, sandbox: list[str]) -> None:
        """Take a copy, where it may write, the check, and what the process is kept in."""
        self.words = [str(path) for path in (folder, scratch, check)]
        self.sandbox, self.lock, self.asked = sandbox, Lock(), 0
        self.process: subprocess.Popen[str] | None = None

    def make(self, arguments: tuple[object, ...], options: dict[str, object]) -> RemoteApp:
        """Make an app with the factory of the copy."""
        settings = arguments[0] if arguments and isinstance(arguments[0], dict) else {}
        number = self.ask("make", arguments=list(arguments), options=options)
        return RemoteApp(self, number, str(settings.get("SQLALCHEMY_DATABASE_URI", "")))

    def serve(self, variables: dict[str, str]) -> RemoteApp:
        """Make the app as a server does, with settings in its environment."""
        number = self.ask("serve", variables=variables)
        return RemoteApp(self, number, variables["DATABASE_URL"])

    def ask(self, what: str, **words: Any) -> Any:
        """Ask the process to do something, and return what it says of that.

        Raises:
            Raised: if the learner's code raises an error.
            Unmet: if something is missing, or the process has ended.
        """
        with self.lock:
            self.asked += 1
            said = self._said({"number": self.asked, "ask": what, **words})
        if "unmet" in said:
            raise Unmet(str(said["unmet"]))
        if "raised" in said:
            kind = WrongCall if said.get("kind") == "TypeError" else Raised
            raise kind(str(said.get("says")), str(said["raised"]))
        return said.get("gives")

    def _said(self, asked: dict[str, Any]) -> dict[str, Any]:
        process = self.process or self._begun()
        assert process.stdin
        assert process.stdout
        try:
            process.stdin.write(json.dumps(asked) + "\n")
            process.stdin.flush()
            said = json.loads(process.stdout.readline(LARGEST))
            while said["number"] < asked["number"]:  # a copy of the process says it once more
                said = json.loads(process.stdout.readline(LARGEST))
        except (OSError, ValueError, KeyError, TypeError):
            process.kill()
            self.process = None
            raise Unmet(ENDED) from None
        return dict(said)

    def _begun(self) -> "subprocess.Popen[str]":
        self.process = subprocess.Popen(
            [*self.sandbox, sys.executable, "-P", "-m", "kit.beside", *self.words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )
        return self.process
