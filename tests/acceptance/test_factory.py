"""The stories of the factory: each app is its own, wherever it is mounted."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.acceptance.program import Program
from tests.acceptance.tour import tour
from tests.acceptance.visitor import Visitor
from tests.acceptance.words import PASSWORD, some_name
from workbook.course.stages import Stage

pytestmark = pytest.mark.since("01")
FROM_02 = pytest.mark.since("02")  # the stage that brings accounts and the API


def test_two_apps_in_one_process_share_nothing(three_apps: list[str], stage: Stage) -> None:
    with (
        Visitor(three_apps[0], stage.number).arrive() as here,
        Visitor(three_apps[1], stage.number).arrive() as there,
    ):
        here.add("Only here")

        assert here.tasks().row("Only here")
        assert not there.tasks().row("Only here")


def test_the_app_works_under_a_sub_path(three_apps: list[str], stage: Stage) -> None:
    with Visitor(three_apps[2], stage.number).arrive() as visitor:
        assert visitor.add("Under a path").headers["location"].startswith("/sub/")

        visitor.press("Under a path", "toggle")
        visitor.press("Under a path", "delete")

        assert not visitor.tasks().row("Under a path")


def test_every_link_and_form_of_the_list_stays_under_the_sub_path(
    three_apps: list[str], stage: Stage
) -> None:
    with Visitor(three_apps[2], stage.number).arrive() as visitor:
        visitor.add("A row")
        page = visitor.tasks()

    targets = [
        str(tag.get("href") or tag.get("action")) for tag in page.soup.select("[href], [action]")
    ]
    assert targets
    assert all(target.startswith(("/sub/", "#")) for target in targets)


@FROM_02
def test_an_account_of_one_app_is_unknown_to_another_in_the_same_process(
    three_apps: list[str], stage: Stage
) -> None:
    name = some_name()
    with (
        Visitor(three_apps[0], stage.number) as here,
        Visitor(three_apps[1], stage.number) as there,
    ):
        here.register(name)

        assert there.log_in(name).status_code == 400
        assert there.register(name).status_code == 303


@pytest.fixture(scope="module")
def lodger(three_apps: list[str], stage: Stage) -> Iterator[Visitor]:
    """Somebody with an account at the app that is mounted at /sub."""
    with Visitor(three_apps[2], stage.number).arrive() as somebody:
        yield somebody


@FROM_02
def test_every_link_and_form_of_every_page_stays_under_the_sub_path(lodger: Visitor) -> None:
    with Visitor(lodger.address, lodger.stage) as guest:
        pages = tour(lodger, guest)

    tags = [tag for page in pages.values() for tag in page.soup.select("[href], [src], [action]")]
    targets = {str(tag.get("href") or tag.get("src") or tag.get("action")) for tag in tags}
    assert {each for each in targets if not each.startswith(("/sub/", "#", "?"))} == set()


@FROM_02
def test_logging_in_leads_on_under_the_sub_path(lodger: Visitor) -> None:
    with Visitor(lodger.address, lodger.stage) as guest:
        asked = guest.open("/analytics/")
        form = asked.form_with("password")

        answer = guest.submit(asked, form, username=lodger.name, password=PASSWORD)

    assert urlsplit(answer.headers["location"]).path == "/sub/analytics/"


@FROM_02
def test_the_api_goes_on_under_the_sub_path(lodger: Visitor) -> None:
    lodger.add_all((f"t{count}" for count in range(21)), tags="sub")
    program = Program(lodger).sign_in()

    items, following = program.page(tag="sub")
    assert following
    rest, end = program.page(following)

    program.close()
    assert urlsplit(following).path == "/sub/api/tasks"
    assert (len(items), len(rest), end) == (20, 1, None)
