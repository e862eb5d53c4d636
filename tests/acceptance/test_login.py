"""The stories of signing in and out, and of who is sent to do so."""

from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.acceptance.page import Page
from tests.acceptance.visitor import Visitor
from tests.acceptance.words import PASSWORD, some_title

pytestmark = pytest.mark.since("02")

ELSEWHERE = [
    "https://elsewhere.example/",
    "//elsewhere.example/",
    "/\\elsewhere.example/",
    "/\t/elsewhere.example/",
]
PAGES = ["/tasks/", "/tasks/new", "/tasks/1/edit", "/tasks/?q=what?", "/analytics/"]
CHANGES = ["/tasks/new", "/tasks/1/edit", "/tasks/1/toggle", "/tasks/1/delete"]


def leads_to(answer: httpx.Response) -> str:
    """Return where a browser goes from a redirect, without the host if that is the app's own."""
    target = answer.url.join(answer.headers["location"].replace("\t", "").replace("\\", "/"))
    own = (target.host, target.port) == (answer.url.host, answer.url.port)
    return target.raw_path.decode() if own else str(target)


def test_logging_in_leads_to_the_list_and_its_tasks(guest: Visitor, visitor: Visitor) -> None:
    title = some_title()
    visitor.add(title)

    answer = guest.log_in(visitor.name)

    assert answer.status_code == 303
    assert leads_to(answer) == "/tasks/"
    assert guest.tasks().row(title)


def test_a_wrong_password_is_refused_and_the_name_kept(guest: Visitor, visitor: Visitor) -> None:
    page = Page(guest.log_in(visitor.name, "not this one"))

    assert page.status == 400
    assert page.message_beside("username") + page.message_beside("password")
    assert page.value("username") == visitor.name
    assert guest.tasks().path == "/auth/login"


def test_an_unknown_name_is_refused_in_the_same_words_as_a_wrong_password(
    guest: Visitor, visitor: Visitor
) -> None:
    wrong = Page(guest.log_in(visitor.name, "not this one"))
    unknown = Page(guest.log_in("nobody-has-this", "not this one"))

    assert unknown.status == wrong.status == 400
    assert unknown.text == wrong.text


@pytest.mark.parametrize("empty", ["username", "password"])
def test_a_login_without_a_name_or_a_password_is_refused(
    guest: Visitor, visitor: Visitor, empty: str
) -> None:
    fields = {"username": visitor.name, "password": "not this one", empty: ""}

    guest.refused("/auth/login", empty, **fields)


@pytest.mark.parametrize("path", ["/analytics/", "/tasks/?status=open&q=%C3%A9t%C3%A9"])
def test_logging_in_goes_on_to_the_page_that_was_asked_for(
    guest: Visitor, visitor: Visitor, path: str
) -> None:
    assert leads_to(guest.log_in(visitor.name, then=path)) == path


def test_a_page_that_needs_an_account_is_opened_after_logging_in(
    guest: Visitor, visitor: Visitor
) -> None:
    asked = guest.open("/tasks/new")
    form = asked.form_with("password")
    again = Page(guest.submit(asked, form, username=visitor.name, password="not this one"))

    answer = guest.submit(again, again.form_with("password"), password=PASSWORD)

    assert leads_to(answer) == "/tasks/new"


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_logging_in_never_leads_to_another_host(
    guest: Visitor, visitor: Visitor, elsewhere: str
) -> None:
    answer = guest.log_in(visitor.name, then=elsewhere)

    assert answer.status_code == 303
    assert leads_to(answer).startswith("/tasks/")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_tasks_sends_a_guest_to_log_in(guest: Visitor, path: str) -> None:
    answer = guest.request("GET", path)

    assert answer.is_redirect
    assert urlsplit(leads_to(answer)).path == "/auth/login"
    assert parse_qs(urlsplit(leads_to(answer)).query) == {"next": [path]}


@pytest.mark.parametrize("path", ["/auth/login", "/auth/register"])
def test_a_form_that_is_opened_by_itself_names_no_next_page(guest: Visitor, path: str) -> None:
    assert urlsplit(str(guest.open(path).form_with("username")["action"])).query == ""


@pytest.mark.parametrize("path", CHANGES)
def test_a_change_sends_a_guest_to_log_in(guest: Visitor, path: str) -> None:
    answer = guest.post(path, title="Not mine")

    assert answer.status_code == 303
    assert urlsplit(leads_to(answer)).path == "/auth/login"


def test_after_logging_out_the_tasks_are_out_of_reach(newcomer: Visitor) -> None:
    answer = newcomer.post("/auth/logout")

    assert answer.status_code == 303
    assert newcomer.tasks().path == "/auth/login"


def test_a_look_at_the_address_to_log_out_signs_nobody_out(visitor: Visitor) -> None:
    assert visitor.request("GET", "/auth/logout").status_code == 405
    assert visitor.tasks().path == "/tasks/"
