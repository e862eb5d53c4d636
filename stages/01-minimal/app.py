"""Task Master: a to-do list in one file."""

from dataclasses import dataclass
from itertools import count

from flask import Flask, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

TITLE_MAX = 120


@dataclass
class Task:
    """One thing to do."""

    id: int
    title: str
    done: bool = False


def create_app() -> Flask:
    """Create the application, with a task list of its own."""
    app = Flask(__name__)
    tasks: dict[int, Task] = {}
    ids = count(1)

    def find(task_id: int) -> Task:
        return tasks.get(task_id) or abort(404)

    @app.get("/")
    def index() -> str:
        """Show the form and the list."""
        return render_template("index.html", tasks=tasks)

    @app.post("/tasks")
    def add_task() -> ResponseReturnValue:
        """Add a task, or say why its title is refused."""
        title = request.form.get("title", "").strip()
        if not 1 <= len(title) <= TITLE_MAX:
            error = f"Give the task a title of 1 to {TITLE_MAX} characters."
            return render_template("index.html", tasks=tasks, title=title, error=error), 400
        task = Task(next(ids), title)
        tasks[task.id] = task
        return redirect(url_for("index"), code=303)

    @app.post("/tasks/<int:task_id>/toggle")
    def toggle_task(task_id: int) -> ResponseReturnValue:
        """Mark a task as done, or as open again."""
        task = find(task_id)
        task.done = not task.done
        return redirect(url_for("index"), code=303)

    @app.post("/tasks/<int:task_id>/delete")
    def delete_task(task_id: int) -> ResponseReturnValue:
        """Delete a task."""
        tasks.pop(find(task_id).id, None)
        return redirect(url_for("index"), code=303)

    return app
