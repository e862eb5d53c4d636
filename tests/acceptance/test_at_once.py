"""The stories of many who do something at the same moment, at two processes of one app."""

from collections.abc import Iterator
from functools import partial
from itertools import cycle, islice

import httpx
import pytest

from tests.acceptance.at_once import at_once, statuses
from tests.acceptance.databases import Database
from tests.acceptance.page import Page
from tests.acceptance.program import Program
from tests.acceptance.servers import moments
from tests.acceptance.visitor import Visitor
from tests.acceptance.words import PASSWORD, some_name, some_title

pytestmark = pytest.mark.since("03")


def in_turn(pair: list[Visitor], count: int, path: str) -> list[int]:
    """Press a button that often at once, in one process and the other; return the statuses."""
    presses = [partial(one.request, "POST", path, **one.token()) for one in pair]
    return statuses(at_once(list(islice(cycle(presses), count))))


@pytest.fixture(scope="module")
def programs(pair: list[Visitor]) -> Iterator[list[Program]]:
    """Programs of the pair's, in one process and the other in turn."""
    both = [Program(one).sign_in() for one in pair]
    yield both * 10
    for program in both:
        program.close()


@pytest.fixture
def guests(pair: list[Visitor]) -> Iterator[list[Visitor]]:
    """Twenty people who are not signed in, in one process and the other in turn."""
    people = [Visitor(one.address, one.stage) for one in pair * 10]
    yield people
    for guest in people:
        guest.client.close()


def ask_for(name: str, guest: Visitor, page: Page) -> httpx.Response:
    """Ask for an account, on a page that is open; again where the server hashes enough already."""
    for _ in moments():
        answer = guest.submit(page, page.form_with("username"), username=name, password=PASSWORD)
        if answer.status_code != 503:
            break
    return answer


def test_one_name_that_many_ask_for_at_once_is_given_once(
    guests: list[Visitor], database: Database
) -> None:
    name = some_name()
    spellings = [name, name.upper(), name.capitalize(), f"{name[:-1]}{name[-1].upper()}"] * 5
    asked = [guest.open("/auth/register") for guest in guests]

    answers = at_once(list(map(partial(partial, ask_for), spellings, guests, asked)))

    assert statuses(answers) == [303, *[400] * 19]
    pages = [Page(answer) for answer in answers if answer.status_code == 400]
    silent = asked[0].message_beside("username")
    assert all(page.message_beside("username") != silent for page in pages)
    sql = 'SELECT count(*) FROM "user" WHERE lower(username) = %s'
    assert database.run(sql, name) == [(1,)]


@pytest.mark.parametrize("count", [20, 21])
def test_no_toggle_is_lost_when_many_come_at_once(pair: list[Visitor], count: int) -> None:
    title = some_title()
    path = f"/tasks/{pair[0].adds(title)}/toggle"
    for _ in range(5):  # one that is lost may hide behind another, but not each time
        before = pair[0].sees(title)

        answers = in_turn(pair, count, path)

        assert answers == [303] * count
        assert (pair[1].sees(title) == before) == (count % 2 == 0)


def test_a_new_tag_that_many_programs_use_at_once_is_one_tag(
    pair: list[Visitor], programs: list[Program]
) -> None:
    tag = some_title("tag")
    body = {"title": "T", "tags": [tag, f"{tag} too"]}

    answers = at_once([partial(one.send, "POST", "/api/tasks", body) for one in programs])

    assert statuses(answers) == [201] * 20
    dashboard = pair[0].open("/analytics/")
    assert [dashboard.figure(each) for each in (tag, f"{tag} too")] == ["20", "20"]


def test_a_task_that_many_delete_at_once_is_gone_and_nothing_breaks(pair: list[Visitor]) -> None:
    title = some_title()
    number = pair[0].adds(title, tags="gone")

    answers = in_turn(pair, 10, f"/tasks/{number}/delete")

    assert 303 in answers
    assert set(answers) <= {303, 404}
    assert not pair[1].tasks().row(title)


@pytest.mark.parametrize("fields", [{"title": "New"}, {"tags": ["new", "newer"]}, {"done": True}])
def test_a_task_that_is_changed_while_it_is_deleted_breaks_nothing(
    programs: list[Program], fields: dict[str, object]
) -> None:
    one, *others = programs[:10]
    for _ in range(5):
        path = f"/api/tasks/{one.add(title='T', tags=['old'])['id']}"
        jobs = [partial(other.send, "PATCH", path, fields) for other in others]
        jobs.insert(4, partial(one.send, "DELETE", path))

        answers = at_once(jobs)

        assert set(statuses(answers)) <= {200, 204, 404, 409}
        assert one.send("GET", path).status_code == 404
