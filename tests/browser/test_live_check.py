"""Exercises in the page: the check there says what the terminal's says, of every stored answer."""

import json
import os
import re
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_site import is_wider
from tests.support.answers import files_of, pages_of, words_of
from tests.support.live_site import Served
from workbook.core.deadlines import LIMITS
from workbook.core.paths import DOCS
from workbook.course import outputs
from workbook.course.exercises import Exercise, exercises, find_exercise
from workbook.learner.verdict import Part
from workbook.site.live.checks import is_checked

LONG = LIMITS.server * 1000  # ms
CHECKED = [each for each in exercises() if is_checked(each)]
# Of each stage two answers are checked each time, and all others where there is time for it.
ALWAYS = {
    "01-undo-delete right-hidden-flag",
    "01-undo-delete wrong-one-for-all",
    "02-archive right-one-file",
    "02-removal wrong-date-gone",
    "03-two-tabs right-in-the-update",
    "03-priority wrong-no-server-default",
    "04-catch-a-bug right-page",
    "04-catch-a-bug wrong-half",
}
# As if somebody had typed them: what differs is kept, and what is not there is deleted.
PUT = """async ([exercise, files]) => {
  const { tree } = await (await import("./tree.js")).readExercise(exercise);
  await tree.reset(tree.changed());
  for (const path of Object.keys(tree.first)) if (!(path in files)) await tree.write(path, null);
  for (const [path, text] of Object.entries(files)) await tree.write(path, text);
}"""
TICKS = "localStorage.getItem('taskmaster.progress')"  # of reader.js
TEMPLATE = "templates/index.html"
LOOP = "def create_app():\n    while True:\n        pass\n"


def answers() -> list[ParameterSet]:
    """Each exercise with the page of each of its answers."""
    found: list[ParameterSet] = []
    for exercise in CHECKED:
        for page in pages_of(exercise):
            name = f"{exercise.page.stem} {page.stem}"
            marks = () if name in ALWAYS else pytest.mark.long
            found.append(pytest.param(exercise, page, id=name.replace(" ", "-"), marks=marks))
    return found


def put(page: Page, url: str, exercise: Exercise, files: dict[str, str]) -> None:
    """Open an exercise in whose editor some files stand."""
    page.goto(f"{url}?exercise={exercise.page.stem}")
    page.evaluate(PUT, [exercise.page.stem, files])
    page.reload()
    page.locator("#edit").click()


def press_check(page: Page) -> list[Part]:
    """Press Check, and return what is said of each part in the end."""
    page.locator("#check").click()
    expect(page.locator("#check")).to_have_text("Check", timeout=LONG)
    return [part_of(item) for item in page.locator("#parts li").all()]


def part_of(item: Locator) -> Part:
    why = item.locator(".why")
    kind, what = item.locator("b").inner_text(), item.locator(".what").inner_text()
    said = (why.text_content() or "") if why.count() else None
    assert kind == ("passed" if said is None else "not yet")
    return Part(what, said)


@pytest.mark.skipif(os.name == "nt", reason="answers are played like chapters, into bash")
@pytest.mark.parametrize(("exercise", "answer"), answers())
def test_an_answer_gets_the_verdict_and_the_words_of_the_terminal(
    live: Served, page: Page, exercise: Exercise, answer: Path, tmp_path: Path
) -> None:
    put(page, live.url, exercise, files_of(exercise, answer, tmp_path))

    parts = press_check(page)

    wanted = words_of(exercise, answer)
    lines = [line for part in parts if part.why is not None for line in part.lines()]
    assert outputs.matches(wanted, lines), "\n".join(lines)
    held = sum(part.why is None for part in parts)
    said = page.locator("#result").inner_text()
    assert said.startswith(f"{held} of {len(parts)} hold{'.' if wanted else ': '}")
    assert parts
    assert ("is done" in said) is not bool(wanted)


def test_every_answer_that_is_always_checked_is_there() -> None:
    names = {f"{each.page.stem} {page.stem}" for each in CHECKED for page in pages_of(each)}

    assert names >= ALWAYS
    assert {name[:2] for name in ALWAYS} == {each.stage.number for each in CHECKED}


def write(page: Page, path: str, text: str) -> None:
    """Choose a file in the editor, and type another text in its place."""
    page.locator("#file").select_option(path)
    page.locator("#text .cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def test_somebody_begins_fails_goes_on_without_a_network_and_is_done(
    live: Served, page: Page, tmp_path: Path
) -> None:
    exercise = find_exercise("01.undo-delete")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{live.url}?exercise=01-undo-delete#pressed")
    expect(page.locator("h1")).to_have_text("01.undo-delete Undo a delete")
    expect(page.frame_locator("#app").locator("h1")).to_have_text("Task Master", timeout=LONG)
    assert not [url for url in asked if "beautifulsoup" in url or "checker" in url]

    first = press_check(page)
    lines = [line for part in first if part.why is not None for line in part.lines()]
    assert outputs.matches(words_of(exercise, exercise.page), lines)
    expect(page.locator("#result")).to_have_text(
        "1 of 5 hold. Hints are on the page of the exercise."
    )
    hints = page.locator("#result a").get_attribute("href")
    assert hints == "../exercises/01-undo-delete/#hints"
    assert page.evaluate(TICKS) is None
    assert not is_wider(page, 390)
    live.cut()
    for path, text in files_of(exercise, exercise.solution, tmp_path).items():
        if path in ("app.py", TEMPLATE):
            write(page, path, text)

    assert [part.why for part in press_check(page)] == [None] * 5
    expect(page.locator("#result")).to_contain_text("5 of 5 hold: 01.undo-delete is done.")
    assert [*json.loads(page.evaluate(TICKS))["done"]] == ["exercises/01-undo-delete"]
    # The check had a copy: the app that runs beside it has nothing of what was checked.
    expect(page.frame_locator("#app").locator(".empty")).to_be_visible()


