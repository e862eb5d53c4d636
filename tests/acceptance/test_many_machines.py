"""The stories of an app on two machines: whichever answers, it is one app."""

import sys
from collections.abc import Callable, Iterator

import pytest

from tests.acceptance import test_features
from tests.acceptance.apps import App
from tests.acceptance.databases import NewDatabase
from tests.acceptance.program import Program
from tests.acceptance.proxy import server_name
from tests.acceptance.redis_server import redis_server
from tests.acceptance.visitor import Visitor

pytestmark = [
    pytest.mark.since("05"),
    pytest.mark.skipif(sys.platform == "win32", reason="gunicorn does not run there"),
]
Story = Callable[[Visitor], None]


@pytest.fixture(scope="module")
def machines(
    app: App, ready_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[int]]:
    """The ports of two machines, which share a database and a Redis."""
    folder, database = tmp_path_factory.mktemp("machines"), ready_database()
    with redis_server() as redis:
        each = app.telling(REDIS_URL=redis)
        with (
            each.serving(folder / "one.log", database, prepared=True) as one,
            each.serving(folder / "two.log", database, prepared=True) as two,
        ):
            yield [one.port, two.port]


@pytest.fixture(scope="module")
def traveller(machines: list[int], app: App) -> Iterator[Visitor]:
    """Somebody whose requests go to one machine and the other, in turn."""
    with Visitor(server_name(*machines), app.stage).arrive() as visitor:
        yield visitor


@pytest.mark.parametrize("story", test_features.STORIES, ids=lambda story: story.__name__)
def test_a_story_holds_on_two_machines_in_turn(traveller: Visitor, story: Story) -> None:
    story(traveller)


def test_a_program_goes_from_one_machine_to_the_other(traveller: Visitor) -> None:
    program = Program(traveller).sign_in()

    number = program.add(title="From one machine")["id"]
    found = [program.task(number)["title"] for _ in range(2)]

    program.close()
    assert found == ["From one machine"] * 2


def test_who_signs_in_on_one_machine_is_known_to_the_other(machines: list[int], app: App) -> None:
    with Visitor(server_name(*machines), app.stage).arrive() as somebody:
        opened = [somebody.tasks().path for _ in range(4)]

    assert opened == ["/tasks/"] * 4


def test_machines_count_failed_logins_together(machines: list[int], app: App) -> None:
    with Visitor(server_name(*machines), app.stage) as guest:
        statuses = [guest.log_in("nobody", "wrong password").status_code for _ in range(11)]

    assert statuses == [400] * 10 + [429]
