"""A word is in bold where the glossary says it is first met, and a number leads where it says."""

import posixpath
import re
from collections.abc import Iterator
from functools import cache

import pytest

from tests.docs.prose import Page, page, pages
from workbook.core.paths import DOCS, relative
from workbook.course.chapters import steps
from workbook.course.stages import stages

GLOSSARY = page(DOCS / "reference" / "glossary.md")
ROW = re.compile(r"^\| (?P<word>[^|]+) \| [^|]+ \| (?P<where>\[.+) \|$", re.MULTILINE)
SPOKEN_OF = re.compile(
    r"\b[Ss]teps? (?:(?P<whole>\d\d\.\d+)|(?P<step>\d+))\b"
    r"(?: of (?:stage|chapter) (?P<of>\d\d))?|\b(?:[Ss]tage|[Cc]hapter)s? (?P<stage>\d\d)\b"
)
NUMBER = re.compile(r"(?:^|(?:step|stage|chapter) )(\d\d\.\d+|0\d)$")


@cache
def reading_order() -> list[tuple[str, Page]]:
    """Return the pages of the chapters as somebody reads them, each with its number."""
    return [
        (number, page(path))
        for stage in stages()
        for number, path in [
            (stage.number, stage.chapter / "index.md"),
            *((step.name, step.path) for step in steps(stage)),
        ]
    ]


def explained(order: list[tuple[str, Page]]) -> dict[str, list[str]]:
    """Return where each word stands in bold, in small letters."""
    found: dict[str, list[str]] = {}
    for number, each in order:
        for bold in each.bold:
            found.setdefault(bold.lower(), []).append(number)
    return found


def misplaced(glossary: str, order: list[tuple[str, Page]]) -> Iterator[str]:
    """Yield each row that does not begin with the first place, or names one that is none."""
    bold, numbers = explained(order), [number for number, _ in order]
    for row in ROW.finditer(glossary):
        whole = row["word"].lower()
        forms = {whole, f"{whole}s", whole.split(", ")[0]}
        places = sorted({at for form in forms for at in bold.get(form, [])}, key=numbers.index)
        named = re.findall(r"\[([\d.]+)\]", row["where"])
        if named[:1] != places[:1] or not set(named) <= set(places):
            yield f"{row['word']}: in bold in {', '.join(places) or 'no step'}, not {row['where']}"


def misleading(each: Page) -> Iterator[str]:
    """Yield each link that is called by the number of a step or a stage, and leads elsewhere."""
    here = posixpath.dirname(each.name)
    named = {number: other.name for number, other in reading_order()}
    for text, target in each.links:
        leads = posixpath.normpath(posixpath.join(here, target.partition("#")[0]))
        number = NUMBER.search(text)
        expected = named.get(number[1], "nowhere") if number else leads
        if leads.startswith("docs/0") and not leads.startswith(expected.removesuffix("index.md")):
            yield f"{each.place(f'[{text}]')}: {text} leads to {leads}"


def test_the_glossary_leads_to_where_each_word_is_first_in_bold() -> None:
    assert list(misplaced(GLOSSARY.text, reading_order())) == []


def test_a_link_that_is_called_by_a_number_leads_there() -> None:
    assert [line for each in pages() for line in misleading(each)] == []


def lost(each: Page) -> Iterator[str]:
    """Yield each step, stage or chapter that a page speaks of and that is not there."""
    numbers = {number for number, _ in reading_order()}
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


ORDER = [("01.1", Page("1.md", "A **view** and **views**.")), ("01.2", Page("2.md", "A **view**."))]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("| view | it | [01.2](2.md) |", "view: in bold in 01.1, 01.2, not [01.2](2.md)"),
        ("| view | it | [01.1](1.md), [01.3](3.md) |", "view: in bold in 01.1, 01.2, not "),
        ("| route | it | [01.1](1.md) |", "route: in bold in no step, not [01.1](1.md)"),
        ("| View | it | [01.1](1.md), [01.2](2.md) |", ""),
    ],
)
def test_a_row_that_leads_elsewhere_is_told(row: str, says: str) -> None:
    assert "".join(misplaced(row, ORDER)).startswith(says)
    assert bool(says) == bool(list(misplaced(row, ORDER)))


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
