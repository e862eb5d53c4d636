"""Who needs help first: in a few lines, the most urgent first, each one once."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from workbook.classroom.feedback import feedback
from workbook.classroom.helping import FEW, as_words, needs
from workbook.classroom.page import page
from workbook.classroom.standing import NO_APP_YET, Standing

pytestmark = pytest.mark.pages

WHY = "SyntaxError: '(' was never closed; app.py, line 24: tasks: dict[int, Task] = ("
STORY = "test_tasks.test_the_newest_task_comes_first"
LATER = "test_tasks.test_the_list_is_a_page_of_html"
GOOD = Standing("good", step="02.10", whole=True, due=[STORY, LATER])
SLOW = replace(GOOD, name="slow", step="01.4")
RED = replace(GOOD, name="red", broken=[STORY])
REDDER = replace(GOOD, name="redder", broken=[STORY, LATER], step="01.5")
STOPS = Standing("stops", step="01.6", why=WHY)
FIRST = Standing("first", step="01.1", why=NO_APP_YET)
BAD = Standing("bad", problem="It is empty.")
CLASS = [BAD, GOOD, replace(GOOD, name="good too"), RED, REDDER, SLOW, STOPS, FIRST]
SAID = f"""\
Who needs help first
  Not handed in: Ada, Zoë
  Can't be looked at
    bad: It is empty.
  The app doesn't start
    stops: {WHY}
  Stories that are due don't hold: redder (2 of 2), red (1 of 2)
  Furthest behind the middle of the class, 01.6: first (at 01.1)"""


def test_who_needs_help_is_said_in_a_few_lines_each_one_once() -> None:
    assert as_words(CLASS, ["Ada", "Zoë"]) == SAID


def test_who_is_as_far_as_the_others_or_a_little_less_is_not_behind() -> None:
    near, far = replace(GOOD, name="near", step="02.8"), replace(GOOD, name="far", step="02.7")
    class_ = [GOOD, *(replace(GOOD, name=f"good {n}") for n in (2, 3)), near, far]

    assert [need.said for need in needs(class_, [])] == [{"far": "at 02.7"}]


def test_in_the_first_step_there_is_no_app_to_start_and_later_there_is() -> None:
    assert not needs([FIRST], [])
    assert needs([replace(FIRST, step="02.39")], [])[0].said == {"first": NO_APP_YET}


def test_who_has_not_begun_what_was_asked_for_is_named() -> None:
    later = replace(GOOD, name="later", not_begun="01.undo-delete")

    assert "  The exercise is not begun: later" in as_words([GOOD, later], [])


def test_of_many_who_need_the_same_a_few_are_named_and_the_others_counted() -> None:
    many = [replace(STOPS, name=f"learner {n}") for n in range(FEW + 2)]

    assert as_words(many, []).endswith(f"    learner 4: {WHY}\n    and 2 more in the table")


def test_a_class_that_needs_no_help_is_said_to_be_so() -> None:
    assert "Nobody stands out" in as_words([GOOD], [])
    assert "Nobody stands out" in page([GOOD], [], [], "class", "today")


def test_who_is_tried_again_is_named() -> None:
    stopped = replace(STOPS, again=True)

    assert as_words([GOOD, stopped], []).endswith("machine has failed: stops")


def test_the_page_of_a_class_begins_with_it_and_names_lead_to_rows() -> None:
    soup = BeautifulSoup(page(CLASS, ["Ada", "<b>Zoë"], [], "class", "today"), "html.parser")

    head = soup.select_one("h2")
    assert head
    assert head.get_text() == "Who needs help first"
    said = {link.get_text(): str(link["href"]) for link in soup.select("section a")}
    assert [*said] == ["Ada", "<b>Zoë", "bad", "stops", "redder", "red", "first"]
    rows = {name: soup.select_one(f"tr{place} th") for name, place in said.items()}
    assert {name: row.get_text() for name, row in rows.items() if row} == {n: n for n in said}
    assert f"stops: {WHY}" in soup.get_text()


def test_no_learner_reads_of_it() -> None:
    texts = [feedback(replace(each, heading="A list")) for each in CLASS]

    assert not [text for text in texts if "help" in text or "behind" in text or "middle" in text]
