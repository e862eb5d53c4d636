"""The stories of forged forms: a change takes the token of a form of one's own."""

import pytest

from tests.acceptance.page import Page
from tests.acceptance.visitor import Visitor
from tests.acceptance.words import PASSWORD, some_title

pytestmark = pytest.mark.since("02")

CHANGES = ["toggle", "delete", "edit"]
ENTRANCES = ["/auth/register", "/auth/login"]


@pytest.fixture(scope="module")
def title(visitor: Visitor) -> str:
    """The title of a task of the visitor's."""
    title = some_title()
    visitor.add(title)
    return title


@pytest.mark.parametrize("action", CHANGES)
def test_a_change_without_its_token_is_refused(visitor: Visitor, title: str, action: str) -> None:
    path = f"/tasks/{visitor.number(title)}/{action}"
    before = visitor.sees(title)

    answer = visitor.request("POST", path, title="Forged")

    assert answer.status_code == 400
    assert visitor.sees(title) == before


@pytest.mark.parametrize("action", CHANGES)
def test_a_change_with_the_token_of_another_session_is_refused(
    visitor: Visitor, title: str, guest: Visitor, action: str
) -> None:
    path = f"/tasks/{visitor.number(title)}/{action}"
    before = visitor.sees(title)

    answer = visitor.request("POST", path, title="Forged", **guest.token())

    assert answer.status_code == 400
    assert visitor.sees(title) == before


def test_a_task_is_not_added_without_the_token(visitor: Visitor) -> None:
    title = some_title()

    assert visitor.request("POST", "/tasks/new", title=title).status_code == 400
    assert not visitor.tasks().row(title)


def test_a_task_is_not_added_with_the_token_of_another_session(
    visitor: Visitor, guest: Visitor
) -> None:
    title = some_title()

    answer = visitor.request("POST", "/tasks/new", title=title, **guest.token())

    assert answer.status_code == 400
    assert not visitor.tasks().row(title)


def test_a_form_with_a_stale_token_gives_back_what_was_typed_to_be_sent_again(
    visitor: Visitor, guest: Visitor
) -> None:
    title = some_title('Zoë & "<b>')
    typed = {"title": title, "notes": "Whole\nor not?", "due_on": "", "tags": "a, b"}

    answer = visitor.request("POST", "/tasks/new", **typed, **guest.token())

    page = Page(answer)
    assert (page.status, {name: page.value(name) for name in typed}) == (400, typed)
    assert "send it again" in page.text
    assert visitor.submit(page, page.form_with("title")).status_code == 303
    assert visitor.tasks().row(title)


def test_what_another_site_sends_is_not_offered_to_be_sent_again(visitor: Visitor) -> None:
    answer = visitor.client.post(
        f"{visitor.address}/tasks/new",
        data={"title": "Forged", "csrf_token": "x"},
        headers={"Sec-Fetch-Site": "cross-site"},
    )

    assert answer.status_code == 400
    assert "Forged" not in answer.text
    assert "reload the page" in answer.text


def test_a_password_is_never_given_back(guest: Visitor, visitor: Visitor) -> None:
    fields = {"username": guest.name, "password": PASSWORD}

    page = Page(guest.request("POST", "/auth/login", **fields, **visitor.token()))

    assert (page.status, page.value("username")) == (400, guest.name)
    assert PASSWORD not in page.response.text


@pytest.mark.parametrize("path", ENTRANCES)
def test_nobody_gets_in_without_the_token(guest: Visitor, path: str) -> None:
    answer = guest.request("POST", path, username=guest.name, password=PASSWORD)

    assert answer.status_code == 400
    assert guest.tasks().path == "/auth/login"


@pytest.mark.parametrize("path", ENTRANCES)
def test_nobody_gets_in_with_the_token_of_another_session(
    guest: Visitor, visitor: Visitor, path: str
) -> None:
    fields = {"username": guest.name, "password": PASSWORD} | visitor.token()

    assert guest.request("POST", path, **fields).status_code == 400
    assert guest.tasks().path == "/auth/login"


def test_nobody_is_signed_out_without_the_token(visitor: Visitor) -> None:
    assert visitor.request("POST", "/auth/logout").status_code == 400
    assert visitor.tasks().path == "/tasks/"
