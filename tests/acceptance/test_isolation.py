"""The stories of two users: nobody sees, counts or changes what is somebody else's."""

from collections.abc import Iterator

import pytest

from tests.acceptance.program import Program, is_problem
from tests.acceptance.visitor import Visitor
from tests.acceptance.words import some_title

pytestmark = pytest.mark.since("02")

ACTIONS = ["edit", "toggle", "delete"]
QUERIES = [{}, {"status": "all"}, {"tag": "secret"}, {"q": "hush"}, {"before": "999999999"}]


@pytest.fixture(scope="module")
def intruder(stranger: Visitor) -> Iterator[Program]:
    """A program of somebody else's, with a good token of its own."""
    program = Program(stranger).sign_in()
    yield program
    program.close()


@pytest.fixture(scope="module")
def title(visitor: Visitor) -> str:
    """The title of a task of the visitor's."""
    title = some_title("Secret")
    visitor.add(title, notes="hush", tags="secret")
    return title


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_a_task_of_somebody_else_is_not_on_the_list(
    title: str, stranger: Visitor, query: dict[str, str]
) -> None:
    page = stranger.tasks(**query)

    assert page.status == 200
    assert title not in page.text


def test_a_task_of_somebody_else_is_not_found(
    visitor: Visitor, title: str, stranger: Visitor
) -> None:
    page = stranger.open(f"/tasks/{visitor.number(title)}/edit")

    assert page.status == 404
    assert title not in page.response.text


@pytest.mark.parametrize("action", ACTIONS)
def test_a_task_of_somebody_else_is_not_changed(
    visitor: Visitor, title: str, stranger: Visitor, action: str
) -> None:
    before = visitor.sees(title)

    answer = stranger.post(f"/tasks/{visitor.number(title)}/{action}", title="Mine now")

    assert answer.status_code == 404
    assert visitor.sees(title) == before


def test_a_task_of_somebody_else_is_not_counted(title: str, stranger: Visitor) -> None:
    stranger.add("Mine", tags="own")

    page = stranger.open("/analytics/")

    assert page.figure("own") == "1"
    assert "secret" not in page.text
    assert title not in page.text


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_a_task_of_somebody_else_is_not_on_the_list_of_the_api(
    title: str, intruder: Program, query: dict[str, str]
) -> None:
    items, _ = intruder.page(**query)

    assert title not in [item["title"] for item in items]


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_a_task_of_somebody_else_is_not_found_by_the_api(
    visitor: Visitor, title: str, intruder: Program, method: str
) -> None:
    before = visitor.sees(title)
    body = {"title": "Mine now", "done": True} if method == "PATCH" else None

    answer = intruder.send(method, f"/api/tasks/{visitor.number(title)}", body)

    assert is_problem(answer, 404)
    assert title not in answer.text
    assert visitor.sees(title) == before


def test_a_task_is_not_put_on_the_list_of_somebody_else(
    visitor: Visitor, title: str, intruder: Program
) -> None:
    number = int(visitor.number(title))
    before = visitor.tasks().numbers()

    for name in ("id", "owner_id", "user_id"):
        intruder.send("POST", "/api/tasks", {"title": "Slipped in", name: number})

    assert visitor.tasks().numbers() == before
    assert visitor.sees(title)


def test_two_users_who_take_turns_each_get_their_own_list(
    visitor: Visitor, stranger: Visitor
) -> None:
    for who in (visitor, stranger, visitor):
        who.add(f"Of {who.name}")

    here, there = visitor.tasks(), stranger.tasks()
    assert here.row(f"Of {visitor.name}")
    assert there.row(f"Of {stranger.name}")
    assert not here.row(f"Of {stranger.name}")
    assert not there.row(f"Of {visitor.name}")
