"""A link that is called by a number leads where it says."""

import posixpath
import re
from collections.abc import Iterator

import pytest

from tests.docs.prose import Page, pages
from workbook.core.paths import DOCS, relative
from workbook.course.first_met import reading_order

SPOKEN_OF = re.compile(
    r"\b[Ss]teps? (?:(?P<whole>\d\d\.\d+)|(?P<step>\d+))\b"
    r"(?: of (?:stage|chapter) (?P<of>\d\d))?|\b(?:[Ss]tage|[Cc]hapter)s? (?P<stage>\d\d)\b"
)
NUMBER = re.compile(r"(?:^|(?:step|stage|chapter) )(\d\d\.\d+|0\d)$")


def misleading(each: Page) -> Iterator[str]:
    """Yield each link that is called by the number of a step or a stage, and leads elsewhere."""
    here = posixpath.dirname(each.name)
    named = {number: relative(path) for path, number in reading_order().items()}
    for text, target in each.links:
        leads = posixpath.normpath(posixpath.join(here, target.partition("#")[0]))
        number = NUMBER.search(text)
        expected = named.get(number[1], "nowhere") if number else leads
        if leads.startswith("docs/0") and not leads.startswith(expected.removesuffix("index.md")):
            yield f"{each.place(f'[{text}]')}: {text} leads to {leads}"


def test_a_link_that_is_called_by_a_number_leads_there() -> None:
    assert [line for each in pages() for line in misleading(each)] == []


def lost(each: Page) -> Iterator[str]:
    """Yield each step, stage or chapter that a page speaks of and that is not there."""
    numbers = set(reading_order().values())
    here = re.match(r"docs/(\d\d)-", each.name)
    for found in SPOKEN_OF.finditer(each.words):
        stage = found["stage"] or found["of"] or (here and here[1])
        step = f"{stage}.{found['step']}" if found["step"] and stage else ""
        if (found["whole"] or step or found["stage"] or "01") not in numbers:
            yield f"{each.place(found[0])}: {found[0]}: there is none"


def test_each_step_and_stage_that_is_spoken_of_is_there() -> None:
    assert [line for each in pages() for line in lost(each)] == []


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        *(("in step 9", 1), ("since step 01.9", 1), ("stage 06", 1), ("step 7 of chapter 01", 1)),
        *(("in step 5", 0), ("step 9 of chapter 02", 0), ("step 02.9", 0), ("stages 01 and 02", 0)),
    ],
)
def test_a_step_or_a_stage_that_is_not_there_is_told(words: str, wrong: int) -> None:
    assert len(list(lost(Page("docs/01-minimal/x.md", f"It was {words}.")))) == wrong


@pytest.mark.parametrize(
    ("link", "wrong"),
    [
        ("[01.3](01-minimal/2-the-factory.md)", 1),
        ("[stage 02](01-minimal/index.md)", 1),
        ("[step 01.9](01-minimal/2-the-factory.md)", 1),
        ("[01.2](01-minimal/2-the-factory.md#why-a-factory)", 0),
        ("[done at 10:30](01-minimal/index.md)", 0),
        ("[01](https://example.org/01)", 0),
    ],
)
def test_a_number_that_leads_elsewhere_is_told(link: str, wrong: int) -> None:
    name = relative(DOCS / "page.md")

    assert len(list(misleading(Page(name, f"See {link}.\n")))) == wrong
