"""The app for everybody: axe finds nothing, the keyboard reaches all, a phone shows it whole."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.acceptance.tour import inside, outside, settle
from tests.acceptance.visitor import Visitor
from tests.support.accessible import findings
from workbook.apps.databases import VARIABLE, sqlite_url
from workbook.apps.environments import environment
from workbook.apps.ports import HOST, free_port
from workbook.apps.serving import start, stop
from workbook.course.stages import Stage, stages

PHONE = {"width": 360, "height": 740}
FORMS = {"/tasks/new", "/auth/register", "/auth/login"}


class Rooms:
    """An app that serves, with somebody signed in and tasks of every kind."""

    def __init__(self, visitor: Visitor) -> None:
        """Settle in."""
        self.visitor, self.address = visitor, visitor.address
        self.inside, self.outside = inside(visitor.stage, settle(visitor)), outside(visitor.stage)

    def sign_in(self, context: BrowserContext) -> None:
        """Give a browser the visitor's session."""
        for cookie in self.visitor.client.cookies.jar:
            context.add_cookies(
                [{"name": cookie.name, "value": str(cookie.value), "url": self.address}]
            )

    def pages(self, context: BrowserContext) -> Iterator[tuple[str, Page]]:
        """Open every page, signed out and then in, and each form once more when it refuses."""
        page = context.new_page()
        for path in self.outside:
            yield from self._states(page, path)
        self.sign_in(context)
        for path in self.inside:
            yield from self._states(page, path)

    def _states(self, page: Page, path: str) -> Iterator[tuple[str, Page]]:
        page.goto(self.address + path)
        yield path, page
        if path in FORMS:
            page.locator("main form").evaluate("form => { form.noValidate = true }")
            page.locator("main form button").click()
            page.wait_for_load_state()  # with its style sheet, too
            yield f"{path}, refused", page


@pytest.fixture(scope="module", params=stages(), ids=lambda stage: stage.number)
def rooms(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Rooms]:
    """Each stage in turn, served and full."""
    stage: Stage = request.param
    scratch, port = tmp_path_factory.mktemp("app"), free_port()
    packages = environment(stage.folder / "requirements.txt")
    told = {VARIABLE: sqlite_url(scratch / "app.db")}  # not in stages/, which is never written to
    app = start(stage.folder, packages, port, scratch / "app.log", told)
    with Visitor(f"http://{HOST}:{port}", stage.number).arrive() as visitor:
        yield Rooms(visitor)
    stop(app)


def test_axe_finds_nothing_serious_on_any_page(rooms: Rooms, browser: Browser, scheme: str) -> None:
    with browser.new_context(color_scheme=scheme) as context:  # type: ignore[arg-type]
        found = {path: findings(page) for path, page in rooms.pages(context)}

    assert {path: problems for path, problems in found.items() if problems} == {}


def test_no_page_scrolls_sideways_on_a_phone(rooms: Rooms, browser: Browser) -> None:
    with browser.new_context(viewport=PHONE) as context:  # type: ignore[arg-type]
        wide = [
            path
            for path, page in rooms.pages(context)
            if page.evaluate("document.documentElement.scrollWidth") > PHONE["width"]
        ]

    assert wide == []


def test_the_first_key_reaches_the_link_past_the_navigation(rooms: Rooms, browser: Browser) -> None:
    if rooms.visitor.stage < "02":
        pytest.skip("stage 01 has no navigation to skip")
    with browser.new_context(java_script_enabled=False, reduced_motion="reduce") as context:
        rooms.sign_in(context)
        page = context.new_page()
        page.goto(f"{rooms.address}/tasks/")
        page.keyboard.press("Tab")

        skip = page.locator(":focus")
        expect(skip).to_have_attribute("href", "#main")
        expect(skip).to_be_in_viewport()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")

        assert page.locator("main :focus").count() == 1
