"""The stories of the markup, which hold for every page from stage 01 on."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from bs4 import Tag
from tinyhtml5.parser import HTMLParser

from tests.acceptance.page import Page
from tests.acceptance.tour import tour
from tests.acceptance.visitor import Visitor
from workbook.course.stages import Stage

pytestmark = pytest.mark.since("01")

Pages = dict[str, Page]
INLINE = "[style], style, script:not([src]), [href^='javascript:']"
FIELDS = "input:not([type=hidden]):not([type=submit]), select, textarea"


@pytest.fixture(scope="module")
def pages(address: str, stage: Stage) -> Iterator[Pages]:
    """Every page of the app, in each of its states."""
    with Visitor(address, stage.number).arrive() as user, Visitor(address, stage.number) as guest:
        yield tour(user, guest)


def errors_of(page: Page) -> list[str]:
    """Return what a strict parser finds wrong with a page."""
    parser = HTMLParser()
    parser.parse(page.response.text)
    return [f"line {line}: {code}" for (line, _), code, _ in parser.errors]


def is_labelled(page: Page, field: Tag) -> bool:
    """Tell whether a field has a label of its own."""
    labels = [label.get("for") for label in page.soup.find_all("label")]
    return field.get("id", "") in labels or field.find_parent("label") is not None


def handlers_of(tag: Tag) -> list[str]:
    """Return the attributes of a tag that hold a script."""
    return [name for name in tag.attrs if re.match(r"on[a-z]+$", name)]


def test_every_page_is_there(pages: Pages) -> None:
    assert [name for name, page in pages.items() if page.status >= 500] == []


def test_every_page_parses_without_an_error(pages: Pages) -> None:
    found = {name: errors_of(page) for name, page in pages.items()}

    assert {name: errors for name, errors in found.items() if errors} == {}


def test_no_id_stands_twice_on_a_page(pages: Pages) -> None:
    twice = {
        (name, each)
        for name, page in pages.items()
        for each, count in Counter(tag["id"] for tag in page.soup.select("[id]")).items()
        if count > 1
    }

    assert twice == set()


def test_every_field_has_a_label(pages: Pages) -> None:
    bare = {
        (name, str(field))
        for name, page in pages.items()
        for field in page.soup.select(FIELDS)
        if not is_labelled(page, field)
    }

    assert bare == set()


def test_every_description_of_a_field_is_there(pages: Pages) -> None:
    missing = {
        (name, each)
        for name, page in pages.items()
        for tag in page.soup.select("[aria-describedby]")
        for each in str(tag["aria-describedby"]).split()
        if not page.soup.find(id=each)
    }

    assert missing == set()


def test_every_page_has_a_language_a_title_and_one_heading(pages: Pages) -> None:
    for name, page in pages.items():
        assert page.soup.select("html[lang]"), name
        assert page.soup.title, name
        assert page.soup.title.get_text(strip=True), name
        assert len(page.soup.select("main h1")) == 1, name


def test_no_page_has_a_style_or_a_script_of_its_own(pages: Pages) -> None:
    inline = {
        (name, str(tag)[:80])
        for name, page in pages.items()
        for tag in page.soup.find_all(True)
        if tag.css.match(INLINE) or handlers_of(tag)
    }

    assert inline == set()
