"""Ask an app for each of its routes, as different callers. Runs in the app's own environment.

It prints JSON: for each route its path and its endpoint, and for each method what each caller gets.
"""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask.cli import ScriptInfo
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
WHO = {"username": "ada", "password": "correct horse"}
TASK = {"title": "Ask who may call"}
LOG_IN, REFUSED = ", to log in", 401


@dataclass(frozen=True)
class Caller:
    """Somebody who sends requests, with what they have to show for themselves."""

    cookie: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    sends: str = "data"  # or json

    def ask(self, path: str, method: str = "GET", **words: Any) -> TestResponse:
        """Send a request."""
        client = app.test_client()
        if self.cookie:
            client.set_cookie(app.config["SESSION_COOKIE_NAME"], self.cookie)
        return client.open(path, method=method, headers=self.headers, **words)

    def answer(self, path: str, method: str) -> str:
        """Send a request with a task in it, and say what comes back."""
        answer = self.ask(path, method, **({} if method == "GET" else {self.sends: TASK}))
        if answer.status_code == REFUSED:
            return f"{REFUSED}, {answer.www_authenticate.type}"
        if 300 <= answer.status_code < 400:
            return f"{answer.status_code}{self.leads(answer)}"
        return str(answer.status_code)

    def leads(self, answer: TestResponse) -> str:
        """Say whether a redirect leads to a page that asks for a password."""
        page = self.ask(urlsplit(answer.location).path)
        return LOG_IN if 'type="password"' in page.text else ""


def visitor(client: Any) -> Caller:
    """Return who uses a browser; its session has the token of a form in it, if there are any."""
    pages = [rule.rule for rule in rules if not rule.arguments and "GET" in (rule.methods or ())]
    found = [TOKEN.search(client.get(page).text) for page in pages]
    cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    tokens = [match[1] for match in found if match]
    return Caller(cookie.value if cookie else "", {"X-CSRFToken": tokens[0]} if tokens else {})


def callers() -> dict[str, Caller]:
    """Return those who may call, each in their own way."""
    client = app.test_client()
    known = {"nobody": visitor(client)}
    endpoints = app.view_functions
    if "auth.register" not in endpoints:
        return known
    client.post("/auth/register", data=WHO, headers=known["nobody"].headers)
    known["account"] = visitor(client)
    if "api.create_token" in endpoints:
        basic = client.post("/api/token", auth=tuple(WHO.values())).request.headers["Authorization"]
        known["password"] = Caller(headers={"Authorization": basic}, sends="json")
        given = known["password"].ask("/api/token", "POST").get_json()["token"]
        known["token"] = Caller(headers={"Authorization": f"Bearer {given}"}, sends="json")
    return known


def example_path(rule: Rule) -> str:
    """Return a path that a route takes: of the first task, or of a static file that is there."""
    path = rule.rule
    if app.static_folder and rule.endpoint == "static":
        files = sorted(file.name for file in Path(app.static_folder).iterdir())
        path = path.replace("<path:filename>", files[0] if files else "none")
    return re.sub("<.*?>", "1", path)


def order(rule: Rule) -> tuple[bool, bool, str, list[str]]:
    """Return what puts routes that make a task first, and those that delete one last."""
    methods = rule.methods or set()
    deletes = "DELETE" in methods or "delete" in rule.rule
    return bool(rule.arguments), deletes, rule.rule, sorted(methods)


def asked(rule: Rule) -> dict[str, Any]:
    """Return a route, and what each caller gets of it."""
    methods = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    answers = {
        method: {
            name: caller.answer(example_path(rule), method) for name, caller in everybody.items()
        }
        for method in methods
    }
    return {"path": rule.rule, "endpoint": rule.endpoint, "answers": answers}


app = ScriptInfo().load_app()  # finds it as `flask run` does
rules = sorted(app.url_map.iter_rules(), key=order)
everybody = callers()
print(json.dumps([asked(rule) for rule in rules]))
