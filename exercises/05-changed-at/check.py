"""05.changed-at: a column is added while the version before goes on, and so it can come back."""

from datetime import UTC, datetime, timedelta
from typing import Any

from kit import Browser, Copy, Database, need, need_equal

OLD = "0003"
MADE = "2020-01-31 12:00:00"
MADE_AT = datetime(2020, 1, 31, 12, tzinfo=UTC)
COLUMNS = "id, owner_id, title, notes, due_on, created_at, done_at"
ADD = (
    "INSERT INTO task (owner_id, title, notes, due_on, created_at, done_at) "
    "VALUES (:owner, :title, '', NULL, :made, NULL)"
)


def _old(copy: Copy) -> tuple[Database, int]:
    """Make a database as the version before has it, with a task of Ada's."""
    database = copy.database(OLD)
    owner = database.add_user("ada")
    database.rows(ADD, owner=owner, title="Bread", made=MADE)
    return database, owner


def _released(copy: Copy) -> tuple[Database, int]:
    """Migrate, and see that this leads somewhere; the version before still writes."""
    database, owner = _old(copy)
    database.upgrade_past(OLD)
    return database, owner


def _as_before(database: Database, what: str, sql: str, **values: object) -> list[Any]:
    """Send what the version before sends."""
    try:
        return database.rows(sql, **values)
    except Exception as error:
        said = str(error.__cause__ or error).splitlines()[0]
        need(False, f"The version before {what}, and the database says:\n{said}")
        raise


def _task(browser: Browser, title: str) -> dict[str, Any]:
    """Return a task as the API has it, with the moment of its last change read."""
    items = browser.client.get("/api/tasks", headers=browser.token("ada")).json["items"]
    task = next(item for item in items if item["title"] == title)
    need("changed_at" in task, "A task of the API has no field 'changed_at'.")
    need(task["changed_at"], f"The API says of {title}, which has been made: changed_at is null.")
    return task | {"changed_at": datetime.fromisoformat(task["changed_at"])}


def _need_now(browser: Browser, title: str, what: str) -> None:
    changed = _task(browser, title)["changed_at"]
    said = f"{title} {what}, and the API says that it was changed at {changed}."
    need(abs(datetime.now(UTC) - changed) < timedelta(hours=1), said)


def lives_on(copy: Copy) -> None:
    """After `flask db upgrade`, the version before can read, add, change and delete tasks."""
    database, owner = _released(copy)
    find = f"SELECT {COLUMNS} FROM task WHERE title = :title"
    _as_before(database, "adds a task", ADD, owner=owner, title="Milk", made=MADE)
    change = "UPDATE task SET title = 'Oat milk', done_at = :made WHERE title = 'Milk'"
    _as_before(database, "changes a task", change, made=MADE)
    for title in ("Bread", "Oat milk"):
        found = _as_before(database, "reads a task", find, title=title)
        need(len(found) == 1, f"After the upgrade, the version before does not find {title}.")
    _as_before(database, "deletes a task", "DELETE FROM task WHERE title = 'Bread'")


def old_rows(copy: Copy) -> None:
    """A task from before the migration has a `changed_at` in the API: when it was made."""
    database, _ = _released(copy)
    browser = Browser(database.app)
    changed = _task(browser, "Bread")["changed_at"]
    need_equal(changed, MADE_AT, "Of a task from before the migration, changed_at shows")


def rows_between(copy: Copy) -> None:
    """So has a task that the version before has added after the migration."""
    database, owner = _released(copy)
    _as_before(database, "adds a task", ADD, owner=owner, title="Milk", made=MADE)
    changed = _task(Browser(database.app), "Milk")["changed_at"]
    need_equal(changed, MADE_AT, "Of a task that was added in between, changed_at shows")


def new_changes(copy: Copy) -> None:
    """Who edits a task, or marks it as done, changes its `changed_at`; who reads it does not."""
    for button in ("Save", "Done: Bread"):
        database, _ = _released(copy)
        browser = Browser(database.app)
        browser.log_in("ada")
        page = browser.open("/tasks/")
        changed = _task(browser, "Bread")["changed_at"]
        need_equal(changed, MADE_AT, "Bread was only looked at, and its changed_at shows")
        if button == "Save":
            browser.open(str(page.links("Edit: Bread")[0]["href"]))
            browser.press("Save", notes="Rye")
        else:
            browser.press(button, at="/tasks/")
        _need_now(browser, "Bread", "was edited" if button == "Save" else "was marked as done")


def way_back(copy: Copy) -> None:
    """`flask db downgrade` leads back to the table as it was, with every task in it."""
    database, owner = _old(copy)
    before = database.rows("PRAGMA table_info(task)")
    database.upgrade_past(OLD)
    _as_before(database, "adds a task", ADD, owner=owner, title="Milk", made=MADE)
    database.downgrade(OLD)
    after = database.rows("PRAGMA table_info(task)")
    names, wanted = ([row[1] for row in rows] for rows in (after, before))
    need_equal(names, wanted, "After up and down again, the columns of the table are")
    need_equal(database.titles(), ["Bread", "Milk"], "After up and down again, the table shows")


def in_step(copy: Copy) -> None:
    """Models and tables agree: `flask db check` finds nothing to do."""
    copy.database().need_in_step()
