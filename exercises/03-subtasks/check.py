"""03.subtasks: a task may belong to another task."""

from kit import Browser, Copy, Database, Page, need, need_equal

OLD = "0003"
TITLES = ["Bread", "Milk", "Soap"]
LINK = "Add a subtask"


def _need_rows(database: Database) -> None:
    need_equal(database.titles(), TITLES, "After the upgrade, the table of tasks shows")
    links = database.rows("SELECT count(*) FROM task_tag")[0][0]
    need(links == len(TITLES), f"After the upgrade, {links} of {len(TITLES)} tasks have their tag.")


def _path(page: Page, title: str) -> str:
    """Return where the link of a task leads that adds a subtask to it."""
    found = page.links(f"{LINK}: {title}")
    need(found, f"The page at {page.path} has no link '{LINK}: {title}'.")
    return str(found[0]["href"])


def _family(browser: Browser) -> Page:
    """Add a main task with two subtasks, and another main task."""
    browser.add("Party")
    path = _path(browser.open("/tasks/"), "Party")
    for title in ("Cake", "Music"):
        browser.press("Add", at=path, title=title)
    browser.add("Lawn")
    return browser.open("/tasks/")


def old_tasks(copy: Copy) -> None:
    """The migration keeps every task and its tags, and each is a task of its own, as before."""
    database = copy.database(OLD)
    database.add_tagged_tasks(database.add_user("ada"), TITLES)
    database.upgrade_past(OLD)
    _need_rows(database)
    browser = Browser(database.app)
    browser.log_in("ada")
    found = sorted(browser.open("/tasks/").order(TITLES))
    need_equal(found, TITLES, "Of three tasks from before, the list shows")


def in_step(copy: Copy) -> None:
    """Models and tables agree: `flask db check` finds nothing to do."""
    copy.database().need_in_step()


def on_the_card(copy: Copy) -> None:
    """*Add a subtask: TITLE* on a card leads to the form, and what is added stands on that card."""
    page = _family(copy.member())
    said = "{} was added as a subtask of Party, and does not stand on its card."
    for title in ("Cake", "Music"):
        need(title in page.card("Party").get_text(), said.format(title))
    need("Cake" not in page.card("Lawn").get_text(), "Cake stands on the card of Lawn.")


def once(copy: Copy) -> None:
    """The list shows a subtask once, and not among the main tasks as well."""
    page = _family(copy.member())
    count = list(page.soup.stripped_strings).count("Cake")
    need(count == 1, f"The list shows the subtask {count} times.")


def gone(copy: Copy) -> None:
    """Who deletes a task deletes its subtasks, and no other task."""
    browser = copy.member()
    _family(browser)
    browser.press("Delete: Party")
    page = browser.open("/tasks/")
    left = page.order(["Party", "Cake", "Music", "Lawn"])
    need_equal(left, ["Lawn"], "After Delete of Party, the list shows")


def somebody_else(copy: Copy) -> None:
    """Nobody adds a subtask to a task of somebody else: the answer is 404."""
    app = copy.app()
    mine, other = copy.member("ada", app), copy.member("bob", app)
    mine.add("Party")
    path = _path(mine.open("/tasks/"), "Party")
    status = other.status(path)
    need(status == 404, f"For Bob, the form for a subtask of Ada's task answers with {status}.")
    token = other.open("/tasks/new").value("csrf_token")
    sent = other.client.post(path, data={"title": "Cake", "csrf_token": token})
    status = sent.status_code
    need(status == 404, f"Bob sends a subtask for Ada's task, and the answer is {status}.")
