"""The story of a file: words of the chapter, and a link to where they stand."""

import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup, Tag

from tests.support.diff_pages import PAIRS, Pair, soup_of, target
from workbook.course.anchors import headings
from workbook.course.chapters import Step
from workbook.course.reasons import reason

pytestmark = pytest.mark.pages

DANGLING = re.compile(r"(?:it|its|she|he|they|so|now|then|that|this|and|but)\b", re.IGNORECASE)


def told(soup: BeautifulSoup) -> list[Tag]:
    """Return the stories of a page, and see that each file has its own above it."""
    stories = soup.select(".story")
    assert [story.find_next_sibling() for story in stories] == soup.select("details.change")
    return stories


def is_told_there(story: Tag) -> bool:
    """Tell whether the words of a story stand under the heading that its link leads to."""
    (link,) = story.select("a")
    step, anchor = target(str(link["href"]))
    return _plain(words_of(story)) in _plain(_section(step, anchor))


def words_of(story: Tag) -> str:
    """Return what a story says beside its link; blank if that is nothing."""
    (link,) = story.select("a")
    return story.get_text().removesuffix(link.get_text()).strip()


def stories_under(heading: Tag) -> Iterator[Tag]:
    """Yield the stories between the heading of a step and the next one."""
    for sibling in heading.find_next_siblings(["h3", "p", "details"]):
        if sibling.name == "h3" or "asides" in sibling["class"]:
            return
        if "story" in sibling["class"]:
            yield sibling


def faults(soup: BeautifulSoup) -> Iterator[str]:
    """Yield what is wrong with the words above the files of each step of a page."""
    for heading in soup.select(".diffs > h3"):
        why = heading.find_next_sibling()
        assert isinstance(why, Tag)
        said = [why.get_text()]
        for story in stories_under(heading):
            words, step = words_of(story), target(str(story.select("a")[0]["href"]))[0]
            if heading.get_text() != f"{step.name} {step.heading}":
                yield f"of another step: {words}"
            if words and words in said:
                yield f"doubled: {words}"
            if DANGLING.match(words):
                yield f"dangling: {words}"
            said.append(words)
        if "why" not in why["class"] or why.get_text() != _told(heading):
            yield f"no reason under {heading.get_text()}"


def _told(heading: Tag) -> str:
    """Return the reason of the step that a heading of a page names, as it is read."""
    link = heading.find_next("p", class_="story")
    assert isinstance(link, Tag)
    return reason(target(str(link.select("a")[0]["href"]))[0]).replace("`", "")


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
    one, *_, other = filter(words_of, told(soup))
    if planted == "invented":
        one.insert(0, "Planted. ")
    else:
        one.a.replace_with(other.a.extract())  # type: ignore[union-attr]

    assert not is_told_there(one)


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_what_is_said_under_a_step_is_its_own_said_once_and_understood_there(pair: Pair) -> None:
    assert list(faults(soup_of(pair))) == []


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_some_files_have_a_sentence_of_their_own(pair: Pair) -> None:
    assert any(words_of(story) for story in told(soup_of(pair)))


@pytest.mark.parametrize("planted", ["of another step", "doubled", "dangling", "no reason"])
def test_words_that_do_not_belong_under_a_step_are_found(planted: str) -> None:
    soup = soup_of(PAIRS[1])
    of_step: list[list[Tag]] = [
        list(stories_under(heading)) for heading in soup.select(".diffs > h3")
    ]
    several = next(stories for stories in of_step if len(stories) > 1)
    if planted == "of another step":
        other = of_step[-1][0]
        assert several is not of_step[-1]
        several[0].a.replace_with(other.a.__copy__())  # type: ignore[union-attr]
    elif planted == "doubled":
        for story in several[:2]:
            story.insert(0, "Twice the same. ")
    elif planted == "dangling":
        several[0].insert(0, "Now she stays. ")
    else:
        soup.select(".diffs > .why")[0].string = "Planted."

    assert [fault.partition(":")[0] for fault in faults(soup)][0].startswith(planted)
