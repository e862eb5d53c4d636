"""Both sides of a diff run beside each other, after a press and not before."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, Locator, Page, Request, expect

from tests.browser.test_live import add
from tests.browser.test_site import is_wider
from tests.support.live_site import RUNS, Served, served
from tests.support.small_site import build
from workbook.core.deadlines import LIMITS
from workbook.course.stages import stages
from workbook.history.history import history
from workbook.site.build import BUILDERS
from workbook.site.diffs.pages import pages_of_pair

BUTTON = "Run both sides"


@pytest.fixture(scope="module")
def diff(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The page of the first pair, in a site with live."""
    project = tmp_path_factory.mktemp("beside") / "workbook"
    old, new = stages()[:2]
    for path, page in pages_of_pair(history(), old, new).items():
        file = project / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page, encoding="utf-8")
    with pytest.MonkeyPatch.context() as told:
        told.setenv("WORKBOOK_LIVE", "all but")
        site = build(next(iter(BUILDERS)), "# Home\n", project)
    shutil.copytree(folder, site / "live")
    with served(site) as place:
        yield place


def app_in(page: Page, name: str) -> FrameLocator:
    """Return what the app of one side shows, once it runs."""
    frame = page.frame_locator(f"iframe[title^='{name}']")
    expect(frame.locator("#status")).to_contain_text(RUNS, timeout=LIMITS.server * 1000)
    return frame.frame_locator("#app")


def edges(locator: Locator) -> tuple[float, float]:
    """Where something begins in the window, and where it ends, from above."""
    box = locator.bounding_box()
    assert box
    return box["y"], box["y"] + box["height"]


@pytest.mark.parametrize("width", [390, 1280])
def test_both_sides_of_a_layer_run_beside_each_other(
    diff: Served, browser: Browser, width: int
) -> None:
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        asked: list[Request] = []
        context.on("request", lambda request: asked.append(request))
        page.goto(f"{diff.url}diffs/01-02/")
        button = page.get_by_role("button", name=BUTTON)
        expect(button).to_be_visible()
        page.wait_for_load_state()
        assert [each.url for each in asked if "/live/" in each.url] == []
        button.click()

        before, after = app_in(page, "Before"), app_in(page, "After")
        expect(page.locator(".live figcaption")).to_have_text(
            ["Before: stage 01, minimal", "After: stage 02, blueprints"]
        )
        header, caption = page.locator("header.md-header"), page.locator(".live figcaption").first
        assert edges(header)[1] <= edges(caption)[0]  # nothing has scrolled it away
        add(before, "Buy milk")
        expect(before.locator("ul.tasks li")).to_contain_text(["Buy milk"])
        expect(after.get_by_role("link", name="Log in").first).to_be_visible()
        boxes = [frame.bounding_box() for frame in page.locator(".live iframe").all()]
        left, right = (box for box in boxes if box)
        assert (left["x"] < right["x"]) == (width > 1000)
        assert (left["y"] < right["y"]) == (width < 1000)
        assert not is_wider(page, width)
        sent = [each.url for each in asked if each.service_worker and "/packages/" in each.url]
        assert sent
        assert len(sent) == len({*sent})
