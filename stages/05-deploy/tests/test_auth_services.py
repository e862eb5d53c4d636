"""What the app does with accounts, called without a request."""

import pytest
from sqlalchemy import select

from taskmaster.auth.models import User
from taskmaster.auth.services import authenticate, get_user, register
from taskmaster.database import db
from tests.people import PASSWORD, look_again


def test_an_account_that_is_made_is_there_afterwards(context: None) -> None:
    user = register("Ada", PASSWORD)
    look_again()

    assert get_user(user.id).username == "Ada"


def test_a_name_that_is_taken_makes_no_account(owner: User) -> None:
    assert register("OWNER", PASSWORD) is None
    assert db.session.scalars(select(User.username)).all() == ["owner"]


def test_a_password_is_not_stored(context: None) -> None:
    assert PASSWORD not in register("ada", PASSWORD).password_hash


@pytest.mark.parametrize("name", ["owner", "OWNER", "Owner"])
def test_name_and_password_lead_to_the_user_whatever_the_case_of_the_name(
    owner: User, name: str
) -> None:
    assert authenticate(name, PASSWORD) is owner


@pytest.mark.parametrize(
    ("name", "password"),
    [("owner", "wrong"), ("owner", ""), ("nobody", PASSWORD), ("ow\0ner", PASSWORD)],
)
def test_what_does_not_match_leads_to_nobody(owner: User, name: str, password: str) -> None:
    assert authenticate(name, password) is None


def test_an_unknown_name_costs_a_hash_as_well(
    context: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed = []
    monkeypatch.setattr("taskmaster.auth.services.generate_password_hash", hashed.append)

    authenticate("nobody", PASSWORD)

    assert hashed == [PASSWORD]


def test_no_number_and_an_unknown_one_lead_to_nobody(context: None) -> None:
    assert get_user(None) is None
    assert get_user(999) is None
