"""The story of a file: words of the chapter, and a link to where they stand."""

import re

import pytest
from bs4 import BeautifulSoup, Tag

from tests.support.diff_pages import PAIRS, Pair, soup_of, target
from workbook.course.anchors import headings
from workbook.course.chapters import Step


def told(soup: BeautifulSoup) -> list[Tag]:
    """Return the stories of a page, and see that each file has its own above it."""
    stories = soup.select(".story")
    assert [story.find_next_sibling() for story in stories] == soup.select("details.change")
    return stories


def is_told_there(story: Tag) -> bool:
    """Tell whether the words of a story stand under the heading that its link leads to."""
    (link,) = story.select("a")
    step, anchor = target(str(link["href"]))
    words = story.get_text().removesuffix(link.get_text()).strip().rstrip(".")
    return _plain(words) in _plain(_section(step, anchor))


def _section(step: Step, anchor: str) -> str:
    """Return the text between a heading and the next one."""
    lines = step.text.split("\n")
    starts = [line for line, _ in headings(step)] + [len(lines) + 1]
    at = [each for _, each in headings(step)].index(anchor)
    return "\n".join(lines[starts[at] : starts[at + 1] - 1])


def _plain(text: str) -> str:
    """Return letters and digits alone, small ones, without the targets of links."""
    return re.sub(r"\W+", "", re.sub(r"\]\([^)]*\)", "", text)).lower()


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_each_file_has_a_story_in_words_of_the_section_it_leads_to(
    pair: Pair,
) -> None:
    soup = soup_of(pair)

    assert [str(story) for story in told(soup) if not is_told_there(story)] == []


@pytest.mark.parametrize("planted", ["invented", "of another section"])
def test_a_story_that_no_section_tells_is_found(planted: str) -> None:
    soup = soup_of(PAIRS[1])
    one, *_, other = told(soup)
    if planted == "invented":
        one.insert(0, "Planted. ")
    else:
        one.a.replace_with(other.a.extract())  # type: ignore[union-attr]

    assert not is_told_there(one)
