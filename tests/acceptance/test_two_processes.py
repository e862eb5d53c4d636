"""The stories of two processes on one database: to a person they are one app."""

import pytest

from tests.acceptance.visitor import Visitor
from tests.acceptance.words import some_title

pytestmark = pytest.mark.since("03")


def test_an_account_of_one_process_logs_in_at_the_other(pair: list[Visitor]) -> None:
    here, there = pair
    with Visitor(here.address, here.stage) as newcomer, Visitor(there.address, here.stage) as again:
        newcomer.register()

        assert again.log_in(newcomer.name).status_code == 303
        assert again.register(newcomer.name.upper()).status_code == 400


def test_one_session_is_good_for_both_processes(pair: list[Visitor]) -> None:
    here, there = pair
    title = some_title()
    here.add(title)

    here.address, address = there.address, here.address
    page = here.tasks()
    here.address = address

    assert page.row(title)


def test_what_is_added_changed_and_deleted_in_one_process_is_seen_in_the_other(
    pair: list[Visitor],
) -> None:
    here, there = pair
    title, new = some_title(), some_title("new")

    here.add(title, tags="seen")
    added = there.tasks(tag="seen").row(title)
    there.press(title, "toggle")
    done = here.tasks(status="done").row(title)
    here.fill(f"/tasks/{here.number(title)}/edit", title=new)
    changed = there.tasks().row(new)
    there.press(new, "delete")

    assert added
    assert done
    assert changed
    assert not here.tasks().row(new)
