"""The stories of the task list, which hold from stage 01 on."""

import re
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
from bs4 import Tag

from tests.acceptance.page import Page
from tests.acceptance.visitor import Visitor
from tests.acceptance.words import HARD_WORDS, some_title

pytestmark = pytest.mark.since("01")


def goes_to_the_list(visitor: Visitor, response: httpx.Response) -> bool:
    """Tell whether an answer is the redirect that ends each change."""
    target = urljoin(str(response.url), response.headers.get("location", ""))
    return response.status_code == 303 and urlsplit(target).path == visitor.tasks().path


def form_of(page: Page, title: str, action: str) -> Tag:
    """Return the form around a button of a task's."""
    form = page.task(title).find("form", action=re.compile(rf"/{action}(\?|$)"))
    assert isinstance(form, Tag), f"the task {title!r} has no {action} button"
    return form


def test_the_list_is_a_page_of_html(visitor: Visitor) -> None:
    page = visitor.tasks()

    assert page.status == 200
    assert page.response.headers["content-type"] == "text/html; charset=utf-8"


def test_the_form_to_add_a_task_is_a_page_of_html(visitor: Visitor) -> None:
    page = visitor.open(visitor.adding)

    assert page.status == 200
    assert page.form_with("title")


def test_a_task_that_is_added_is_on_the_list(visitor: Visitor) -> None:
    title = some_title()

    response = visitor.add(title)

    assert goes_to_the_list(visitor, response)
    assert visitor.tasks().row(title)


def test_adding_answers_303_so_that_a_reload_adds_nothing(visitor: Visitor) -> None:
    response = visitor.add(some_title())

    assert response.status_code == 303


def test_the_newest_task_comes_first(visitor: Visitor) -> None:
    old, new = some_title("old"), some_title("new")
    visitor.add(old)
    visitor.add(new)

    page = visitor.tasks()

    rows = page.rows()
    assert rows.index(page.task(new)) < rows.index(page.task(old))


@pytest.mark.parametrize("blank", ["", "   ", "\t"])
def test_a_blank_title_is_refused_with_a_message_beside_the_field(
    visitor: Visitor, blank: str
) -> None:
    before = visitor.tasks().numbers()

    visitor.refused(visitor.adding, "title", title=blank)

    assert visitor.tasks().numbers() == before


def test_a_form_without_a_title_is_refused(visitor: Visitor) -> None:
    page = visitor.open(visitor.adding)
    form = page.form_with("title")
    page.field("title").decompose()

    assert visitor.submit(page, form).status_code == 400


def test_a_title_of_120_characters_is_taken(visitor: Visitor) -> None:
    title = some_title().ljust(120, "é")

    assert visitor.add(title).status_code == 303
    assert visitor.tasks().row(title)


def test_a_title_of_121_characters_is_refused_and_kept_in_the_field(visitor: Visitor) -> None:
    title = some_title().ljust(121, "é")

    page = visitor.refused(visitor.adding, "title", title=title)

    assert page.value("title") == title
    assert not visitor.tasks().row(title)


def test_spaces_around_a_title_are_dropped(visitor: Visitor) -> None:
    title = some_title()

    visitor.add(f"  {title}  ")

    assert visitor.tasks().row(title)


@pytest.mark.parametrize("words", HARD_WORDS)
def test_a_title_comes_back_as_typed_and_harmless(visitor: Visitor, words: str) -> None:
    title = some_title(words)

    visitor.add(title)

    row = visitor.tasks().row(title)
    assert row
    assert not row.find(["b", "script"])


@pytest.mark.parametrize("words", HARD_WORDS)
def test_a_refused_title_stays_in_the_field_as_typed(visitor: Visitor, words: str) -> None:
    title = words.ljust(121, "x")

    assert Page(visitor.add(title)).value("title") == title


def test_a_task_can_be_completed_and_opened_again(visitor: Visitor) -> None:
    title = some_title()
    visitor.add(title)
    states = [visitor.sees(title)]

    for _ in range(2):
        assert goes_to_the_list(visitor, visitor.press(title, "toggle"))
        states.append(visitor.sees(title))

    assert states[0] != states[1]
    assert states[0] == states[2]


def test_completing_a_task_leaves_the_others_alone(visitor: Visitor) -> None:
    one, other = some_title("one"), some_title("other")
    visitor.add(one)
    visitor.add(other)
    before = visitor.sees(other)

    visitor.press(one, "toggle")

    assert visitor.sees(other) == before


def test_a_deleted_task_is_gone_and_the_others_stay(visitor: Visitor) -> None:
    one, other = some_title("one"), some_title("other")
    visitor.add(one)
    visitor.add(other)

    response = visitor.press(one, "delete")

    assert goes_to_the_list(visitor, response)
    assert not visitor.tasks().row(one)
    assert visitor.tasks().row(other)


def test_a_number_is_not_used_again_after_a_delete(visitor: Visitor) -> None:
    first, second = some_title("first"), some_title("second")
    visitor.add(first)
    deleted = form_of(visitor.tasks(), first, "delete")["action"]
    visitor.press(first, "delete")

    visitor.add(second)

    assert form_of(visitor.tasks(), second, "delete")["action"] != deleted


@pytest.mark.parametrize("action", ["toggle", "delete"])
def test_a_task_that_is_gone_is_not_found(visitor: Visitor, action: str) -> None:
    title = some_title()
    visitor.add(title)
    page = visitor.tasks()
    form = form_of(page, title, action)
    visitor.press(title, "delete")

    assert visitor.submit(page, form).status_code == 404


@pytest.mark.parametrize("action", ["toggle", "delete"])
def test_a_look_at_a_button_changes_nothing(visitor: Visitor, action: str) -> None:
    title = some_title()
    visitor.add(title)
    before = visitor.sees(title)
    path = str(form_of(visitor.tasks(), title, action)["action"]).rsplit("/", 1)[0]

    response = visitor.request("GET", f"{path}/{action}")

    assert response.status_code == 405
    assert visitor.sees(title) == before
