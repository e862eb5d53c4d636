"""The stories of the dashboard: one page that says how somebody is doing."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.acceptance.page import Page
from tests.acceptance.visitor import Visitor
from workbook.course.stages import Stage

pytestmark = pytest.mark.since("02")


def today() -> date:
    """Return the day, as UTC counts it."""
    return datetime.now(UTC).date()


def day_of(page: Page, day: date) -> str | None:
    """Return what the page shows beside a day, or None if the day is not there."""
    return page.figure(day.isoformat()) if day.isoformat() in page.text else None


@pytest.fixture(scope="module")
def dashboard(address: str, stage: Stage) -> Iterator[Page]:
    """The page of somebody with 8 tasks, 3 of them done, 2 of the open ones overdue."""
    with Visitor(address, stage.number).arrive() as somebody:
        for count in range(4):
            somebody.add(f"Home {count}", tags="home")
        somebody.add("Late", due_on="2020-01-01", tags="home, garden")
        somebody.add("Since yesterday", due_on=str(today() - timedelta(1)))
        somebody.add("In time", due_on=str(today() + timedelta(1)))
        somebody.add("Late and done", due_on="2020-01-01", tags="garden")
        for title in ("Late and done", "Home 0", "Home 1"):
            somebody.press(title, "toggle")
        yield somebody.open("/analytics/")


@pytest.mark.parametrize(
    ("name", "number"),
    [("Tasks", "8"), ("Done", "3"), ("Overdue", "2"), ("home", "5"), ("garden", "2")],
)
def test_the_dashboard_counts_all_done_and_overdue_tasks_and_those_of_a_tag(
    dashboard: Page, name: str, number: str
) -> None:
    assert dashboard.status == 200
    assert dashboard.figure(name) == number


def test_the_dashboard_shows_the_completion_rate(dashboard: Page) -> None:
    rate = dashboard.figure("Completion rate")

    assert rate.rstrip("% \N{NO-BREAK SPACE}") in ("37", "37.5", "38")


def test_the_dashboard_counts_what_was_done_on_each_of_14_days(dashboard: Page) -> None:
    days = [today() - timedelta(ago) for ago in range(14)]

    assert [day_of(dashboard, day) for day in days] == ["3", *["0"] * 13]
    assert day_of(dashboard, today() - timedelta(14)) is None


def test_a_task_that_is_opened_again_is_not_counted_as_done(visitor: Visitor) -> None:
    visitor.add("Back and forth")
    visitor.press("Back and forth", "toggle")
    visitor.press("Back and forth", "toggle")

    page = visitor.open("/analytics/")

    assert page.figure("Done") == "0"
    assert day_of(page, today()) == "0"


def test_the_dashboard_of_somebody_without_tasks_is_a_page(newcomer: Visitor) -> None:
    page = newcomer.open("/analytics/")

    assert page.status == 200
    assert page.soup.find("h1")


def test_a_tag_of_markup_is_harmless_on_the_dashboard(visitor: Visitor) -> None:
    visitor.add("T", tags="<b>bold</b>")

    page = visitor.open("/analytics/")

    assert page.figure("<b>bold</b>") == "1"
    assert not page.soup.find("b")
