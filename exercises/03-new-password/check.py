"""03.new-password: who changes the password ends all that began with the one before."""

from kit import Browser, Copy, Database, Page, inside, need, need_equal, password

OLD = "0003"
LABEL = "Change password"
NEW = "quite-another-password"
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
    need(links == len(TITLES), f"{when}, {links} of {len(TITLES)} tasks have their tag.")


def _form(browser: Browser) -> Page:
    """Go where the navigation leads to change the password."""
    links = browser.open("/tasks/").links(LABEL)
    need(links, f"The page at /tasks/ has no link {LABEL!r}.")
    page = browser.open(str(links[0]["href"]))
    for name in ("password", "new_password"):
        need(page.field(name), f"The page at {page.path} has no field called {name!r}.")
    return page


def _change(browser: Browser, now: str, new: str) -> None:
    """Change the password, as somebody who knows it."""
    _form(browser)
    browser.press(LABEL, password=now, new_password=new)


def _is_in(browser: Browser) -> bool:
    """Say whether a browser is logged in."""
    return bool(browser.open("/").buttons("Log out"))


def _lets_in(browser: Browser, name: str, typed: str) -> bool:
    """Say whether a name and a password let somebody in, in a browser of their own."""
    other = Browser(browser.client.application)
    other.open("/auth/login")
    return other.send("Log in", {"username": name, "password": typed}).status < 400


def _token(browser: Browser, name: str, typed: str) -> dict[str, str]:
    """Return the header with which a program of somebody's asks the API."""
    answer = browser.client.post("/api/token", auth=(name, typed))
    status = answer.status_code
    need(status == 200, f"POST /api/token with the new password answers with {status}.")
    return {"Authorization": f"Bearer {answer.get_json()['token']}"}


def _asks(browser: Browser, head: dict[str, str]) -> int:
    """Return the status with which the API answers a program."""
    return Browser(browser.client.application).client.get("/api/tasks", headers=head).status_code


def old_accounts(copy: Copy) -> None:
    """Accounts that are there already keep their tasks and tags, and can change their password."""
    database = _old(copy)
    database.upgrade()
    _need_rows(database, "After the upgrade")
    browser = Browser(database.app)
    browser.log_in("ada")
    _change(browser, password("ada"), NEW)
    need(_lets_in(browser, "ada", NEW), "The new password of an old account does not let it in.")
    _need_rows(database, "After the password of an old account is changed")


@inside
def from_before(copy: Copy) -> None:
    """A session or token of the app as it was goes on or is refused, and is never an error."""
    from itsdangerous import URLSafeTimedSerializer

    database = _old(copy)
    user_id = database.rows("SELECT id FROM user")[0][0]
    database.upgrade()
    browser = Browser(database.app)
    with browser.client.session_transaction() as session:
        session["user_id"] = user_id
    status = browser.status("/tasks/")
    need(status in (200, 303), f"With a session from before, /tasks/ answers with {status}.")
    signer = URLSafeTimedSerializer(database.app.config["SECRET_KEY"], salt="api-token")
    status = _asks(browser, {"Authorization": f"Bearer {signer.dumps(user_id)}"})
    need(status in (200, 401), f"With a token from before, /api/tasks answers with {status}.")


def down(copy: Copy) -> None:
    """The migration, if there is one, leads down again, and keeps accounts, tasks and tags."""
    database = _old(copy)
    database.upgrade()
    database.downgrade(OLD)
    _need_rows(database, "After up and down again")
    database.upgrade()


def in_step(copy: Copy) -> None:
    """Models and tables agree: `flask db check` finds nothing to do."""
    copy.database().need_in_step()


def change(copy: Copy) -> None:
    """*Change password* asks for both passwords, and afterwards only the new one lets you in."""
    browser = copy.member()
    _change(browser, password("ada"), NEW)
    need(_lets_in(browser, "ada", NEW), "After the change, the new password does not let Ada in.")
    old = _lets_in(browser, "ada", password("ada"))
    need(not old, "After the change, the old password still lets Ada in.")


def refused(copy: Copy) -> None:
    """A wrong password, or a new one that is too short, changes nothing: the answer is 400."""
    browser = copy.member()
    for what, now, new in (
        ("A wrong password", "a-wrong-password", NEW),
        ("A new password of 7 characters", password("ada"), NEW[:7]),
    ):
        _form(browser)
        page = browser.send(LABEL, {"password": now, "new_password": new})
        need(page.status == 400, f"{what} gets the answer {page.status}, and not 400.")
        kept = _lets_in(browser, "ada", password("ada"))
        need(kept, f"{what} is refused, and the password of before lets nobody in any more.")


def others_end(copy: Copy) -> None:
    """Each change logs out every other browser, and leaves the one in which it was made."""
    here = copy.member()
    app = here.client.application
    typed = [password("ada"), NEW, f"{NEW}-2"]
    for now, new in zip(typed, typed[1:], strict=False):
        there = Browser(app)
        there.press("Log in", at="/auth/login", username="ada", password=now)
        _change(here, now, new)
        need(_is_in(here), "The browser in which the password was changed is logged out.")
        need(not _is_in(there), f"Password {now!r} is changed, and another browser is still in.")


def tokens_end(copy: Copy) -> None:
    """The tokens from before are refused with 401, and a new token is taken."""
    browser = copy.member()
    head = browser.token("ada")
    _change(browser, password("ada"), NEW)
    status = _asks(browser, head)
    need(status == 401, f"After the change, a token from before gets {status}, and not 401.")
    status = _asks(browser, _token(browser, "ada", NEW))
    need(status == 200, f"After the change, a new token gets {status}, and not 200.")


def others_stay(copy: Copy) -> None:
    """Other people stay logged in, and their tokens are taken."""
    app = copy.app()
    ada, bob = copy.member("ada", app), copy.member("bob", app)
    head = bob.token("bob")
    _change(ada, password("ada"), NEW)
    need(_is_in(bob), "Ada changes her password, and Bob is logged out.")
    status = _asks(bob, head)
    need(status == 200, f"Ada changes her password, and Bob's token gets {status}, and not 200.")


def never_shown(copy: Copy) -> None:
    """No page shows a password that was typed, also if the form was open for too long."""
    browser = copy.member()
    typed = {"password": "a-wrong-password", "new_password": NEW}
    for when, more in (
        ("After a mistake", {}),
        ("If the form was open for too long", {"csrf_token": "old"}),
    ):
        _form(browser)
        page = browser.send(LABEL, typed | more)
        shown = [name for name, text in typed.items() if text in page.body]
        need(not shown, f"{when}, the page shows what was typed into {', '.join(shown)}.")
