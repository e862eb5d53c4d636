"""Apps in the page: the stories that are due at a step hold there, and past a restart."""

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.told import tell_due, tell_each, with_app
from tests.support.live_site import Served
from workbook.course.chapters import find_step
from workbook.course.stages import Stage, stages


@pytest.mark.parametrize(
    ("number", "count"), [("01.6", 4), ("02.20", 8), ("03.21", 8), ("03.39", 8)]
)
def test_stories_hold_in_the_page_and_past_a_new_python(
    live: Served, context: BrowserContext, number: str, count: int
) -> None:
    page, other = context.new_page(), context.new_page()

    told = tell_due(page, other, live.url, find_step(number), stop=True)

    assert len(told) == count


@pytest.mark.long
@pytest.mark.parametrize("stage", stages(), ids=lambda stage: stage.name)
def test_stories_hold_in_the_page_at_every_step(
    live: Served, context: BrowserContext, stage: Stage
) -> None:
    told, wrong = tell_each(context, live.url, with_app(stage))

    assert wrong == {}
    assert all(told.values()), told
