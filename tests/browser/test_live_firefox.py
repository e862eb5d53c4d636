"""Apps in the page, in Firefox as a system has it: it runs, is changed, and keeps its data."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, Playwright, expect

from tests.browser.test_live import add, log_in, register
from tests.browser.test_live_edit import AFTER, BEFORE, STEP, TEMPLATE, open_file
from tests.browser.told import tell_each, with_app
from tests.support.live_site import Served, press_start, run
from workbook.course.stages import Stage, stages

PROGRAMS = ("firefox-esr", "firefox")
FIRST_APP = "01-minimal/2-the-factory"


@pytest.fixture(scope="module")
def firefox(playwright: Playwright) -> Iterator[Browser]:
    """A headless Firefox; Playwright speaks WebDriver BiDi to it, as any program may."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if not program:
        pytest.skip("there is no Firefox here; apt-get install firefox-esr, say")
    with playwright.firefox.launch(channel="moz-firefox", executable_path=program) as browser:
        yield browser


@pytest.fixture
def context(firefox: Browser) -> Iterator[BrowserContext]:
    """A person's own window."""
    with firefox.new_context() as context:
        yield context


def refuse_nothing(app: FrameLocator) -> None:
    """Add a task without a title: it is refused."""
    app.locator("[name=title]").evaluate("field => field.form.noValidate = true")
    add(app, "")
    expect(app.locator(".error").first).to_be_visible()


def test_an_app_runs_is_changed_and_comes_back_without_a_network(live: Served, page: Page) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    run(page, live.url, FIRST_APP)
    page.locator("#step").select_option(STEP.partition("/")[2])
    app = page.frame_locator("#app")
    expect(app.locator("[name=title]")).to_be_visible()
    open_file(page, TEMPLATE)
    expect(page.locator("#text .cm-line").first).to_be_attached()
    live.cut()
    add(app, "Buy <milk>")
    expect(app.locator("ul.tasks li")).to_have_text(["Buy <milk>"])
    refuse_nothing(app)

    page.locator("#text .cm-line", has_text=BEFORE).click()
    page.keyboard.press("End")
    for _ in "</h1>":
        page.keyboard.press("ArrowLeft")
    page.keyboard.type(" of mine")
    expect(page.locator("#text")).to_contain_text(AFTER)
    page.locator("#again").click()
    expect(app.locator("h1")).to_have_text("Task Master of mine")
    page.reload()

    app = press_start(page)
    expect(app.locator("h1")).to_have_text("Task Master of mine")
    expect(app.locator(".empty")).to_be_visible()
    open_file(page, TEMPLATE)
    page.locator("#reset").click()
    page.locator("#again").click()
    expect(app.locator("h1")).to_have_text("Task Master")


@pytest.mark.parametrize("stage", ["02-blueprints", "03-models", "04-testing"])
def test_accounts_sign_in_and_tasks_outlive_a_restart_from_models_on(
    live: Served, page: Page, stage: str
) -> None:
    app = run(page, live.url, stage)
    live.cut()
    register(page, app)
    add(app, "Feed the cat")
    expect(app.get_by_text("Feed the cat", exact=True)).to_be_visible()
    refuse_nothing(app)
    page.locator("#demo").click()
    expect(page.locator("#status")).to_contain_text("Signed in as")
    expect(app.get_by_text("Feed the cat", exact=True)).to_have_count(0)
    app.get_by_role("button", name="Log out").click()
    expect(app.get_by_role("button", name="Log out")).to_have_count(0)

    if stage == "03-models":
        page.locator("#stop").click()  # else it goes on in the same Python
    app = press_start(page)

    log_in(page, app)
    if stage == "02-blueprints":
        expect(app.locator(".error, [role=alert]").first).to_be_visible()
    else:
        expect(app.get_by_text("Feed the cat", exact=True)).to_be_visible()


@pytest.mark.long
@pytest.mark.parametrize("stage", stages(), ids=lambda stage: stage.name)
def test_stories_hold_at_every_step(live: Served, context: BrowserContext, stage: Stage) -> None:
    told, wrong = tell_each(context, live.url, with_app(stage))

    assert wrong == {}
    assert all(told.values()), told
