"""The pages that a program makes, in a real browser: whole, legible, and without JavaScript."""

from collections.abc import Iterator
from urllib.parse import urljoin
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect
from selectolax.lexbor import LexborHTMLParser

from tests.support.accessible import findings
from workbook.history.history import history
from workbook.site.source.project_states import points

KINDS = (
    *("facts/", "facts/03-models/", "facts/cost/"),
    *("source/", "source/02-blueprints/18-whose-task/"),
    *("", "02-blueprints/12-a-title-is-a-text/", "bugs/commit-too-early/"),
    "exercises/01-undo-delete/",
)

LONG_LINES = (
    "02-blueprints/18-whose-task/",
    "bugs/link-that-deletes/",
    "source/02-blueprints/18-whose-task/",
)
CODE = ".language-diff code, .language-python code, .source"
# Code that has to be scrolled to be read, and steps that stand at the height of other lines.
CUT_OFF = """code => [
  ...[...document.querySelectorAll(code)].filter(each => each.scrollWidth > each.clientWidth),
  ...[...document.querySelectorAll(".source > a")].filter(each => each.getBoundingClientRect().top
    !== each.nextElementSibling.getBoundingClientRect().top),
].map(each => each.textContent)"""


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A page of somebody who has no JavaScript."""
    with browser.new_context(java_script_enabled=False) as context:
        yield context.new_page()


def test_each_step_leads_to_the_project_at_that_point_with_its_files_as_they_are(
    site: str,
) -> None:
    wrong = []
    for point in points(history()):
        step = point.step
        page = fetch(there := f"{site}{step.stage.name}/{step.path.stem}/")
        leads = [each for each in page.css(".point > a") if "at this point" in each.text()]
        shown = fetch(urljoin(there, str(leads[0].attributes["href"])))
        listed = [
            "".join(run.text() for run in listing.css("code")) for listing in shown.css(".source")
        ]
        expected = [history().content(each.blob).decode() or "\n" for each in point.made]
        if (heading(shown), listed) != (f"The project after {step.name}", expected):
            wrong.append(step.name)

    assert wrong == []


def fetch(address: str) -> LexborHTMLParser:
    """Return a page as it comes from the server: no script makes these, so no browser is needed."""
    with urlopen(address) as answer:
        return LexborHTMLParser(answer.read())


def heading(page: LexborHTMLParser) -> str:
    found = page.css_first("h1")
    assert found
    return found.text(deep=False)


def test_a_tree_leads_to_a_file_and_a_run_to_the_words_that_explain_it(
    site: str, plain: Page
) -> None:
    plain.goto(f"{site}source/02-blueprints/19-three-attacks/")

    plain.locator(".tree").get_by_role("link", name="session.py").click()
    assert plain.url.endswith("/source/02-blueprints/19-three-attacks/#taskmaster-auth-session-py")
    plain.locator("[aria-label='taskmaster/auth/session.py']").get_by_text("02.16").first.click()

    assert "/02-blueprints/16-log-in/#" in plain.url
    expect(plain.locator(f"#{plain.url.split('#')[1]}")).to_be_in_viewport()


@pytest.mark.parametrize("width", [360, 1280])
def test_a_long_line_of_code_goes_on_below_with_its_step_beside_it(
    site: str, browser: Browser, width: int
) -> None:
    window = {"width": width, "height": 740}
    with browser.new_context(viewport=window) as context:  # type: ignore[arg-type]
        page = context.new_page()
        for path in LONG_LINES:
            page.goto(site + path)
            page.locator(CODE).first.wait_for(state="attached")
            assert page.evaluate(CUT_OFF, CODE) == []


@pytest.mark.parametrize("path", KINDS)
def test_axe_finds_nothing_serious(site: str, browser: Browser, scheme: str, path: str) -> None:
    with browser.new_context(color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(site + path)
        found = findings(page, "article")

    assert found == []
