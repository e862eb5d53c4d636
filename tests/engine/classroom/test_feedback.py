"""What is written about a class: for people, for sheets, for programs, and for each learner."""

import csv
import json
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from workbook.classroom.feedback import as_html, feedback
from workbook.classroom.links import SITE
from workbook.classroom.page import page
from workbook.classroom.standing import OUTSIDE, Standing, said_of_sandbox
from workbook.classroom.tables import as_csv, as_json, as_junit, as_text

pytestmark = pytest.mark.pages

STORY = "test_tasks.test_a_blank_title_is_refused_with_a_message_beside_the_field"
ADA = Standing(
    "ada",
    step="01.6",
    heading="A stylesheet",
    whole=True,
    due=["test_tasks.test_the_newest_task_comes_first", STORY],
    broken=[STORY],
    exercises={"01.undo-delete": "passed", "01.done-last": "2 of 4 hold"},
    open={"01.done-last": ["Tasks that are open stand above those that are done."]},
)
BOB = Standing("<b>bob", problem="It holds more than 50 MB.")
EVE = Standing("=eve", step="01.2", heading="The factory", why="SyntaxError: x; app.py, line 3: (")
FORM = """\
- This doesn't hold yet; the chapter has it by step 01.4, A form (docs/01-minimal/4-a-form.md)
    - A blank title is refused with a message beside the field
"""
CLASS = [ADA, BOB, EVE]
ABSENT = ["Zoë"]


def test_a_line_says_of_each_where_they_are() -> None:
    lines = as_text(CLASS, ABSENT).splitlines()

    assert [line.split()[0] for line in lines] == ["Name", "ada", "<b>bob", "=eve", "Zoë"]
    assert lines[1].split()[1:] == ["01.6", "yes", "1", "of", "2", "1", "of", "2"]
    assert "01.2 begun  SyntaxError: x; app.py, line 3: (" in lines[3]


def test_a_sheet_has_a_column_for_each_exercise_and_no_cell_is_a_formula() -> None:
    rows = list(csv.DictReader(as_csv(CLASS, ABSENT).splitlines()))

    assert rows[0]["01.undo-delete"] == "passed"
    assert (rows[0]["stories_held"], rows[0]["stories_due"]) == ("1", "2")
    assert [row["name"] for row in rows] == ["ada", "<b>bob", "'=eve", "Zoë"]
    assert rows[3]["problem"] == "not handed in"


def test_programs_get_all_of_it() -> None:
    whole = json.loads(as_json(CLASS, ABSENT, []))

    assert [Standing.from_json(each) for each in whole["submissions"]] == CLASS
    assert whole["not_handed_in"] == ABSENT


def test_a_ci_gets_a_case_for_each_thing_that_is_due() -> None:
    suites = ET.fromstring(as_junit(CLASS, ABSENT)).findall("testsuite")

    counts = [(each.get("name"), each.get("tests"), each.get("failures")) for each in suites]
    assert counts[:3] == [("ada", "5", "2"), ("<b>bob", "1", "1"), ("=eve", "1", "1")]
    assert counts[3:] == [("Zoë", "1", "0")]
    assert suites[3].find("testcase/skipped") is not None


@pytest.mark.parametrize(
    "text",
    [
        as_text([], ABSENT),
        as_csv([], ABSENT),
        as_json([], ABSENT, []).replace("_", " "),
        as_junit([], ABSENT),
        page([], ABSENT, [], "class", "today"),
    ],
    ids=["text", "csv", "json", "junit", "html"],
)
def test_of_whom_there_is_nothing_the_same_is_said_everywhere(text: str) -> None:
    assert "not handed in" in text
    assert "missing" not in text


def test_the_page_of_a_class_asks_nobody_for_anything_and_shows_names_as_they_are() -> None:
    soup = BeautifulSoup(page(CLASS, ABSENT, [], "class: 01", "2026-11-29"), "html.parser")

    names = [cell.get_text() for cell in soup.select("tbody th")]
    assert names == ["ada", "<b>bob", "=eve", "Zoë"]
    assert not soup.select("[src], link, script, b")
    links = [link["href"] for link in soup.select("tbody [href]")]
    assert links == ["feedback/ada.html", "feedback/_b_bob.html", "feedback/%3Deve.html"]
    assert "01.6 A stylesheet" in soup.get_text()
    assert "01.2 The factory (begun)" in soup.get_text()
    assert "2026-11-29" in soup.get_text()
    assert "A blank title is refused with a message beside the field" in soup.get_text()


@pytest.mark.parametrize("standing", CLASS)
def test_a_learner_reads_of_nobody_else(standing: Standing) -> None:
    text = feedback(standing)

    assert text.startswith(f"# {standing.name}\n")
    assert not [each.name for each in CLASS if each is not standing and each.name in text]


