"""Time pages of an app in this very process. Runs in the app's own environment.

It takes the URL of a database, how many rounds to time, and JSON: for each account its name, its
password and its paths. It prints JSON, a line a round: for each path, the seconds of each account.
"""

import json
import os
import re
import sys
from importlib import import_module
from time import perf_counter
from typing import Any

from werkzeug.test import create_environ, run_wsgi_app

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def sign_in(name: str, password: str) -> dict[str, str]:
    """Return the headers of somebody who is signed in, and has a token of the API."""
    client = app.test_client()
    found = TOKEN.search(client.get("/auth/login").text)
    fields = {"username": name, "password": password, "csrf_token": found[1] if found else ""}
    client.post("/auth/login", data=fields)
    client.get("/tasks/")  # its form puts a token into the session
    cookie = client.get_cookie("session")
    given = client.post("/api/token", auth=(name, password)).get_json()
    return {
        "Cookie": f"session={cookie.value if cookie else ''}",
        "Authorization": f"Bearer {given.get('token')}",
    }


def requests(name: str, password: str, paths: list[str]) -> list[dict[str, Any]]:
    """Return a request to each path, as a server hands it to the app."""
    headers = sign_in(name, password)
    return [create_environ(path, headers=headers) for path in paths]


def ask(request: dict[str, Any]) -> None:
    """Have the app answer, down to the last byte; anything but a page ends it all."""
    _, status, _ = run_wsgi_app(app, request, buffered=True)
    if not status.startswith("200"):
        sys.exit(f"{request['PATH_INFO']}?{request['QUERY_STRING']} answers {status}.")


def seconds(request: dict[str, Any]) -> float:
    """Return how long an answer takes, the second time in a row."""
    ask(request)  # so that nothing is timed in the wake of another page, a large one say
    begun = perf_counter()
    ask(request)
    return perf_counter() - begun


def one_round(number: int) -> list[list[float]]:
    """Time each page, the accounts by turns; each time another one begins."""
    first = number % len(accounts)
    order = [*range(first, len(accounts)), *range(first)]
    times = []
    for page in zip(*accounts, strict=True):
        by_turns = {each: seconds(page[each]) for each in order}
        times.append([by_turns[each] for each in sorted(order)])
    return times


sys.path.insert(0, os.getcwd())  # noqa: PTH109
url, rounds, people = sys.argv[1:]
app = import_module("taskmaster").create_app({"SQLALCHEMY_DATABASE_URI": url})
accounts = [requests(*person) for person in json.loads(people)]
one_round(0)  # to warm up
for number in range(int(rounds)):
    print(json.dumps(one_round(number)), flush=True)
