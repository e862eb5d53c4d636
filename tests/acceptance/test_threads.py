"""The stories of many requests at the same moment, which one process serves in threads."""

from functools import partial

import pytest

from tests.acceptance.at_once import Request, at_once, statuses
from tests.acceptance.visitor import Visitor
from tests.acceptance.words import some_title

pytestmark = [pytest.mark.since("01"), pytest.mark.until("02")]


@pytest.fixture
def token(newcomer: Visitor) -> dict[str, str]:
    """What each form of the newcomer's sends along unseen."""
    return newcomer.token()


def test_the_list_is_shown_while_tasks_are_added(newcomer: Visitor, token: dict[str, str]) -> None:
    path = "/tasks" if newcomer.stage < "02" else "/tasks/new"
    newcomer.add_all(["Here before"] * 50)  # the more there are, the longer a page takes
    look: Request = partial(newcomer.request, "GET", newcomer.list)
    add: Request = partial(newcomer.request, "POST", path, title="New", **token)

    for _ in range(5):
        answers = at_once([look, add] * 10)

        assert statuses(answers) == [200] * 10 + [303] * 10


def test_the_list_is_shown_while_tasks_are_deleted(
    newcomer: Visitor, token: dict[str, str]
) -> None:
    newcomer.add_all([some_title() for _ in range(20)])
    paths = [f"/tasks/{number}/delete" for number in newcomer.tasks().numbers()]
    look: Request = partial(newcomer.request, "GET", newcomer.list)
    twice: list[Request] = [
        partial(newcomer.request, "POST", path, **token) for path in paths for _ in "12"
    ]

    answers = at_once([*twice, *[look] * 10])

    assert statuses(answers)[-1] < 500
    assert not newcomer.tasks().numbers()
