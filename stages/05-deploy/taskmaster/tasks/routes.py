"""The pages of tasks."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..auth.session import require_login
from . import services
from .forms import FilterForm, TaskForm
from .services import Task

bp = Blueprint("tasks", __name__, url_prefix="/tasks", template_folder="templates")
bp.before_request(require_login)


def find(task_id: int) -> Task:
    """Return a task of the user, or answer 404."""
    return services.get_task(g.user, task_id) or abort(404)


@bp.before_request
def read_filters() -> None:
    """Read the filters in the address, or answer 400 before anything is done."""
    g.filters = FilterForm(request.args)
    if not g.filters.validate():
        abort(400, "This address asks for tasks in a way that makes no sense.")


def back_to_list() -> ResponseReturnValue:
    """Go back to the list, filtered as it was."""
    return redirect(url_for(".index", **g.filters.values()), code=303)


@bp.get("/")
def index() -> str:
    """Show a page of tasks."""
    page = services.list_tasks(g.user, **g.filters.values())
    return render_template("tasks/list.html", form=TaskForm(), page=page, filters=g.filters)


@bp.route("/new", methods=["GET", "POST"])
def new_task() -> ResponseReturnValue:
    """Add a task, or say what is wrong with it."""
    form = TaskForm()
    if form.validate_on_submit():
        task = services.add_task(g.user, **form.values())
        flash(f"“{task.title}” is added.")
        return back_to_list()
    status = 400 if form.errors else 200
    return render_template("tasks/form.html", form=form), status


@bp.route("/<int:task_id>/edit", methods=["GET", "POST"])
def edit_task(task_id: int) -> ResponseReturnValue:
    """Change a task, or say what is wrong with the change."""
    task = find(task_id)
    form = TaskForm(obj=task)
    if form.validate_on_submit():
        services.update_task(task, **form.values())
        flash(f"“{task.title}” is saved.")
        return back_to_list()
    status = 400 if form.errors else 200
    filters = g.filters.values()
    return render_template("tasks/form.html", form=form, task=task, filters=filters), status


@bp.post("/<int:task_id>/toggle")
def toggle_task(task_id: int) -> ResponseReturnValue:
    """Mark a task as done, or as open again."""
    task = find(task_id)
    services.toggle_task(task)
    flash(f"“{task.title}” is {'done' if task.done else 'open again'}.")
    return back_to_list()


@bp.post("/<int:task_id>/delete")
def delete_task(task_id: int) -> ResponseReturnValue:
    """Delete a task."""
    task = find(task_id)
    services.delete_task(task)
    flash(f"“{task.title}” is deleted.")
    return back_to_list()
