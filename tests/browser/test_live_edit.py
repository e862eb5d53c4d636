"""The files of a step can be changed in the page: it runs them, and loses nothing."""

import io
import re
import subprocess
import zipfile
from pathlib import Path

from playwright.sync_api import BrowserContext, Dialog, Page, expect

from tests.browser.test_site import is_wider
from tests.support.live_site import Served, press_start, run
from workbook.course.chapters import find_step
from workbook.history.history import history

STEP, TEMPLATE = "01-minimal/4-a-form", "templates/index.html"
BEFORE, AFTER = "<h1>Task Master</h1>", "<h1>Task Master of mine</h1>"


def step_texts() -> dict[str, str]:
    """What the files of the step hold."""
    step = find_step("01.4")
    made = history()
    return {path: made.content(blob).decode() for path, blob in made.tree(step).items()}


def open_file(page: Page, path: str) -> None:
    """Press Edit, and choose a file."""
    page.locator("#edit").click()
    expect(page.locator("#file option").first).to_be_attached()
    page.locator("#file").select_option(path)


def applied(patch: str, folder: Path) -> dict[str, str]:
    """Return the files of the step after a patch; whoever reads diffs takes it."""
    for path, text in step_texts().items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    subprocess.run(["git", "apply"], cwd=folder, input=patch.encode(), check=True)
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in paths}


def shown_patch(page: Page) -> str:
    """What the page says is changed."""
    if page.locator("#changes").is_hidden():
        page.locator("#compare").click()
    return page.locator("#changes").text_content() or ""


def packed(page: Page) -> dict[str, str]:
    """Download the files, and return what they hold."""
    with page.expect_download() as taken:
        page.locator("#download").click()
    opened = zipfile.ZipFile(io.BytesIO(Path(taken.value.path()).read_bytes()))
    return {name.partition("/")[2]: opened.read(name).decode() for name in opened.namelist()}


def test_what_is_changed_runs_outlives_a_reload_and_can_be_reset(
    live: Served, context: BrowserContext, tmp_path: Path
) -> None:
    expected = step_texts()
    expected[TEMPLATE] = expected[TEMPLATE].replace(BEFORE, AFTER)
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    app = run(page, live.url, STEP)
    assert [url for url in asked if "/editor/" in url] == []

    open_file(page, TEMPLATE)
    page.locator("#text .cm-line", has_text=BEFORE).click()
    page.keyboard.press("End")
    for _ in "</h1>":
        page.keyboard.press("ArrowLeft")
    page.keyboard.type(" of mine")
    page.keyboard.press("Control+Enter")
    expect(app.locator("h1")).to_have_text("Task Master of mine")
    live.cut()
    page.reload()
    app = press_start(page)

    expect(app.locator("h1")).to_have_text("Task Master of mine")
    open_file(page, TEMPLATE)
    expect(page.locator("#text")).to_contain_text(AFTER)
    page.locator("#text .cm-content").click()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.locator("#compare")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#changes .more")).to_have_count(2)
    assert applied(shown_patch(page), tmp_path) == expected
    assert packed(page) == expected
    assert not is_wider(page, 390)

    page.locator("#reset").click()
    expect(page.locator("#changes")).to_have_text("Nothing is changed.")
    page.locator("#again").click()
    expect(app.locator("h1")).to_have_text("Task Master")


def test_somebody_writes_a_step_from_where_the_one_before_has_ended(
    live: Served, context: BrowserContext
) -> None:
    page = context.new_page()
    old = re.compile(r"\bold\b")
    run(page, live.url, "01-minimal/3-a-list")

    page.locator("#before").click()

    expect(page.locator("h1")).to_have_text(re.compile(r"^01\.2 "))
    expect(page.locator("#before")).to_be_hidden()  # nothing runs before it
    expect(page.locator("#app")).not_to_have_class(old)
    page.locator("#text .cm-content").press("End")
    page.keyboard.insert_text(" ")
    expect(page.locator("#app")).to_have_class(old)  # it is not of what stands there now
    page.locator("#again").click()
    expect(page.locator("#status")).to_contain_text("It has your changes.")
    expect(page.locator("#app")).not_to_have_class(old)
    expect(page.locator("#app")).to_be_in_viewport(ratio=0.9)


def test_files_come_go_and_get_other_names(
    live: Served, context: BrowserContext, tmp_path: Path
) -> None:
    page = context.new_page()
    names = ["static/empty.txt", "app.py", "app.py/new", "../new", "notes.txt", "templates/a.html"]
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept(names.pop(0) if dialog.type == "prompt" else "")

    page.on("dialog", answer)
    page.goto(f"{live.url}?step={STEP}")
    open_file(page, "app.py")
    page.locator("#make").click()
    expect(page.locator("#file option:checked")).to_have_text("static/empty.txt (new)")
    page.locator("#make").click()  # three names are refused
    expect(page.locator("#file option:checked")).to_have_text("notes.txt (new)")
    assert [said.partition("\n")[0] for said in asked[2:5]] == [
        "app.py is there already.",
        "app.py is a file, and no folder.",
        '"../new" is no path in the project; app.py or templates/new.html are.',
    ]
    page.locator("#text .cm-content").fill("Mine.\n")
    page.locator("#file").select_option(TEMPLATE)
    page.locator("#rename").click()
    expect(page.locator("#file option:checked")).to_have_text("templates/a.html (new)")
    page.locator("#file").select_option("requirements.txt")
    page.locator("#remove").click()
    expect(page.locator("#file option:checked")).to_have_text("requirements.txt (deleted)")
    expect(page.locator("#remove")).to_be_disabled()
    expected = step_texts() | {"static/empty.txt": "", "notes.txt": "Mine.\n"}
    expected["templates/a.html"] = expected.pop(TEMPLATE)
    del expected["requirements.txt"]
    page.reload()

    app = press_start(page)
    expect(page.locator("#trouble")).to_contain_text(f"TemplateNotFound: {Path(TEMPLATE).name}")
    open_file(page, TEMPLATE)
    expect(page.locator("#file option:checked")).to_have_text(f"{TEMPLATE} (deleted)")
    assert applied(shown_patch(page), tmp_path) == expected
    assert packed(page) == expected
    assert not is_wider(page, 390)

    page.locator("#reset").click()
    page.locator("#again").click()
    expect(app.locator("h1")).to_have_text("Task Master")
    page.locator("#resetAll").click()
    expect(page.locator("#changes")).to_have_text("Nothing is changed.")
    assert page.locator("#file option").all_text_contents() == sorted(step_texts())


def test_without_its_packages_there_is_a_plain_field_that_keeps_as_well(
    live: Served, context: BrowserContext
) -> None:
    page = context.new_page()
    context.route("**/editor/view/**", lambda route: route.abort())
    page.goto(f"{live.url}?step={STEP}")
    open_file(page, "app.py")
    field = page.get_by_role("textbox", name="app.py")
    expect(field).to_have_value(step_texts()["app.py"])
    field.fill("# Nothing yet\n")
    expect(page.locator("#hint")).to_contain_text("a plain field")

    page.reload()

    open_file(page, "app.py")
    expect(field).to_have_value("# Nothing yet\n")
