"""05.tasks-done: a number for Prometheus, right whichever way a task is done."""

import re

from kit import Browser, Copy, need, need_equal
from kit.server import Server

NAME = "tasks_done_total"
LINE = re.compile(rf"^{NAME}(?:{{.*}})? (\S+)$", re.MULTILINE)
ADA = "ada"


def _done(text: str) -> int | None:
    """Return the number in what /metrics says, if it is there."""
    found = [float(number) for number in LINE.findall(text)]
    return int(sum(found)) if found else None


def _count(browser: Browser) -> int:
    """Return the number that the server of a browser shows now."""
    number = _done(browser.client.get("/metrics").text)
    need(number is not None, f"/metrics has no line that begins with {NAME}.")
    return number or 0


def _member(copy: Copy) -> Browser:
    browser = Browser(Server(copy).app())
    browser.register(ADA)
    return browser


def _work(name: str) -> None:
    """Do a task on a server in this process, as somebody new."""
    from wsgi import app

    browser = Browser(app)
    browser.register(name)
    browser.add("Milk")
    browser.press("Done: Milk", at="/tasks/")


def _show() -> None:
    """Print what a server in this process shows."""
    from wsgi import app

    print(app.test_client().get("/metrics").text)


def by_the_page(copy: Copy) -> None:
    """`tasks_done_total` in `/metrics` grows by one when somebody marks a task as done."""
    browser = _member(copy)
    for title in ("Milk", "Soap"):
        browser.add(title)
        browser.press(f"Done: {title}", at="/tasks/")
    need_equal(_count(browser), 2, "After two tasks were marked as done, the number shows")


def by_a_program(copy: Copy) -> None:
    """It does so, too, when a program does it: a task that is changed, or added as done."""
    browser = _member(copy)
    head = browser.token(ADA)
    number = browser.client.post("/api/tasks", json={"title": "Milk"}, headers=head).json["id"]
    browser.client.patch(f"/api/tasks/{number}", json={"done": True}, headers=head)
    need_equal(_count(browser), 1, "After a PATCH to done, the number shows")
    browser.client.post("/api/tasks", json={"title": "Soap", "done": True}, headers=head)
    need_equal(_count(browser), 2, "After a second task was added as done, the number shows")


def not_otherwise(copy: Copy) -> None:
    """It stays when a task is opened again, when a done one is changed, or a change is refused."""
    browser = _member(copy)
    browser.add("Milk")
    browser.press("Done: Milk", at="/tasks/")
    browser.press("Reopen: Milk", at="/tasks/")
    need_equal(_count(browser), 1, "After a task was done and opened again, the number shows")
    browser.press("Done: Milk", at="/tasks/")
    head = browser.token(ADA)
    path = f"/api/tasks/{browser.client.get('/api/tasks', headers=head).json['items'][0]['id']}"
    for change in ({"title": "Oat milk"}, {"done": True}, {"done": True, "title": ""}):
        browser.client.patch(path, json=change, headers=head)
    need_equal(_count(browser), 2, "After it was done again and then changed, the number shows")


def of_all_workers(copy: Copy) -> None:
    """It is the sum of what all workers have counted."""
    folder = copy.scratch / "numbers"
    folder.mkdir()
    server = Server(copy, PROMETHEUS_MULTIPROC_DIR=str(folder))
    server.migrate()
    for name in ("ada", "bob"):
        done = server.run(f"import check; check._work({name!r})")
        need(done.returncode == 0, f"A worker fails:\n{done.stderr.strip()[-300:]}")
    shown = _done(server.run("import check; check._show()").stdout)
    need(shown is not None, f"Two workers have done a task each, and no {NAME} is shown.")
    need_equal(shown, 2, "Two workers have done a task each, and the number shows")
