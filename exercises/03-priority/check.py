"""03.priority: a task has a priority, and no row is lost on the way there."""

from typing import TYPE_CHECKING

from kit import Browser, Copy, Database, Page, need, need_equal

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

OLD = "0003"
NO_FIELD = (
    "Every row is kept. Whether it is normal shows once the edit page has a field 'priority'."
)
TITLES = ["Bread", "Milk", "Soap"]


def _old(copy: Copy) -> Database:
    """Make a database as stage 03 leaves it, with three tasks of Ada's."""
    database = copy.database(OLD)
    database.add_tagged_tasks(database.add_user("ada"), TITLES)
    return database


def _need_rows(database: Database, when: str) -> None:
    """See that each of the tasks is there, with its tag."""
    need_equal(database.titles(), TITLES, f"{when}, the table of tasks shows")
    links = database.rows("SELECT count(*) FROM task_tag")[0][0]
    need(
        links == len(TITLES),
        f"{when}, {links} of {len(TITLES)} tasks have their tag.\nSee step 03.24, Drop a column.",
    )


def _edit(browser: Browser, title: str) -> Page:
    """Open the page to edit a task."""
    link = browser.open("/tasks/").links(f"Edit: {title}")
    need(link, f"The list has no task {title!r} with a link 'Edit'.")
    return browser.open(str(link[0]["href"]))


def _said(answer: "TestResponse") -> str:
    """Return the status of an answer of the API, and what it says of it."""
    detail = (answer.get_json(silent=True) or {}).get("detail", "").rstrip(".")
    return f"status {answer.status_code}" + (f", and says: {detail}" if detail else "")


def old_tasks(copy: Copy) -> None:
    """The migration keeps every task and its tags, and each old task has the priority *normal*."""
    database = _old(copy)
    database.upgrade_past(OLD)
    _need_rows(database, "After the upgrade")
    browser = Browser(database.app)
    browser.log_in("ada")
    for title in TITLES:
        page = _edit(browser, title)
        need(page.field("priority"), NO_FIELD)
        found = page.value("priority")
        need_equal(found, "normal", f"The page to edit the old task {title} shows")


def down(copy: Copy) -> None:
    """The migration leads down again, and keeps them too."""
    database = _old(copy)
    database.upgrade_past(OLD)
    database.downgrade(OLD)
    _need_rows(database, "After up and down again")
    database.upgrade()


def in_step(copy: Copy) -> None:
    """Models and tables agree: `flask db check` finds nothing to do."""
    copy.database().need_in_step()


def choose(copy: Copy) -> None:
    """A task can be added and edited as *low*, *normal* or *high*; the list says what is *high*."""
    browser = copy.member()
    new = browser.open("/tasks/new").value("priority")
    need_equal(new, "normal", "For a new task, the field shows")
    browser.add("Bread", priority="low")
    page = browser.add("Milk", priority="high")
    milk, bread = (page.card(title).get_text().lower() for title in ("Milk", "Bread"))
    need("high" in milk, "The row of Milk does not say that it is high.")
    need("high" not in bread, "The row of Bread says high, and it is low.")
    found = _edit(browser, "Bread").value("priority")
    need_equal(found, "low", "The page to edit Bread, which is low, shows")
    browser.press("Save", priority="high")
    found = _edit(browser, "Bread").value("priority")
    need_equal(found, "high", "After Bread was saved as high, its page shows")


def nonsense(copy: Copy) -> None:
    """Another priority than these three is refused."""
    browser = copy.member()
    browser.open("/tasks/new").value("priority")
    page = browser.send("Add", {"title": "Milk", "priority": "huge"})
    need(page.status == 400, f"The priority 'huge' gets the answer {page.status}, and not 400.")


def api(copy: Copy) -> None:
    """The API returns the priority, and a PATCH that says nothing of it leaves it as it is."""
    browser = copy.member()
    head = browser.token("ada")
    milk = {"title": "Milk", "priority": "high"}
    sent = browser.client.post("/api/tasks", json=milk, headers=head)
    need(sent.status_code == 201, f"POST /api/tasks answers with {_said(sent)}.")
    need("priority" in sent.json, "A task of the API has no field 'priority'.")
    need_equal(sent.json["priority"], "high", "Of a task that is added as high, the API shows")
    path = f"/api/tasks/{sent.json['id']}"
    changed = browser.client.patch(path, json={"title": "Oat milk"}, headers=head)
    need_equal(changed.json["priority"], "high", "After a PATCH of the title, the API shows")
