"""03.delete-account: an account goes, and all that belongs to it."""

from kit import Browser, Copy, Page, need, need_equal, password

LABEL = "Delete account"
TABLES = ["user", "task", "tag", "task_tag"]
TITLES = ["Milk", "Bread"]  # as the list has them, the newest first


def _form(browser: Browser) -> Page:
    """Go where the navigation leads to delete the account."""
    links = browser.open("/tasks/").links(LABEL)
    need(links, f"The page at /tasks/ has no link {LABEL!r}.")
    page = browser.open(str(links[0]["href"]))
    need(page.field("password"), f"The page at {page.path} has no field called 'password'.")
    return page


def _delete(browser: Browser, name: str = "ada") -> None:
    """Delete the account, as somebody who knows the password."""
    _form(browser)
    browser.press(LABEL, password=password(name))


def _add_two(browser: Browser) -> None:
    for title in reversed(TITLES):
        browser.add(title, tags="shop, home")


def _is_in(browser: Browser) -> bool:
    """Say whether a browser is logged in."""
    return bool(browser.open("/").buttons("Log out"))


def _lets_in(browser: Browser, name: str) -> bool:
    """Say whether an account lets its owner in, in a browser of its own."""
    other = Browser(browser.client.application)
    other.open("/auth/login")
    return other.send("Log in", {"username": name, "password": password(name)}).status < 400


def _need_tasks(browser: Browser, about: str) -> None:
    """See that the two tasks are on the list, with their tags."""
    page = browser.open("/tasks/")
    need_equal(page.order(TITLES), TITLES, f"{about} shows")
    for title in TITLES:
        card = page.card(title).get_text(" ", strip=True)
        need("shop" in card and "home" in card, f"{about} shows {title!r} without one of its tags.")


def gone(copy: Copy) -> None:
    """*Delete account* asks for the password, and logs you out; you can't log in any more."""
    browser = copy.member()
    _delete(browser)
    need(not _is_in(browser), "The account is deleted, and its browser is still logged in.")
    need(not _lets_in(browser, "ada"), "The account is deleted, and still lets Ada in.")


def rows(copy: Copy) -> None:
    """Its tasks, its tags and the links between them are gone from the tables."""
    database = copy.database()
    browser = copy.member("ada", database.app)
    _add_two(browser)
    _delete(browser)
    counts = {name: database.rows(f'SELECT count(*) FROM "{name}"')[0][0] for name in TABLES}
    left = [f"{count} in {name}" for name, count in counts.items() if count]
    need(not left, f"The only account is deleted, and these rows are left: {', '.join(left)}.")


def others_stay(copy: Copy) -> None:
    """Tasks and tags of others stay as they are, also tags of the same name."""
    app = copy.app()
    ada, bob = copy.member("ada", app), copy.member("bob", app)
    _add_two(bob)
    _add_two(ada)
    _delete(ada)
    need(_is_in(bob), "Ada deletes her account, and Bob is logged out.")
    _need_tasks(bob, "Ada deletes her account, and Bob's list")


def refused(copy: Copy) -> None:
    """A wrong password, or none, deletes nothing: the answer is 400."""
    browser = copy.member()
    _add_two(browser)
    for what, typed in (("A wrong password", "a-wrong-password"), ("No password", "")):
        _form(browser)
        status = browser.send(LABEL, {"password": typed}).status
        need(status == 400, f"{what} gets the answer {status}, and not 400.")
        need(_lets_in(browser, "ada"), f"{what} is refused, and the account is gone.")
        _need_tasks(browser, f"{what} is refused, and the list")


def only_asks(copy: Copy) -> None:
    """Opening the page deletes nothing, and a visitor who is not logged in does not get to it."""
    browser = copy.member()
    _add_two(browser)
    path = _form(browser).path
    _need_tasks(browser, "The page was opened, and the list")
    stranger = Browser(browser.client.application)
    page = Page(stranger.client.get(path, follow_redirects=True))
    need(not page.buttons(LABEL), "A visitor who is not logged in gets the form, too.")
    token = stranger.open("/auth/login").value("csrf_token")
    sent = {"password": password("ada"), "username": "ada", "csrf_token": token}
    status = stranger.client.post(path, data=sent).status_code
    need(status < 500, f"A visitor who is not logged in sends the form, and gets {status}.")
    need(_lets_in(browser, "ada"), "A visitor who is not logged in has deleted Ada's account.")


def elsewhere(copy: Copy) -> None:
    """Other browsers of the account are logged out, and its tokens are refused with 401."""
    browser = copy.member()
    head = browser.token("ada")
    other = Browser(browser.client.application)
    other.log_in("ada")
    _delete(browser)
    need(not _is_in(other), "The account is deleted, and another browser of it is logged in.")
    status = other.client.get("/api/tasks", headers=head).status_code
    need(status == 401, f"The account is deleted, and its token gets {status}.")


def name_again(copy: Copy) -> None:
    """The next user with this name begins with an empty list, which no old session opens."""
    browser = copy.member()
    _add_two(browser)
    old = Browser(browser.client.application)
    old.log_in("ada")
    _delete(browser)
    new = copy.member("ada", browser.client.application)
    found = new.open("/tasks/").order(TITLES)
    need_equal(found, [], "The next one with this name begins, and the list shows")
    need(not _is_in(old), "A session of the deleted account opens the next one of its name.")
