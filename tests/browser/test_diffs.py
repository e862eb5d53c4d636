"""The diff pages in a real browser: the layouts, folding, and what is left without JavaScript."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.drawn import bring_all
from tests.support.accessible import findings

WINDOWS = {"phone": {"width": 360, "height": 740}, "desktop": {"width": 1280, "height": 800}}

HEIGHTS = "all => all.map(each => [each.id, each.getBoundingClientRect().height])"


@pytest.fixture(params=WINDOWS)
def window(request: pytest.FixtureRequest, browser: Browser, scheme: str) -> Iterator[Page]:
    """A window of a phone and of a desktop, light and dark."""
    size = WINDOWS[request.param]
    with browser.new_context(viewport=size, color_scheme=scheme) as context:  # type: ignore[arg-type]
        yield context.new_page()


def is_wider_than_its_window(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def layout_of(page: Page, name: str) -> str | None:
    """Go to a file, and return the layout in which the beginning of it is drawn."""
    page.locator(f"#{name} > summary").scroll_into_view_if_needed()
    piece = page.locator(f"#{name} .piece").first
    piece.scroll_into_view_if_needed()
    expect(piece).to_have_attribute("data-layout", re.compile("."))
    return piece.get_attribute("data-layout")


def test_a_click_changes_the_layout_and_the_choice_is_remembered(site: str, window: Page) -> None:
    window.goto(f"{site}diffs/02-03/")
    side, unified = window.get_by_label("Side by side"), window.get_by_label("Unified")

    unified.check()
    assert layout_of(window, "file-readme-md") == "line-by-line"
    side.check()
    assert layout_of(window, "file-readme-md") == "side-by-side"
    assert window.locator("[data-layout='line-by-line']").count() == 0
    assert not is_wider_than_its_window(window)

    window.goto(f"{site}diffs/03-04/")
    expect(side).to_be_checked()
    assert window.locator("[data-layout='line-by-line']").count() == 0
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
    assert layout_of(page, "file-readme-md") == "line-by-line"
    page.get_by_label("Unified").focus()

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Fold all")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.locator("details.change[open]").count() == 0

    first = page.locator("details.change").first
    first.locator("summary").focus()
    page.keyboard.press("Enter")
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

    page.get_by_text("In their folders").click()
    page.locator(f".diff-tree a[href='#{name}']").click()

    expect(page.locator(f"#{name}")).to_have_attribute("open", "")
    expect(page.locator(f"#{name} > summary")).to_be_in_viewport()


def test_what_is_far_away_is_text_that_can_be_found(site: str, page: Page) -> None:
    page.goto(f"{site}diffs/02-03/")
    page.locator(".drawn").first.wait_for()
    bring_all(page)
    far = page.locator("#file-taskmaster-pages-py .piece").last
    text = str(far.locator("ins").last.text_content()).rstrip("\n")
    line = text.split("\n")[-1].removeprefix("+").strip()

    assert page.locator(".drawn").count() < page.locator(".piece").count() / 4
    assert far.locator(".drawn").count() == 0
    assert page.evaluate("line => find(line)", line)
    expect(far.locator(".drawn")).to_be_visible()  # as the browser has gone there
    expect(far.locator("pre")).to_be_hidden()


@pytest.mark.parametrize("name", ["file-taskmaster-store-py", "file-migrations-env-py"])
def test_a_link_leads_to_a_file_while_what_is_around_it_is_drawn(
    site: str, page: Page, name: str
) -> None:
    page.goto(f"{site}diffs/02-03/#{name}")

    expect(page.locator(f"#{name} .drawn").first).to_be_visible()
    expect(page.locator(f"#{name} > summary")).to_be_in_viewport()


def test_a_link_of_a_hunk_leads_to_the_heading_of_its_step(site: str, page: Page) -> None:
    page.goto(f"{site}diffs/02-03/")

    page.locator("#file-gitignore .hunk-head a").click()

    page.wait_for_url(f"{site}03-models/2-a-first-table/#*")  # loaded as a whole
    anchor = page.url.partition("#")[2]
    assert page.locator(f"#{anchor}").count() == 1


def test_lines_are_fetched_when_a_reader_comes_near_them(site: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}diffs/02-03/")
    page.locator(".piece").first.wait_for()
    link = str(page.locator(".diffs > .change[open] .later > a").last.get_attribute("href"))
    name, _, file = link.partition("#")
    last = page.locator(f"#{file} .later")
    assert fetched(asked)
    assert name not in fetched(asked)

    last.scroll_into_view_if_needed()

    expect(last).to_have_count(0)
    assert name in fetched(asked)
    assert len(set(fetched(asked))) == len(fetched(asked))


def fetched(asked: list[str]) -> list[str]:
    """Return the names of the pages with lines that have been asked for."""
    return [url.rpartition("/")[2] for url in asked if "/lines-" in url and url.endswith(".html")]


def test_lines_that_have_not_come_take_about_as_much_room_as_those_that_have(
    site: str, page: Page
) -> None:
    on_their_way: list[Route] = []
    page.route("**/lines-*.html", lambda route: on_their_way.append(route))
    page.goto(f"{site}diffs/02-03/")
    without = heights(page)
    for route in on_their_way:  # one without an answer is a task that never ends, and warns later
        route.abort()
    page.unroute_all()
    page.goto(f"{site}diffs/02-03/")
    bring_all(page)

    ratio = sum(heights(page).values()) / sum(without.values())
    assert 0.7 < ratio < 1.4


def heights(page: Page) -> dict[str, float]:
    """Return the height of each file that is open."""
    return dict(page.locator("details.change[open]").evaluate_all(HEIGHTS))


@pytest.mark.parametrize("event", ["blur", "beforeprint"])
def test_all_lines_come_for_a_search_from_the_menu_and_for_paper(
    site: str, page: Page, event: str
) -> None:
    page.goto(f"{site}diffs/03-04/")
    page.locator(".later").first.wait_for(state="attached")
    page.evaluate("event => dispatchEvent(new Event(event))", event)

    # At once for paper, of which a browser takes what is there then; it has no lines of asides.
    left = page.locator(".diffs > .change .later")
    if event == "beforeprint":
        assert left.count() == 0
    expect(left).to_have_count(0)


@pytest.mark.parametrize("answer", [None, 404, 200])
def test_lines_that_do_not_come_leave_their_link(site: str, page: Page, answer: int | None) -> None:
    page.route(
        "**/lines-*.html",
        lambda route: route.fulfill(status=answer, body="") if answer else route.abort(),
    )
    page.goto(f"{site}diffs/02-03/#file-gitignore")

    link = page.locator("#file-gitignore .later a")
    expect(link).to_be_visible()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(link).to_be_visible()

    page.unroute_all()
    page.evaluate("dispatchEvent(new Event('blur'))")
    expect(page.locator("#file-gitignore .piece")).to_be_visible()


def test_without_javascript_the_lines_are_a_link_away_in_colours(
    site: str, browser: Browser, scheme: str
) -> None:
    with browser.new_context(java_script_enabled=False, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{site}diffs/02-03/")
        page.locator("details.change:not([open]) > summary").first.click()
        page.locator("#file-gitignore .later a").click()

        lines = page.locator("#file-gitignore pre")
        expect(lines).to_be_in_viewport()
        expect(lines).to_contain_text("+instance/")
        colour = lines.locator("ins").evaluate("line => getComputedStyle(line).backgroundColor")
        assert colour not in ("rgba(0, 0, 0, 0)", "transparent")
        page.get_by_role("link", name="All files, and their stories").click()
        expect(page).to_have_url(f"{site}diffs/02-03/")
        page.goto(f"{site}diffs/")
        expect(page.get_by_text("The comparison needs JavaScript.")).to_be_visible()


@pytest.mark.parametrize(
    ("path", "below"), [("02-03/", "#look-here-first"), ("", ".diff-switch"), ("", ".diffs")]
)
def test_what_scripts_bring_moves_nothing_below_it(
    site: str, window: Page, path: str, below: str
) -> None:
    def has_live(route: Route) -> None:
        text = route.fetch().text()
        route.fulfill(body=text.replace("</head>", '<meta name="live" content="there"></head>'))

    def place() -> float:
        at = window.locator(below).evaluate("each => each.getBoundingClientRect().top")
        return round(float(at) + float(window.evaluate("scrollY")))

    address = f"{site}diffs/{path}"
    window.route(address, has_live)
    scripts = re.compile(r"/assets/(diffs|explorer|live|reader)\.js")
    window.route(scripts, lambda route: route.abort())
    window.goto(address)
    assert window.locator("body link[rel=stylesheet]").count() == 0  # a browser shows what is above
    before = place()
    window.unroute(scripts)
    window.reload()
    expect(window.locator(".diff-switch button").first).to_be_visible()
    if path:
        expect(window.get_by_role("button", name="Run both sides")).to_be_visible()
    else:
        expect(window.locator(".drawn").first).to_be_visible()

    assert place() == before


def test_what_draws_is_fetched_when_there_is_something_to_draw(site: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}diffs/01-02/")  # all of it is folded
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "diff2html" in url and url.endswith(".js")]
    assert fetched(asked) == []

    page.locator(".change > summary").first.click()

    expect(page.locator(".drawn").first).to_be_visible()


def test_without_what_draws_the_text_stays(site: str, page: Page) -> None:
    page.route("**/diff2html-*.js", lambda route: route.abort())
    page.goto(f"{site}diffs/02-03/#file-gitignore")

    expect(page.get_by_text("Layout")).to_have_count(0)  # there is nothing to choose any more
    expect(page.locator("#file-gitignore pre")).to_be_visible()
    assert page.locator(".drawn, .piece > pre[hidden]").count() == 0
    page.get_by_role("button", name="Fold all").click()
    assert page.locator("details.change[open]").count() == 0


def test_axe_finds_nothing_serious(site: str, browser: Browser, scheme: str) -> None:
    with browser.new_context(color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        for path in ("diffs/02-03/", "diffs/?from=02.3&to=02.4"):
            page.goto(site + path)
            page.locator(".piece").first.scroll_into_view_if_needed()
            page.locator(".drawn").first.wait_for()

            assert findings(page, "article") == []
        page.goto(f"{site}diffs/02-03/lines-1.html")
        assert findings(page, "body") == []
