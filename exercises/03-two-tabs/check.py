"""03.two-tabs: who saves last does not take away what was saved before."""

from concurrent.futures import ThreadPoolExecutor

from kit import Browser, Copy, Database, Page, inside, need, need_equal

OLD = "0003"
TITLES = ["Bread", "Milk", "Soap"]
WRITES = ("INSERT", "UPDATE", "DELETE")


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


def _edit(browser: Browser, title: str) -> Page:
    """Open the page to edit a task, in a tab of its own."""
    link = browser.open("/tasks/").links(f"Edit: {title}")
    need(link, f"The list has no task {title!r} with a link 'Edit'.")
    return browser.open(str(link[0]["href"]))


def _two_tabs(copy: Copy) -> tuple[Browser, Page, Page]:
    """Open the page to edit a task in two tabs of one browser."""
    browser = copy.member()
    browser.add("Milk", notes="one bottle", tags="shop")
    return browser, _edit(browser, "Milk"), _edit(browser, "Milk")


def _save(browser: Browser, tab: Page, **typed: str) -> Page:
    """Go to a tab, and press its button *Save*."""
    browser.page = tab
    return browser.send("Save", typed)


def _need_saved(browser: Browser, tab: Page, what: str, **typed: str) -> None:
    """Save in a tab, which has to be taken."""
    status = _save(browser, tab, **typed).status
    need(status < 400, f"{what} gets the answer {status}, and should be saved.")


def _need_late(browser: Browser, tab: Page, what: str, **typed: str) -> Page:
    """Save in a tab, which has to be refused as too late."""
    page = _save(browser, tab, **typed)
    need(page.status == 409, f"{what} gets the answer {page.status}, and not 409.")
    return page


def _late(copy: Copy) -> tuple[Browser, Page]:
    """Save in two tabs, and return the page that the second one gets."""
    browser, first, second = _two_tabs(copy)
    _need_saved(browser, first, "The first tab", title="Oat milk", notes="two bottles")
    said = "The second tab"
    return browser, _need_late(browser, second, said, title="Soy milk", notes="three bottles")


def old_tasks(copy: Copy) -> None:
    """The migration, if there is one, keeps tasks and tags, and old tasks can be edited."""
    database = _old(copy)
    database.upgrade()
    _need_rows(database, "After the upgrade")
    browser = Browser(database.app)
    browser.log_in("ada")
    _need_saved(browser, _edit(browser, "Milk"), "An old task", title="Milk", notes="one bottle")
    _need_rows(database, "After an old task is edited")


def down(copy: Copy) -> None:
    """The migration, if there is one, leads down again, and keeps them too."""
    database = _old(copy)
    database.upgrade()
    database.downgrade(OLD)
    _need_rows(database, "After up and down again")
    database.upgrade()


def in_step(copy: Copy) -> None:
    """Models and tables agree: `flask db check` finds nothing to do."""
    copy.database().need_in_step()


def later_save(copy: Copy) -> None:
    """Two tabs edit one task: the first save is kept, and the second one gets the answer 409."""
    browser, _ = _late(copy)
    found = browser.open("/tasks/").order(["Milk", "Oat milk", "Soy milk"])
    need_equal(found, ["Oat milk"], "After the second save is refused, the list shows")


def both_texts(copy: Copy) -> None:
    """That page has what was typed in its fields, and shows what is saved."""
    _, page = _late(copy)
    for name, typed in (("title", "Soy milk"), ("notes", "three bottles")):
        need_equal(page.value(name), typed, f"On the page with 409, the field {name} shows")
    for saved in ("Oat milk", "two bottles"):
        need(saved in page.body, f"{saved!r} is saved, and the page with 409 does not show it.")


def from_there(copy: Copy) -> None:
    """*Save* on that page saves what stands in its fields."""
    browser, page = _late(copy)
    _need_saved(browser, page, "Save on the page with 409")
    found = browser.open("/tasks/").order(["Milk", "Oat milk", "Soy milk"])
    need_equal(found, ["Soy milk"], "After Save on the page with 409, the list shows")


