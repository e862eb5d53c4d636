"""02.removal: a feature goes, with all that it has left on the shelves."""

from importlib.util import find_spec

from kit import Copy, inside, need, password

PAGES = ("/tasks/", "/tasks/new")
SHEET = "/static/charts.css"


def page_gone(copy: Copy) -> None:
    """`/analytics/` is not found, and no page leads there."""
    browser = copy.member()
    need(browser.status("/analytics/") == 404, "/analytics/ still answers.")
    for path in PAGES:
        page = browser.open(path)
        need(not page.links("Analytics"), f"{path} has a link to Analytics, which leads nowhere.")


@inside
def package_gone(copy: Copy) -> None:
    """Python finds no `taskmaster.analytics` any more."""
    copy.app()
    left = find_spec("taskmaster.analytics")
    need(left is None or left.origin is None, "Python still finds code of taskmaster.analytics.")


def sheet_gone(copy: Copy) -> None:
    """The stylesheet for charts is gone, and no page asks for it."""
    browser = copy.member()
    for path in PAGES:
        sheets = [str(link["href"]) for link in browser.open(path).soup.find_all("link", href=True)]
        said = f"{path} asks for the stylesheet {SHEET}, which nobody needs now."
        need(SHEET not in sheets, said)
        for sheet in sheets:
            need(browser.status(sheet) == 200, f"{path} asks for {sheet}, and it is not there.")
    need(browser.status(SHEET) == 404, f"{SHEET} is still served.")


def rest_works(copy: Copy) -> None:
    """All else works as before: tasks, filters, accounts and the API."""
    browser = copy.member()
    browser.add("Milk", tags="shop", due_on="2020-01-01")
    page = browser.press("Done: Milk", at="/tasks/")
    need(page.buttons("Reopen: Milk"), "A task that is added and done is not on the list as done.")
    need(browser.open("/tasks/?status=done&tag=shop").shows("Milk"), "The filters lose the task.")
    answer = browser.client.post("/api/token", auth=("ada", password("ada")))
    need(answer.status_code == 200, f"POST /api/token answers with status {answer.status_code}.")
    head = {"Authorization": f"Bearer {answer.json['token']}"}
    items = browser.client.get("/api/tasks", headers=head).json["items"]
    need([item["title"] for item in items] == ["Milk"], "The API does not return the task.")
    need(items[0]["done"], "The API says that the task is open, and it is done.")
    need(items[0].get("done_at"), "The API no longer says when the task was done, in `done_at`.")
