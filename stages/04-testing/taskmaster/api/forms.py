"""The form of a task, filled in from JSON."""

from collections.abc import Container, Iterable
from typing import Any

from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest
from wtforms import BooleanField

from ..tasks.forms import TaskForm
from .problems import InvalidInput

TYPES = {"title": str, "notes": str | None, "due_on": str | None, "tags": str | list, "done": bool}


class JsonTaskForm(TaskForm):
    """The task form, with one field more and no CSRF token."""

    class Meta:
        csrf = False

    done = BooleanField()


def refuse_unknown(sent: Iterable[str], known: Container[str]) -> None:
    """Refuse names that are not known: a slip must not look as if it worked."""
    unknown = {name: ["There is no such field."] for name in sent if name not in known}
    if unknown:
        raise InvalidInput(unknown)


def as_typed(name: str, value: Any) -> Any:
    """Return a JSON value as one types it into a field, or None if its type is wrong."""
    if not isinstance(value, TYPES[name]):
        return None
    if isinstance(value, list):
        texts = all(isinstance(tag, str) and "," not in tag for tag in value)
        return ",".join(value) if texts else None
    return value or ""


def read_task(payload: Any, known: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the fields of a task, checked by the rules of the form."""
    if not isinstance(payload, dict):
        raise BadRequest("Send one JSON object.")
    refuse_unknown(payload, TYPES)
    payload = {**(known or {}), **payload}
    typed = {name: as_typed(name, payload[name]) for name in TYPES if name in payload}
    wrong = {name: ["This is not the right type."] for name in typed if typed[name] is None}
    if wrong:
        raise InvalidInput(wrong)
    form = JsonTaskForm(MultiDict(typed))
    if not form.validate():
        raise InvalidInput(form.errors)
    return form.values()
