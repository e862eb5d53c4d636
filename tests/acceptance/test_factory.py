"""The stories of the factory: each app is its own, wherever it is mounted."""

import pytest

from tests.acceptance.visitor import Visitor
from workbook.course.stages import Stage

pytestmark = pytest.mark.since("01")


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
