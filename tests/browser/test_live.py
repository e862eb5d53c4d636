"""Apps in the page: a step starts on a press, answers without a network, and keeps its data."""

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, Worker, expect

from tests.browser.test_site import is_wider
from tests.support.live_site import Served, press_start, put_step, run
from workbook.course.chapters import find_step, steps
from workbook.course.stages import find_stage

NAME, PASSWORD = "grace", "a long enough password"
BROKEN = {
    "app.py": """import os

from flask import Flask

from helpers import divide


def create_app():
    app = Flask(__name__)

    @app.get("/")
    def index():
        return "It works."

    @app.get("/divide")
    def broken():
        return divide(1, 0)

    @app.get("/crash")
    def crash():
        os._exit(1)

    @app.get("/loop")
    def loop():
        while True:
            pass

    return app
""",
    "helpers.py": "def divide(one, other):\n    return str(one / other)\n",
}
# Of what a server sends, in kB; the theme's template says what a press fetches.
BUDGETS = {
    **{".": 60, "pyodide": 6400, "hashes": 40, "editor": 410},
    **{"packages": 4900, "steps": 400, "checks": 350},
}


def log_of(page: Page) -> str:
    return page.locator("#log").inner_text()


def add(app: FrameLocator, title: str) -> None:
    app.locator("[name=title]").fill(title)
    app.get_by_role("button", name=re.compile("^Add")).click()


def register(page: Page, app: FrameLocator) -> None:
    """Make an account; the pages of the app lead on from there."""
    page.locator("#address").fill("/auth/register")
    page.locator("#address").press("Enter")
    app.locator("[name=username]").fill(NAME)
    for field in app.locator("[type=password]").all():
        field.fill(PASSWORD)
    app.locator("main").get_by_role("button").click()


def test_a_step_answers_without_a_network_and_each_window_has_its_own(
    live: Served, context: BrowserContext
) -> None:
    page, other = context.new_page(), context.new_page()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page.goto(f"{live.url}?step=01-minimal/4-a-form")
    expect(page.locator("#status")).to_contain_text("Press Start")
    assert [url for url in asked if "pyodide" in url or "packages" in url] == []
    app = press_start(page)
    elsewhere = run(other, live.url, "01-minimal/4-a-form")
    live.cut()

    add(app, "Buy <milk>")
    expect(app.locator("ul.tasks li")).to_have_text(["Buy <milk>"])
    assert '"POST /tasks HTTP/1.1" 303' in log_of(page)
    add(app, "")
    expect(app.locator(".error")).to_contain_text("1 to 120 characters")
    expect(page.locator("#address")).to_have_value("/tasks")
    page.locator("#address").fill("/nowhere")
    page.locator("#open").click()
    expect(app.locator("h1")).to_have_text("Not Found")
    page.locator("#back").click()

    expect(app.locator("ul.tasks li")).to_have_text(["Buy <milk>"])
    other.locator("#reload").click()
    expect(elsewhere.locator(".empty")).to_be_visible()
    page.reload()
    expect(press_start(page).locator(".empty")).to_be_visible()  # a list in memory is gone
    assert [url for url in asked if not url.startswith((live.url, "data:"))] == []


def test_rows_outlive_a_restart_a_stop_and_a_reload(live: Served, context: BrowserContext) -> None:
    page = context.new_page()
    app = run(page, live.url, "03-models")
    live.cut()
    register(page, app)
    add(app, "Buy milk")
    expect(app.get_by_text("Buy milk", exact=True)).to_be_visible()

    app = press_start(page)  # it says Restart; a browser keeps its cookies meanwhile
    page.locator("#address").fill("/tasks/")
    page.locator("#address").press("Enter")
    expect(app.get_by_text("Buy milk", exact=True)).to_be_visible()
    page.locator("#demo").click()
    expect(page.locator("#status")).to_have_text("Signed in as demo.")
    expect(app.get_by_text("a bicycle").first).to_be_visible()
    expect(app.get_by_text("Buy milk", exact=True)).to_have_count(0)
    app.get_by_role("button", name="Log out").click()
    expect(page.locator("#status")).to_have_text("It runs. Its data is kept in this browser.")
    page.locator("#stop").click()
    expect(page.locator("#status")).to_contain_text("goes on with what is kept")
    page.reload()
    app = press_start(page)
    assert "Running upgrade" not in log_of(page)
    log_in(page, app)

    expect(app.get_by_text("Buy milk", exact=True)).to_be_visible()
    other = context.new_page()
    run(other, live.url, "03-models")
    expect(other.locator("#status")).to_contain_text("It runs in another window, too.")


def log_in(page: Page, app: FrameLocator) -> None:
    """Log in with the account that ``register`` made."""
    page.locator("#address").fill("/auth/login")
    page.locator("#address").press("Enter")
    app.locator("[name=username]").fill(NAME)
    app.locator("[type=password]").fill(PASSWORD)
    app.locator("main").get_by_role("button").click()


