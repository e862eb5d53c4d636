"""The diff pages in a real browser: the layouts, folding, and what is left without JavaScript."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.drawn import by_git, changed_by_git, drawn, side, unified
from tests.browser.test_access import findings
from workbook.course.stages import Stage, stages

PAIRS = list(pairwise(stages()))
WINDOWS = {"phone": {"width": 360, "height": 740}, "desktop": {"width": 1280, "height": 800}}


@pytest.fixture(params=WINDOWS)
def window(request: pytest.FixtureRequest, browser: Browser, scheme: str) -> Iterator[Page]:
    """A window of a phone and of a desktop, light and dark."""
    size = WINDOWS[request.param]
    with browser.new_context(viewport=size, color_scheme=scheme) as context:  # type: ignore[arg-type]
        yield context.new_page()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A window of the usual size."""
    return context.new_page()


def layouts(page: Page) -> tuple[int, int]:
    """Return how many hunks are drawn side by side, and how many unified."""
    side, unified = (
        page.locator(".drawn .d2h-file-side-diff"),
        page.locator(".drawn .d2h-file-diff"),
    )
    return side.count() // 2, unified.count()


def open_all(page: Page, site: str, pair: tuple[Stage, Stage], layout: str) -> None:
    """Open a diff page with all its files, in a layout."""
    page.goto(f"{site}diffs/{pair[0].number}-{pair[1].number}/")
    page.get_by_label(layout).check()
    page.get_by_role("button", name="Open all").click()
    undrawn = page.locator("details.change > .hunk:not(:has(tbody))")
    expect(undrawn).to_have_count(0)


def is_wider_than_its_window(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def test_a_click_changes_the_layout_and_the_choice_is_remembered(site: str, window: Page) -> None:
    window.goto(f"{site}diffs/02-03/")
    side, unified = window.get_by_label("Side by side"), window.get_by_label("Unified")

    unified.check()
    assert layouts(window)[0] == 0
    side.check()
    drawn = layouts(window)[0]
    assert layouts(window) == (drawn, 0)
    assert drawn > 10
    assert not is_wider_than_its_window(window)

    window.goto(f"{site}diffs/03-04/")
    expect(side).to_be_checked()
    assert layouts(window)[1] == 0
    unified.check()
    window.reload()
    expect(unified).to_be_checked()


@pytest.mark.parametrize(("width", "chosen"), [(360, "Unified"), (1280, "Side by side")])
def test_the_first_layout_fits_the_window(
    site: str, browser: Browser, width: int, chosen: str
) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        page.goto(f"{site}diffs/02-03/")

        expect(page.get_by_label(chosen)).to_be_checked()


def test_the_keyboard_alone_changes_the_layout_and_folds(site: str, page: Page) -> None:
    page.goto(f"{site}diffs/02-03/")
    page.get_by_label("Side by side").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("Unified")).to_be_checked()
    assert layouts(page)[0] == 0

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Fold all")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.locator("details.change[open]").count() == 0
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    first = page.locator("details.change").first
    expect(first).to_have_attribute("open", "")
    expect(first.locator(".drawn").first).to_be_visible()


def test_a_long_file_is_drawn_when_it_is_opened(site: str, window: Page) -> None:
    window.goto(f"{site}diffs/03-04/")
    folded = window.locator("details.change:not([open])").first
    name = str(folded.get_attribute("id"))
    assert folded.locator(".drawn").count() == 0

    window.locator(f"#{name} > summary").click()

    expect(window.locator(f"#{name} .drawn").first).to_be_visible()


def test_the_tree_leads_to_a_file_and_unfolds_it(site: str, page: Page) -> None:
    page.goto(f"{site}diffs/03-04/")
    name = str(page.locator("details.change:not([open])").first.get_attribute("id"))

    page.locator(f".diff-tree a[href='#{name}']").click()

    expect(page.locator(f"#{name}")).to_have_attribute("open", "")
    expect(page.locator(f"#{name} > summary")).to_be_in_viewport()


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[1].number)
def test_unified_each_line_and_its_numbers_are_those_of_git(
    site: str, page: Page, pair: tuple[Stage, Stage]
) -> None:
    open_all(page, site, pair, "Unified")
    shown = set()
    for anchor, paths, hunks in drawn(page):
        said = [(head, unified(lines)) for head, lines in by_git(*pair, paths)]
        assert hunks == said, anchor
        shown |= set(paths)

    assert shown == changed_by_git(*pair)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[1].number)
def test_side_by_side_each_line_and_its_number_are_those_of_git(
    site: str, page: Page, pair: tuple[Stage, Stage]
) -> None:
    open_all(page, site, pair, "Side by side")
    for anchor, paths, hunks in drawn(page):
        said = by_git(*pair, paths)
        assert [head for head, _ in hunks] == [head for head, _ in said], anchor
        for (head, (left, right)), (_, lines) in zip(hunks, said, strict=True):
            assert list(filter(None, left)) == side(lines, "+"), f"{anchor} {head}"
            assert list(filter(None, right)) == side(lines, "-"), f"{anchor} {head}"
            rows = [(old[1:], new[1:]) for old, new in zip(left, right, strict=True)]
            context = [row for row in rows if any(text[:1] == [" "] for text in row)]
            assert all(old == new for old, new in context), f"{anchor} {head}: not in one row"


def test_words_that_differ_inside_a_line_are_marked(site: str, page: Page) -> None:
    page.goto(f"{site}diffs/02-03/")
    readme = page.locator("#file-readme-md")

    assert "second" in readme.locator(".drawn del").all_inner_texts()
    assert "third" in readme.locator(".drawn ins").all_inner_texts()


def test_both_sides_of_a_line_scroll_together(site: str, page: Page) -> None:
    page.goto(f"{site}diffs/02-03/")
    page.get_by_label("Side by side").check()
    sides = page.locator("#file-readme-md .drawn").first.locator(".d2h-file-side-diff")

    sides.first.evaluate("side => { side.scrollLeft = 40 }")

    page.wait_for_function("sides => sides[1].scrollLeft === 40", arg=sides.element_handles())


def test_a_link_of_a_hunk_leads_to_the_heading_of_its_step(site: str, page: Page) -> None:
    page.goto(f"{site}diffs/02-03/")

    page.locator("#file-gitignore .hunk-head a").click()

    assert page.url.startswith(f"{site}03-models/2-a-first-table/#")
    anchor = page.url.partition("#")[2]
    assert page.locator(f"#{anchor}").count() == 1


def test_without_javascript_the_diff_is_text_in_colours(site: str, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site}diffs/02-03/")

        lines = page.locator("#file-gitignore pre")
        expect(lines).to_be_visible()
        expect(lines).to_contain_text("+instance/")
        colour = lines.locator("ins").evaluate("line => getComputedStyle(line).backgroundColor")
        assert colour not in ("rgba(0, 0, 0, 0)", "transparent")
        page.locator("details.change:not([open]) > summary").first.click()
        page.goto(f"{site}diffs/")
        expect(page.get_by_text("The comparison needs JavaScript.")).to_be_visible()


def test_axe_finds_nothing_serious(site: str, browser: Browser, scheme: str) -> None:
    with browser.new_context(color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        for path in ("diffs/02-03/", "diffs/?from=02.3&to=02.4"):
            page.goto(site + path)
            page.locator(".drawn").first.wait_for()

            assert findings(page, "article") == []
