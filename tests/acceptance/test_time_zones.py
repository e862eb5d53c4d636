"""The stories of users who live far away: their day is the one that counts."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone

import pytest

from tests.acceptance.apps import App
from tests.acceptance.databases import NewDatabase
from tests.acceptance.page import says
from tests.acceptance.visitor import Visitor
from workbook.course.stages import Stage

pytestmark = pytest.mark.since("02")

# At any moment one of the two has another day than UTC.
FAR_AWAY = (-12, 14)


@pytest.fixture(scope="module", params=FAR_AWAY)
def zone(request: pytest.FixtureRequest) -> timezone:
    """Each zone in turn."""
    return timezone(timedelta(hours=request.param))


@pytest.fixture(scope="module")
def local(
    zone: timezone,
    app: App,
    new_database: NewDatabase,
    stage: Stage,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Visitor]:
    """A visitor to an app whose settings name the zone."""
    there = app.copy(tmp_path_factory.mktemp("there") / "taskmaster")
    with (there.folder / "taskmaster" / "config.py").open("a") as config:
        config.write(f"\nimport datetime\nTIMEZONE = {zone!r}\n")
    with (
        there.served(there.folder.with_name("app.log"), new_database()) as address,
        Visitor(address, stage.number).arrive() as visitor,
    ):
        yield visitor


@pytest.fixture
def today(zone: timezone) -> date:
    """The day that it is there."""
    return datetime.now(zone).date()


def test_a_task_is_overdue_when_the_day_of_its_user_is_over(local: Visitor, today: date) -> None:
    for title, day in (("Late", today - timedelta(days=1)), ("In time", today)):
        local.add(title, due_on=str(day))

    page = local.tasks()

    assert "Overdue" in says(page.task("Late"))
    assert "Overdue" not in says(page.task("In time"))
    assert local.open("/analytics/").figure("Overdue") == "1"


def test_a_task_counts_on_the_day_of_its_user(local: Visitor, today: date) -> None:
    local.add("Done now")
    local.press("Done now", "toggle")

    dashboard = local.open("/analytics/")

    assert dashboard.figure(str(today)) == "1"
    assert str(today + timedelta(days=1)) not in dashboard.text
