"""Somebody who uses an app from inside its process. Runs in the app's own environment."""

import re
import sys
from collections.abc import Iterator
from time import process_time
from typing import Any

from flask import Flask
from werkzeug.test import create_environ, run_wsgi_app

TITLES = ("Buy a lamp", "Find a piano", "Mend a chair", "Paint a bicycle", "Sell a desk")
PASSWORD = "bench-password"
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
NEW, TICK, DELETE = (f'action="([^"]*{end})"' for end in ("/(?:tasks|new)", "/toggle", "/delete"))
PAGES = ("list", "refused", "added", "ticked", "deleted")  # all that stage 01 can do
Answer = tuple[float, str]  # the seconds of CPU that it took, and its body


class Visitor:
    """Somebody with a browser, who has signed in wherever that can be done."""

    def __init__(self, app: Flask, name: str) -> None:
        """Come in, under a name that nobody has yet, and look where the form for a task leads."""
        self.app, self.asked, client = app, 0, app.test_client()
        self.home = "/tasks/" if "tasks.index" in app.view_functions else "/"
        if "auth.register" in app.view_functions:
            token = TOKEN.search(client.get("/auth/register").text)
            fields = {"username": name, "password": PASSWORD}
            client.post("/auth/register", data=fields | {"csrf_token": token[1] if token else ""})
        page = client.get(self.home).text
        token, cookie = TOKEN.search(page), client.get_cookie("session")
        self.fields = {"csrf_token": token[1]} if token else {}
        self.headers = {"Cookie": f"session={cookie.value}"} if cookie else {}
        self.new = first(NEW, page)

    def settle(self, tasks: int) -> None:
        """Add tasks that have nothing but a title."""
        for number in range(tasks):
            self.send(self.new, "303", title=TITLES[number % len(TITLES)])

    def look(self) -> Answer:
        """Ask for the list."""
        return self.ask("GET", self.home, "200")

    def turn(self) -> Iterator[tuple[str, Answer]]:
        """Do all that stage 01 can do, and leave the list as it was."""
        yield "list", self.look()
        yield "refused", self.send(self.new, "400", title="")
        yield "added", self.send(self.new, "303", title=TITLES[0])
        page = self.look()
        yield "found", page
        yield "ticked", self.send(first(TICK, page[1]), "303")  # the newest task stands first
        yield "deleted", self.send(first(DELETE, page[1]), "303")

    def send(self, path: str, wanted: str, **fields: str) -> Answer:
        """Send a form."""
        return self.ask("POST", path, wanted, data=self.fields | fields)

    def ask(self, method: str, path: str, wanted: str, **words: Any) -> Answer:
        """Have the app answer, down to the last byte; another status than is wanted ends it all."""
        self.asked += 1
        environ = create_environ(path, method=method, headers=self.headers, **words)
        begun = process_time()
        body, status, _ = run_wsgi_app(self.app, environ, buffered=True)
        took = process_time() - begun
        if not status.startswith(wanted):
            sys.exit(f"{method} {path} answers {status}, and not {wanted}.")
        return took, b"".join(body).decode()


def first(pattern: str, page: str) -> str:
    """Return the first address on a page that fits."""
    found = re.search(pattern, page)
    return found[1] if found else sys.exit(f"No {pattern} is on the page.")
