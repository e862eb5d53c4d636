"""05.projects: projects that two users share, and that nobody else can see."""

import re

from kit import Browser, Copy, Page, Suite, need, need_equal

OLD, PAGE = "0003", "/projects/"
NUMBER = re.compile(r"\d+")
ADD = (
    "INSERT INTO task (owner_id, title, notes, due_on, created_at, done_at) "
    "VALUES (:owner, :title, '', NULL, '2030-01-31 12:00:00', NULL)"
)


def _create(browser: Browser, name: str) -> str:
    """Create a project, and return the path of its page."""
    need(browser.status(PAGE) != 404, f"There is no page at {PAGE} yet.")
    browser.press("Create", at=PAGE, name=name)
    links = browser.open(PAGE).links(name)
    need(links, f"{PAGE} has no link called {name!r} after that project was created.")
    return str(links[0]["href"])


def _two(copy: Copy) -> tuple[Browser, Browser]:
    """Open the browsers of Ada and Bob, on one app."""
    app = copy.app()
    return copy.member("ada", app), copy.member("bob", app)


def _shared(copy: Copy) -> tuple[Browser, Browser, str]:
    """Let Ada share a project that has the task Cake with Bob."""
    ada, bob = _two(copy)
    path = _create(ada, "Party")
    ada.press("Add", at=path, title="Cake")
    ada.press("Share", at=path, username="bob")
    return ada, bob, path


def _posts(page: Page) -> list[str]:
    """Return where the forms of a page post to, but for the one to log out."""
    paths = [str(form.get("action") or page.path) for form in page.soup.select("form[method=post]")]
    return [path for path in paths if path != "/auth/logout"]


def _token(browser: Browser) -> str:
    return str(browser.open("/tasks/new").soup.select("input[name=csrf_token]")[0]["value"])


def _try(browser: Browser, path: str) -> int:
    """Send a form to a path by hand, and return the status of the answer."""
    words = {"title": "Forged", "username": "bob", "name": "Forged"}
    data = words | {"csrf_token": _token(browser)}
    return browser.client.post(path, data=data).status_code


def own_page(copy: Copy) -> None:
    """The navigation leads to `/projects/`. A project created there has a page with its tasks."""
    browser = copy.member()
    path = _create(browser, "Party")
    links = [link["href"] for link in browser.open("/analytics/").links("Projects")]
    need(links == [PAGE], f"On /analytics/ no entry 'Projects' leads to {PAGE}.")
    browser.press("Add", at=path, title="Cake")
    need(browser.open(path).shows("Cake"), "A task that is added on a project's page is not there.")


def shared(copy: Copy) -> None:
    """After *Share*, the other one finds the project, adds tasks and marks them; both see it."""
    ada, bob, path = _shared(copy)
    need(
        bob.open(PAGE).links("Party"), f"Ada has shared Party with Bob, and his {PAGE} has no link."
    )
    bob.press("Add", at=path, title="Music")
    bob.press("Done: Cake", at=path)
    page = ada.open(path)
    need(
        page.shows("Music"), "Bob has added Music, and Ada's page of the project does not show it."
    )
    need(
        page.buttons("Reopen: Cake"), "Bob has marked Cake as done, and Ada has no 'Reopen: Cake'."
    )
    ada.press("Reopen: Cake")
    need(bob.open(path).buttons("Done: Cake"), "Ada opens Cake again, and it stays done for Bob.")


def nobody_else(copy: Copy) -> None:
    """To anybody else it is not there: the page, and all that its forms send, answer 404."""
    ada, _, path = _shared(copy)
    eve = Browser(ada.client.application)
    eve.register("eve")
    status = eve.status(path)
    need(status == 404, f"The page of a project of Ada and Bob answers Eve with {status}, not 404.")
    for action in _posts(ada.open(path)):
        status = _try(eve, action)
        need(status == 404, f"Eve sends one of their forms, POST {action}: {status}, and not 404.")
    need(not eve.open(PAGE).links("Party"), f"Eve finds the project of the others on {PAGE}.")
    need(not ada.open(path).shows("Forged"), "Eve has added a task to a project that is not hers.")


def no_tricks(copy: Copy) -> None:
    """A task can't be reached by another number, and a project neither."""
    ada, bob = _two(copy)
    mine, theirs = _create(ada, "Party"), _create(bob, "Trip")
    ada.press("Add", at=mine, title="Cake")
    bob.press("Add", at=theirs, title="Map")
    targets, ways = _posts(ada.open(mine)), _posts(bob.open(theirs))
    for way in ways:
        for number in {each for target in targets for each in NUMBER.findall(target)}:
            for place in NUMBER.finditer(way):
                _try(bob, way[: place.start()] + number + way[place.end() :])
    page = ada.open(mine)
    need(
        page.buttons("Done: Cake"), "Bob puts the number of Ada's task into an address: it is done."
    )
    need(
        not page.shows("Forged"), "Bob puts the number of Ada's project into an address, and adds."
    )


def private(copy: Copy) -> None:
    """Tasks that are in no project stay private, and are in no project."""
    ada, bob, path = _shared(copy)
    ada.add("Diary")
    need(not bob.open("/tasks/").shows("Diary"), "Bob's list shows a task of Ada's in no project.")
    for browser in (ada, bob):
        need(not browser.open(path).shows("Diary"), "The project shows a task that isn't in it.")


def refused(copy: Copy) -> None:
    """A blank name, a blank title, and a user who is not there are refused with 400."""
    ada, _, path = _shared(copy)
    wrong = [("Create", PAGE, "name", " "), ("Add", path, "title", " ")]
    for button, at, field, text in [*wrong, ("Share", path, "username", "nobody")]:
        status = ada.send(button, {field: text}, at).status
        said = f"{button} with {text!r} in the field {field!r} answers {status}, and not 400."
        need(status == 400, said)


def migrated(copy: Copy) -> None:
    """The migration lets the version before live on, and leads back; models and tables agree."""
    database = copy.database(OLD)
    owner = database.add_user("ada")
    database.rows(ADD, owner=owner, title="Bread")
    database.upgrade_past(OLD)
    database.need_in_step()
    database.rows(ADD, owner=owner, title="Milk")
    database.downgrade(OLD)
    need_equal(
        database.titles(), ["Bread", "Milk"], "After up and down again, the table of tasks shows"
    )
    tables = database.rows("SELECT name FROM sqlite_master WHERE name LIKE '%project%'")
    need(not tables, f"After the way back, {len(tables)} tables or indexes of projects are left.")


def known(copy: Copy) -> None:
    """The tests of routes, tokens and links, which look at each route that there is, pass."""
    browser = copy.member()
    need(browser.status(PAGE) != 404, f"There is no page at {PAGE} yet.")
    files = ("test_routes.py", "test_csrf.py", "test_links.py")
    Suite(copy, *files).need_green(otherwise="One of them fails.")
