"""The addresses of the API."""

from typing import Any

from flask import Blueprint, Response, abort, g, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import Authorization, WWWAuthenticate
from werkzeug.exceptions import HTTPException, Unauthorized

from ..tasks.forms import FilterForm
from ..tasks.services import Task, add_task, delete_task, get_task, list_tasks, update_task
from . import services
from .forms import read_task, refuse_unknown
from .problems import InvalidInput, as_problem

bp = Blueprint("api", __name__, url_prefix="/api")
bp.register_error_handler(HTTPException, as_problem)


@bp.record
def exempt_from_csrf(state: BlueprintSetupState) -> None:
    """Ask for no CSRF token: no browser sends a bearer token by itself, as it does a cookie."""
    state.app.extensions["csrf"].exempt(bp)


@bp.before_app_request
def refuse_unknown_address() -> Response | None:
    """Answer with a problem, too, where an address or a method leads to no view."""
    error = request.routing_exception
    if error and error.code >= 400 and request.path.startswith("/api/"):
        return as_problem(error)
    return None


def credentials() -> Authorization | None:
    """Return what the header Authorization says, if that can be read."""
    try:
        return request.authorization
    except ValueError:
        return None


@bp.before_request
def require_user() -> None:
    """Find out who asks: by password for a token, by token for all else."""
    scheme = "basic" if request.endpoint == "api.create_token" else "bearer"
    sent = credentials()
    g.user = services.identify(sent) if sent and sent.type == scheme else None
    if g.user is None:
        challenge = WWWAuthenticate(scheme, {"realm": "Task Master"})
        raise Unauthorized(f"Send valid {scheme} credentials.", www_authenticate=challenge)


def find(task_id: int) -> Task:
    """Return a task of the user, or answer 404."""
    return get_task(g.user, task_id) or abort(404)


def sent_json() -> Any:
    """Return the JSON of the request, or answer 400."""
    try:
        return request.get_json()
    except RecursionError:
        abort(400, "This is nested too deeply.")


@bp.post("/token")
def create_token() -> dict[str, Any]:
    """Give a token for a name and a password."""
    return {"token": services.make_token(g.user), "expires_in": services.TOKEN_SECONDS}


@bp.get("/tasks")
def show_tasks() -> dict[str, Any]:
    """Return a page of tasks."""
    form = FilterForm(request.args)
    refuse_unknown(request.args, form.data)
    if not form.validate():
        raise InvalidInput(form.errors)
    page = list_tasks(g.user, **form.values())
    older = {**form.values(), "before": page.older}
    return {
        "items": [services.as_json(task) for task in page.items],
        "next": url_for(".show_tasks", **older, _external=True) if page.older else None,
    }


@bp.post("/tasks")
def create_task() -> ResponseReturnValue:
    """Add a task."""
    task = add_task(g.user, **read_task(sent_json()))
    return services.as_json(task), 201, {"Location": url_for(".show_task", task_id=task.id)}


@bp.get("/tasks/<int:task_id>")
def show_task(task_id: int) -> dict[str, Any]:
    """Return a task."""
    return services.as_json(find(task_id))


@bp.patch("/tasks/<int:task_id>")
def change_task(task_id: int) -> dict[str, Any]:
    """Change the fields that are sent; the others stay."""
    task = find(task_id)
    update_task(task, **read_task(sent_json(), services.as_json(task)))
    return services.as_json(task)


@bp.delete("/tasks/<int:task_id>")
def remove_task(task_id: int) -> ResponseReturnValue:
    """Delete a task."""
    delete_task(find(task_id))
    return "", 204