def mistake(copy: Copy) -> None:
    """A mistake in between changes nothing of that: when it is mended, the answer is still 409."""
    browser, first, second = _two_tabs(copy)
    _need_saved(browser, first, "The first tab", title="Oat milk")
    page = _save(browser, second, title="")
    need(page.status in (400, 409), f"A blank title gets the answer {page.status}.")
    if page.status == 400:
        said = "The first tab is saved, the second sends a blank title and then a good one. That"
        _need_late(browser, page, said, title="Soy milk")


def tags_alone(copy: Copy) -> None:
    """To change the tags alone counts as well, in the first tab and in the second."""
    browser, first, second = _two_tabs(copy)
    _need_saved(browser, first, "A new tag in the first tab", tags="shop, home")
    said = "The first tab has changed the tags. A new title in the second"
    page = _need_late(browser, second, said, title="Oat milk")
    need("home" in page.body, "The tag 'home' is saved, and the page with 409 does not show it.")
    browser, first, second = _two_tabs(copy)
    _need_saved(browser, first, "A new title in the first tab", title="Oat milk")
    said = "The first tab has changed the title. A new tag in the second"
    _need_late(browser, second, said, tags="shop, home")


def programs(copy: Copy) -> None:
    """What a program changes counts as well."""
    browser, tab, _ = _two_tabs(copy)
    head = browser.token("ada")
    number = browser.client.get("/api/tasks", headers=head).json["items"][0]["id"]
    path = f"/api/tasks/{number}"
    status = browser.client.patch(path, json={"title": "Oat milk"}, headers=head).status_code
    need(status == 200, f"PATCH {path} with a title gets the answer {status}, and not 200.")
    said = "A program has changed the title. Save in a tab that was open"
    page = _need_late(browser, tab, said, title="Soy milk")
    need("Oat milk" in page.body, "What the program has saved does not stand on the page with 409.")


@inside
def at_once(copy: Copy) -> None:
    """Of two saves at the same moment, one is kept, and the other one is refused."""
    from sqlalchemy import event

    browser, slow, _ = _two_tabs(copy)
    other = Browser(browser.client.application)
    other.log_in("ada")
    quick = _edit(other, "Milk")
    pages: list[Page] = []

    def come_between(_connection: object, _cursor: object, sql: str, *_rest: object) -> None:
        """Save in another browser, just before this one writes."""
        if not begun and sql.lstrip().upper().startswith(WRITES):
            begun.append(sql)
            with ThreadPoolExecutor() as pool:
                pages.append(pool.submit(_save, other, quick, title="Oat milk").result())

    begun: list[str] = []
    with browser.client.application.app_context():
        engine = browser.client.application.extensions["sqlalchemy"].engine
    event.listen(engine, "before_cursor_execute", come_between)
    pages.append(_save(browser, slow, title="Soy milk"))
    _need_one_kept(browser, pages)


def _need_one_kept(browser: Browser, pages: list[Page]) -> None:
    """See that of two saves one was kept, and only that one was told so."""
    need(len(pages) > 1, "A new title is saved, and nothing is written to the database.")
    kept = [page.status < 400 for page in pages]
    said = " and ".join(str(page.status) for page in pages)
    need(any(kept), f"Two saves at the same moment are both refused: they get {said}.")
    need(not all(kept), "Two saves at the same moment are both told that they are saved.")
    title = "Oat milk" if kept[0] else "Soy milk"
    need(browser.open("/tasks/").shows(title), f"{title!r} is told to be saved, and is not there.")


@inside
def as_before(copy: Copy) -> None:
    """One tab after the other saves as before, also tasks of `flask seed`."""
    app = copy.app()
    made = app.test_cli_runner().invoke(args=["seed", "--tasks", "1"])
    need(made.exit_code == 0, f"flask seed fails: {made.exception or made.output.strip()}")
    browser = Browser(app)
    browser.press("Log in", at="/auth/login", username="demo", password="demo-password")
    browser.add("Milk")
    browser.add("Bread")
    for notes in ("one", "two"):
        for title in ("Buy a bicycle", "Milk", "Bread"):
            said = f"Only one tab edits {title!r}. Its save"
            _need_saved(browser, _edit(browser, title), said, notes=notes)
        browser.press("Done: Milk" if notes == "one" else "Reopen: Milk", at="/tasks/")