def test_a_learner_reads_what_holds_what_to_look_at_and_what_comes_next() -> None:
    text = feedback(ADA)

    assert "- Your copy is at step 01.6, A stylesheet.\n- Your app starts.\n" in text
    assert "- Your app does 1 of the 2 things that were asked of it.\n" in text
    assert "- The exercise 01.undo-delete passes.\n" in text
    assert FORM in text
    assert "- Not all of it holds yet: the exercise *done tasks last* (docs/exercises" in text
    assert "\n    - Tasks that are open stand above those that are done.\n" in text
    assert text.endswith("- Mend what stands above. After that, the chapter goes on.\n")
    done = feedback(replace(ADA, broken=[]))
    assert "- Your copy has all of step 01.6, A stylesheet.\n" in done
    assert done.endswith("- Go on with stage 02, blueprints (docs/02-blueprints/index.md)\n")


def test_a_learner_is_led_to_the_paragraph_of_what_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    half = replace(ADA, whole=False, lacking=[("app.py", "01-minimal/4-a-form.md#the-form")])
    words = "step 01.4, A form, under *The form*"

    assert f"    - `app.py`: {words} (docs/01-minimal/4-a-form.md)\n" in feedback(half)
    monkeypatch.setenv(SITE, "https://workbook.example/flask")
    address = "https://workbook.example/flask/01-minimal/4-a-form/#the-form"
    assert f"    - `app.py`: [{words}]({address})\n" in feedback(half)
    done = replace(ADA, broken=[])
    assert "https://workbook.example/flask/02-blueprints/)" in feedback(done)


def test_an_exercise_of_which_nothing_holds_is_one_line() -> None:
    none = replace(ADA, exercises={"01.done-last": "0 of 4 hold"})

    assert "- Not begun, or nothing of it holds yet: the exercise *done tasks last*" in feedback(
        none
    )
    assert "Tasks that are open" not in feedback(none)


def test_a_learner_whose_app_does_not_start_reads_why_first() -> None:
    text = feedback(EVE)

    assert "- Your app doesn't start: `SyntaxError: x; app.py, line 3: (`. Mend that first." in text
    assert "Your app starts." not in text
    assert text.endswith("## Next\n\n- Make your app start, and hand it in again.\n")
    assert "mend that, and hand it in again" in feedback(BOB).lower()


def test_a_learner_whose_app_does_not_start_is_not_sent_to_the_next_stage() -> None:
    text = feedback(replace(ADA, why="SyntaxError: x; app.py, line 3: ("))

    assert "- Your copy is at step 01.6, A stylesheet.\n" in text
    assert "stage 02" not in text


def test_a_browser_shows_the_same_and_nothing_that_was_handed_in_is_html() -> None:
    evil = replace(EVE, name="<b>eve", why="Error: ` [a](javascript:alert(1)) <script>x</script>")

    soup = BeautifulSoup(as_html(ADA), "html.parser")
    assert [head.get_text() for head in soup.select("h1, h2")] == [
        "ada",
        "What holds",
        "What to look at",
        "Next",
    ]
    (item,) = (each for each in soup.select("li") if "chapter has it by" in str(each.contents[0]))
    assert item.select_one("li")
    worse = replace(BOB, problem="<script>x</script>")
    assert not BeautifulSoup(as_html(worse), "html.parser").select("script")
    hostile = BeautifulSoup(as_html(evil), "html.parser")
    assert not hostile.select("script, b")
    assert "<b>eve" in hostile.select("h1")[0].get_text()
    (policy,) = hostile.select("[http-equiv=Content-Security-Policy]")
    assert str(policy["content"]).startswith("default-src 'none';")


@pytest.mark.parametrize(
    "why", ["OSError: [Errno 30] Read-only file system: '/srv/x'", "PermissionError: [Errno 13] No"]
)
def test_what_the_sandbox_refuses_is_said_in_plain_words_with_its_place(why: str) -> None:
    said = said_of_sandbox(f"{why}; app.py, line 3: open(")

    assert said == f"{OUTSIDE}: {why}; app.py, line 3: open("
    assert said_of_sandbox("OSError: [Errno 98] In use") == "OSError: [Errno 98] In use"


def test_an_exercise_that_was_asked_for_and_not_begun_is_said_to_be_so_and_stays_blank() -> None:
    later = replace(ADA, exercises={}, open={}, not_begun="01.undo-delete")

    assert as_text([later], []).endswith("1 of 2   not begun")
    assert next(csv.DictReader(as_csv([later], []).splitlines()))["01.undo-delete"] == ""
    assert "undo-delete" not in as_junit([later], [])
    assert "- You have not begun the exercise *undo a delete* (docs/ex" in feedback(later)