def test_in_the_page_of_an_exercise_who_is_done_is_led_to_its_own_solution(
    live: Served, page: Page, tmp_path: Path
) -> None:
    exercise = find_exercise("01.done-last")
    put(page, live.url, exercise, files_of(exercise, exercise.solution, tmp_path))
    menu, own = (f'<a href="/solutions/{name}/">It</a>' for name in ("other", "own"))
    lived = f'<iframe src="{live.url}?exercise=01-done-last"></iframe>'
    page.set_content(f"<main>{menu}<article>{own}{lived}</article></main>")
    frame = page.frame_locator("iframe")
    frame.locator("#edit").click()
    frame.locator("#check").click()

    solution = frame.locator("#result a")
    expect(solution).to_have_attribute("href", re.compile("/solutions/own/$"), timeout=LONG)


def test_a_check_without_an_end_is_stopped(live: Served, page: Page) -> None:
    exercise = find_exercise("01.done-last")
    page.clock.install()
    put(page, live.url, exercise, {"app.py": LOOP})
    page.locator("#check").click()
    expect(page.locator("#result")).to_have_text("Checked: 0 of 4 ...", timeout=LONG)
    page.locator("#check").click()
    expect(page.locator("#result")).to_have_text("It did not come to its end: you have stopped it.")
    page.locator("#check").click()
    expect(page.locator("#result")).to_have_text("Checked: 0 of 4 ...", timeout=LONG)
    page.clock.fast_forward(60_000)
    expect(page.locator("#check")).to_have_text("Check", timeout=LONG)
    parts = [part_of(item).lines() for item in page.locator("#parts li").all()]
    assert parts[0][1:] == [
        "         Stopped: no end after 60 s of computing. Is there an endless loop?"
    ]
    assert parts[1][1:] == ["         Not looked at: the check was stopped before it came here."]


def test_a_migration_is_written_and_makes_the_check_go_on(
    live: Served, page: Page, tmp_path: Path
) -> None:
    exercise = find_exercise("03.priority")
    answer = exercise.folder / "wrong-table-alone.md"
    files = files_of(exercise, answer, tmp_path)
    migration = next(path for path in files if path.startswith("migrations/versions/0004"))
    page.on("dialog", lambda dialog: dialog.accept("priority"))
    put(page, live.url, exercise, {path: files[path] for path in files if path != migration})

    page.locator("#migrate").click()
    expect(page.locator("#kept")).to_contain_text("Written: migrations/versions/", timeout=LONG)
    expect(page.locator("#text")).to_contain_text("revision = '")
    expect(page.locator("#text")).to_contain_text("add_column")

    lines = [line for part in press_check(page) if part.why is not None for line in part.lines()]
    assert outputs.matches(words_of(exercise, answer), lines), "\n".join(lines)


def test_the_button_stands_where_an_exercise_begins(page: Page) -> None:
    button = '<div class="live" data-page="x" data-under="begin" hidden><button>Go</button></div>'
    parts = f'<h2 id="begin">Begin</h2><p>In your folder</p><h2>Done</h2>{button}'
    page.set_content(f'<meta name="live">{parts}')
    page.add_script_tag(path=DOCS / "assets" / "live.js")

    expect(page.locator("#begin + .live button")).to_be_visible()


def test_the_tests_of_a_file_run_and_one_that_is_changed_fails(live: Served, page: Page) -> None:
    page.goto(f"{live.url}?step=04-testing")
    page.locator("#edit").click()
    expect(page.locator("#testFile")).to_be_visible()
    page.locator("#file").select_option("tests/test_session.py")
    page.locator("#testFile").click()
    expect(page.locator("#testFile")).to_have_text("Run this file's tests", timeout=LONG)
    expect(page.locator("#parts pre")).to_contain_text("1 passed")
    expect(page.locator("#result")).to_have_text("pytest has come to its end.")
    write(page, "tests/test_session.py", "def test_it() -> None:\n    assert 1 == 2\n")

    page.locator("#testFile").click()

    expect(page.locator("#testFile")).to_have_text("Run this file's tests", timeout=LONG)
    expect(page.locator("#parts pre")).to_contain_text("FAILED tests/test_session.py::test_it")
    page.locator("#file").select_option("tests/test_properties.py")
    page.locator("#testFile").click()
    expect(page.locator("#result")).to_contain_text("Without tests/test_properties.py: Hypothesis")


@pytest.mark.long
def test_all_tests_of_a_stage_pass_in_the_page(live: Served, page: Page) -> None:
    page.goto(f"{live.url}?step=04-testing")
    page.locator("#edit").click()
    page.locator("#testAll").click()
    expect(page.locator("#testAll")).to_have_text("Run all tests", timeout=4 * LONG)

    expect(page.locator("#parts pre")).to_contain_text(re.compile(r"\d{3} passed in"))
    expect(page.locator("#parts pre")).not_to_contain_text("failed")
    expect(page.locator("#result")).to_contain_text("Without tests/test_properties.py: Hypothesis")
