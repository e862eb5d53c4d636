"""Every route of the app, and who may use it."""

import re

from flask import Flask
from werkzeug.routing import Rule

# Every route, and who may use it. A new one needs a decision, and a line here.
PUBLIC = {
    "index": "GET",
    "static": "GET",
    "auth.login": "GET POST",
    "auth.register": "GET POST",
    "auth.logout": "POST",
}
WITH_PASSWORD = {"api.create_token": "POST"}
WITH_TOKEN = {
    "api.show_tasks": "GET",
    "api.create_task": "POST",
    "api.show_task": "GET",
    "api.change_task": "PATCH",
    "api.remove_task": "DELETE",
}
WITH_ACCOUNT = {
    "analytics.dashboard": "GET",
    "tasks.index": "GET",
    "tasks.new_task": "GET POST",
    "tasks.edit_task": "GET POST",
    "tasks.toggle_task": "POST",
    "tasks.delete_task": "POST",
}
PATHS = [
    "/",
    "/auth/login",
    "/auth/register",
    "/tasks/",
    "/tasks/?tag=home&status=open&q=b",
    "/tasks/new",
    "/tasks/{}/edit",
    "/analytics/",
    "/nowhere",
]


def methods(rule: Rule) -> set[str]:
    """Return the methods of a route, without those that Flask adds by itself."""
    return (rule.methods or set()) - {"HEAD", "OPTIONS"}


def requests_to(app: Flask, endpoints: dict[str, str]) -> list[tuple[str, str]]:
    """Return a method and a path for each way to use some routes."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint in endpoints]
    return [(way, re.sub("<.*?>", "1", rule.rule)) for rule in rules for way in methods(rule)]
