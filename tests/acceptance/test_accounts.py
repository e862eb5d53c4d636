"""The stories of accounts: the front door, and what a name and a password may be."""

from urllib.parse import urljoin

import pytest

from tests.acceptance.visitor import Visitor
from tests.acceptance.words import some_name

pytestmark = pytest.mark.since("02")

REGISTER = "/auth/register"
REFUSED_NAMES = ["", "ab", "a" * 31, "a b c", "a.b.c", "żółw", "<b>", "ＡＢＣ", "abc/def"]
TAKEN_PASSWORDS = ["x" * 128, "  🚲ż'\"< "]


def test_the_front_door_leads_to_register_and_to_log_in(guest: Visitor) -> None:
    page = guest.open("/")

    links = {urljoin("/", str(link["href"])) for link in page.soup.find_all("a", href=True)}
    assert page.status == 200
    assert {REGISTER, "/auth/login"} <= links


def test_the_front_door_leads_a_signed_in_user_to_the_list(visitor: Visitor) -> None:
    answer = visitor.request("GET", "/")

    assert answer.is_redirect
    assert urljoin("/", answer.headers["location"]) == "/tasks/"


def test_registering_signs_in_and_leads_to_an_empty_list(guest: Visitor) -> None:
    answer = guest.register()

    assert answer.status_code == 303
    assert urljoin("/", answer.headers["location"]) == "/tasks/"
    assert guest.tasks().path == "/tasks/"
    assert guest.tasks().rows() == []


@pytest.mark.parametrize("name", REFUSED_NAMES)
def test_a_name_that_breaks_the_rule_is_refused_and_kept_in_the_field(
    guest: Visitor, name: str
) -> None:
    page = guest.refused(REGISTER, "username", username=name, password="long enough")

    assert page.value("username") == name
    assert guest.tasks().path == "/auth/login"


@pytest.mark.parametrize("ending", ["", "-_09azAZ".ljust(14, "x")])
def test_a_name_of_3_and_one_of_30_characters_are_taken(guest: Visitor, ending: str) -> None:
    name = some_name()[-3:] if not ending else some_name()[-16:] + ending

    assert guest.register(name).status_code == 303


@pytest.mark.parametrize("password", ["", "x" * 7, "x" * 129])
def test_a_password_too_short_or_too_long_is_refused_and_the_name_kept(
    guest: Visitor, password: str
) -> None:
    page = guest.refused(REGISTER, "password", username=guest.name, password=password)

    assert page.value("username") == guest.name
    assert guest.tasks().path == "/auth/login"


@pytest.mark.parametrize("password", TAKEN_PASSWORDS)
def test_a_password_is_used_as_typed(guest: Visitor, password: str) -> None:
    assert guest.register(password=password).status_code == 303
    guest.post("/auth/logout")

    assert guest.log_in(password=password).status_code == 303


def test_a_name_that_is_taken_is_refused_whatever_its_case(
    guest: Visitor, visitor: Visitor
) -> None:
    name = visitor.name.upper()

    page = guest.refused(REGISTER, "username", username=name, password="another password")

    assert page.value("username") == name


def test_a_name_that_was_refused_can_still_be_had_with_a_good_password(guest: Visitor) -> None:
    guest.register(password="short")

    assert guest.register().status_code == 303
