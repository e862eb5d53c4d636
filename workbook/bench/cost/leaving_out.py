"""Take something away from an app, to see what it costs. Runs in the app's own environment.

All is taken away from outside: no file of the app changes.
"""

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from importlib import import_module
from typing import Any
from unittest.mock import patch

from flask import Flask

from workbook.bench.cost import TASKS
from workbook.bench.cost.loading import load
from workbook.bench.cost.visitor import Visitor

WHOLE, NOTHING, NO_TASKS = "whole", "nothing", "tasks"
Patches = Iterator[Any]  # of unittest.mock, each of which can be put on and taken off again


class Without:
    """An app that lacks something while somebody looks at its list."""

    def __init__(self, name: str) -> None:
        """Make the app, and a visitor with tasks.

        Args:
            name: what it lacks: one of ``LACKING``, or a part of an app for a server.
        """
        known = {WHOLE, NOTHING, NO_TASKS, *LACKING}
        with ExitStack() as parts:
            if name not in known:
                parts.enter_context(without_part(name))
            app = load()
        self.visitor = Visitor(app, f"bench-{name}")
        self.visitor.settle(0 if name == NO_TASKS else TASKS)
        self.patches = [*LACKING[name](app)] if name in LACKING else []
        self.look()

    def look(self) -> float:
        """Return how many seconds of CPU the list takes."""
        with ExitStack() as stack:
            for each in self.patches:
                stack.enter_context(each)
            return self.visitor.look()[0]


def without_part(name: str) -> Any:
    """Have an app for a server be put together without one of its parts."""
    operations: Any = import_module("taskmaster.operations")
    parts = [part for part in operations.PARTS if part.__name__ != name]
    if len(parts) == len(operations.PARTS):
        sys.exit(f"There is no {name} to be left out.")
    return patch.object(operations, "PARTS", parts)


def without_template(app: Flask) -> Patches:
    """Have the list be an empty page."""
    view: Any = app.view_functions.get("tasks.index") or app.view_functions["index"]
    yield patch.dict(view.__globals__, render_template=lambda *_, **__: "")


def without_links(app: Flask) -> Patches:
    """Have all addresses on a page be the same one, which nothing is computed for."""
    return in_templates(app, "url_for", "#")


def without_tokens(app: Flask) -> Patches:
    """Have the forms of the list carry no token."""
    return in_templates(app, "csrf_token", "")


def without_fields(app: Flask) -> Patches:
    """Have the fields of forms be written as nothing, and their labels, too."""
    fields = import_module("wtforms.fields")
    yield patch.object(fields.Field, "__call__", lambda *_, **__: "")
    yield patch.object(fields.Label, "__call__", lambda *_, **__: "")


def without_storage(app: Flask) -> Patches:
    """Have the user and the list be looked up once and for all."""
    for module, name in (("auth", "get_user"), ("tasks", "list_tasks")):
        services = import_module(f"taskmaster.{module}.services")
        yield patch.object(services, name, kept(getattr(services, name)))


def without_line(app: Flask) -> Patches:
    """Have no line of the log be written for a request."""
    yield patch.object(logging.getLogger("taskmaster.requests"), "disabled", True)


LACKING: dict[str, Callable[[Flask], Patches]] = {
    "template": without_template,
    "links": without_links,
    "tokens": without_tokens,
    "fields": without_fields,
    "storage": without_storage,
    "line": without_line,
}


def in_templates(app: Flask, name: str, text: str) -> Patches:
    """Have a function that templates call give a text, for good."""
    app.jinja_env.globals[name] = lambda *_, **__: text
    if app.jinja_env.cache is not None:  # a macro that is there keeps what it was made with
        app.jinja_env.cache.clear()
    return iter(())


def kept(real: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that works once, and gives the same answer from then on."""
    answers: list[Any] = []

    def answer(*words: Any, **named: Any) -> Any:
        if not answers:
            answers.append(real(*words, **named))
        return answers[0]

    return answer