def test_another_step_runs_in_the_same_python_with_its_own_data(
    live: Served, context: BrowserContext
) -> None:
    before, last = (step.path.stem for step in steps(find_stage("03"))[-2:])
    page = context.new_page()
    workers: list[Worker] = []
    page.on("worker", lambda worker: workers.append(worker))
    app = run(page, live.url, f"03-models/{last}")
    live.cut()
    register(page, app)
    add(app, "Buy milk")
    expect(app.get_by_text("Buy milk", exact=True)).to_be_visible()

    page.locator("#step").select_option(before)
    expect(page.locator("h1")).to_contain_text(find_step("03.38").heading)
    asked_to_log_in = app.get_by_role("link", name="Log in").first
    expect(asked_to_log_in).to_be_visible()
    register(page, app)  # the same name is free here
    expect(app.get_by_role("button", name="Log out")).to_be_visible()
    expect(app.get_by_text("Buy milk", exact=True)).to_have_count(0)
    page.locator("#step").select_option(last)
    expect(asked_to_log_in).to_be_visible()  # the cookie of one step says nothing to the other
    log_in(page, app)

    expect(app.get_by_text("Buy milk", exact=True)).to_be_visible()
    assert page.url.endswith(f"?step=03-models/{last}")
    assert len(workers) == 1


def test_wrong_code_shows_ones_own_lines_and_a_loop_is_stopped(
    live: Served, folder: Path, context: BrowserContext
) -> None:
    packages = [path.stem for path in (folder / "packages").iterdir()]
    basic = ("flask-3", "blinker", "click", "itsdangerous", "jinja2", "markupsafe", "werkzeug")
    of = [name for name in packages if name.startswith(basic)]
    put_step(folder, "00-own", BROKEN, of)
    page = context.new_page()
    app = run(page, live.url, "00-own")

    page.locator("#address").fill("/divide")
    page.locator("#address").press("Enter")
    expect(app.locator("h1")).to_have_text("Internal Server Error")
    said = (page.locator("#trouble").text_content() or "").splitlines()
    assert [line for line in said if "File" in line] == [
        '  File "app.py", line 17, in broken',
        '  File "helpers.py", line 2, in divide',
    ]
    assert said[-1] == "ZeroDivisionError: division by zero"
    page.locator("#address").fill("/loop")
    page.locator("#address").press("Enter")
    expect(page.locator("#status")).to_contain_text("press Stop")
    page.locator("#stop").click()
    expect(app.locator("body")).to_contain_text("The app is stopped")
    expect(press_start(page).locator("body")).to_have_text("It works.")
    page.locator("#address").fill("/crash")
    page.locator("#address").press("Enter")
    expect(page.locator("#status")).to_contain_text("Python has stopped. Press Start")
    expect(press_start(page).locator("body")).to_have_text("It works.")

    put_step(folder, "00-other", {"app.py": "import flask\n\nflask.nothing()\n"}, of)
    page.goto(f"{live.url}?step=00-other")
    page.locator("#start").click()
    expect(page.locator("#status")).to_contain_text("The app does not start: AttributeError:")
    expect(page.locator("#trouble")).to_contain_text('File "app.py", line 3')


def test_what_counts_for_an_app_begins_anew_with_it(
    live: Served, folder: Path, context: BrowserContext
) -> None:
    text = """from flask import Flask
from prometheus_client import REGISTRY, Counter

visits = Counter("visits", "Who has come.")
app = Flask(__name__)


@app.get("/")
def index():
    visits.inc()
    return str(REGISTRY.get_sample_value("visits_total"))
"""
    put_step(folder, "00-count", {"app.py": text}, [p.stem for p in folder.glob("packages/*.zip")])
    page = context.new_page()
    app = run(page, live.url, "00-count")
    expect(app.locator("body")).to_have_text("1.0")
    page.locator("#reload").click()
    expect(app.locator("body")).to_have_text("2.0")

    page.locator("#start").click()

    expect(app.locator("body")).to_have_text("1.0")


def test_a_browser_that_cannot_run_it_says_so(live: Served, context: BrowserContext) -> None:
    context.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'serviceWorker', { get: () => undefined })"
    )
    page = context.new_page()
    page.goto(f"{live.url}?step=01-minimal")

    expect(page.locator("#status")).to_contain_text("This browser cannot run it")
    page.locator("#start").click()
    expect(page.locator("main img")).to_have_attribute("src", re.compile("01.6-styled"))


@pytest.mark.parametrize("width", [390, 1280])
def test_it_fits_a_phone_and_a_desk(live: Served, browser: Browser, width: int) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{live.url}?step=01-minimal")
        assert not is_wider(page, width)


@pytest.mark.parametrize(("part", "most"), BUDGETS.items())
def test_each_part_keeps_its_budget(folder: Path, part: str, most: int) -> None:
    found = (folder / part).glob("*" if part == "." else "**/*")
    files = [path for path in found if path.is_file()]
    sizes = [len(gzip.compress(path.read_bytes(), 6)) for path in files]

    assert 0 < sum(sizes) / 1000 <= most
