"""The guards of an app from stage 04 on: what stands in its code, and what is left without it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Guard:
    """A line that keeps something out, or keeps something safe."""

    name: str
    file: str  # within taskmaster/
    code: str  # occurs once
    without: str = ""

    def take_away(self, app: Path) -> None:
        """Remove it from an app's folder, in the code alone."""
        path = app / "taskmaster" / self.file
        text = path.read_text(encoding="utf-8")
        assert text.count(self.code) == 1, f"{self.file} has {text.count(self.code)} {self.code!r}"
        path.write_text(text.replace(self.code, self.without), encoding="utf-8")


COMMIT = "    db.session.commit()\n"
TOGGLE = "    task.done_at = case((Task.done_at.is_(None), now), else_=None)\n"
DELETE = "    db.session.execute(delete(Task).where(Task.id == task.id))\n"
GUARDS = [
    Guard("login for tasks", "tasks/routes.py", "bp.before_request(require_login)\n"),
    Guard("login for analytics", "analytics/routes.py", "bp.before_request(require_login)\n"),
    Guard("login for the api", "api/routes.py", "@bp.before_request\ndef require_user",
          "def require_user"),
    Guard("owner of a task", "tasks/services.py", "Task.id == task_id, Task.owner_id == user.id",
          "Task.id == task_id"),
    Guard("owner of a list", "tasks/services.py", "Task.owner_id == user.id, number < before",
          "number < before"),
    Guard("owner of tags to look for", "tasks/services.py", "Tag.owner_id == user.id, Tag.name",
          "Tag.name"),
    Guard("owner of tags to add", "tasks/services.py", "Tag.owner_id == owner_id, Tag.name.in_",
          "Tag.name.in_"),
    Guard("owner of what is counted", "analytics/services.py",
          "where(Task.owner_id == user.id, *conditions)", "where(*conditions)"),
    Guard("owner of what is done", "analytics/services.py",
          "where(Task.owner_id == user.id, Task.done_at >= since)", "where(Task.done_at >= since)"),
    Guard("owner of counted tags", "analytics/services.py", ".where(Tag.owner_id == user.id)"),
    Guard("csrf", "__init__.py", "    CSRFProtect(app)\n",
          '    app.extensions["csrf"] = type("None_", (), {"exempt": lambda self, bp: None})()\n'
          '    app.jinja_env.globals["csrf_token"] = str\n'),
    Guard("next", "auth/session.py", "if LOCAL_PATH.fullmatch(path):", "if path:"),
    Guard("length of a title", "tasks/forms.py", "[Length(1, TITLE_MAX, TITLE_RULE), printable]",
          "[printable]"),
    Guard("length of notes", "tasks/forms.py",
          '[Length(max=NOTES_MAX, message=f"Up to {NOTES_MAX} characters."), printable]',
          "[printable]"),
    Guard("length of a search", "tasks/forms.py", "[Length(max=NOTES_MAX), printable]",
          "[printable]"),
    Guard("length of tags", "tasks/forms.py",
          "if len(self.data) > TAGS_MAX or any(len(tag) > TAG_MAX for tag in self.data):",
          "if False:"),
    Guard("length of a password", "auth/forms.py",
          '[Length(8, 128, message=f"Choose a password of {PASSWORD_RULE}")]', "[]"),
    Guard("rule for a name", "auth/forms.py",
          '[Regexp(r"[A-Za-z0-9_-]{3,30}\\Z", message=f"Choose a name of {NAME_RULE}")]', "[]"),
    Guard("unique name", "auth/models.py", "mapped_column(unique=True)", "mapped_column()"),
    Guard("refusal of a name", "auth/services.py", "username.lower(),\n", "username,\n"),
    Guard("commit of an account", "auth/services.py", "        db.session.commit()\n",
          "        db.session.flush()\n"),
    Guard("commit of a change", "tasks/services.py", f"    db.session.add(task)\n{COMMIT}",
          "    db.session.add(task)\n"),
    Guard("commit of a toggle", "tasks/services.py", TOGGLE + COMMIT, TOGGLE),
    Guard("commit of a delete", "tasks/services.py", DELETE + COMMIT, DELETE),
    Guard("foreign keys", "database.py", '"foreign_keys = ON", '),
    Guard("new session", "auth/session.py", "    session.clear()\n"),
]  # fmt: skip
