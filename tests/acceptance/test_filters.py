"""The stories of finding tasks: by state, by tag and by word."""

from collections.abc import Iterator

import pytest

from tests.acceptance.visitor import Visitor
from tests.acceptance.words import HARD_WORDS, some_title
from workbook.course.stages import Stage

pytestmark = pytest.mark.since("02")

SENSELESS = [
    {"status": "maybe"},
    {"before": "x"},
    {"before": "1.5"},
    {"before": "-1"},
    {"before": "9" * 309},
    {"before": "1_000"},
    {"before": "٣"},
]


@pytest.fixture(scope="module")
def busy(address: str, stage: Stage) -> Iterator[Visitor]:
    """Somebody with a few tasks: bread (shop), oat milk (shop, done) and a call (home)."""
    with Visitor(address, stage.number).arrive() as somebody:
        somebody.add("Bread", tags="shop", notes="sourdough")
        somebody.add("Oat milk", tags="shop, diet")
        somebody.add("Call about bread", tags="home")
        somebody.press("Oat milk", "toggle")
        yield somebody


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["Call about bread", "Oat milk", "Bread"]),
        ({"status": "all"}, ["Call about bread", "Oat milk", "Bread"]),
        ({"status": "open"}, ["Call about bread", "Bread"]),
        ({"status": "done"}, ["Oat milk"]),
        ({"tag": "shop"}, ["Oat milk", "Bread"]),
        ({"tag": "shop", "status": "open"}, ["Bread"]),
        ({"tag": "sho"}, []),
        ({"q": "read"}, ["Call about bread", "Bread"]),
        ({"q": "sourdough"}, ["Bread"]),
        ({"q": "read", "tag": "home"}, ["Call about bread"]),
        ({"q": "nothing like it"}, []),
        ({"status": "all", "tag": "", "q": ""}, ["Call about bread", "Oat milk", "Bread"]),
    ],
)
def test_a_filter_shows_what_it_asks_for(
    busy: Visitor, query: dict[str, str], found: list[str]
) -> None:
    page = busy.tasks(**query)

    assert page.status == 200
    assert page.numbers() == [busy.number(title) for title in found]


@pytest.mark.parametrize("words", [*HARD_WORDS, "100 %", "under_score", "back\\slash"])
def test_a_task_is_found_by_its_words_and_its_tag_whatever_they_are(
    visitor: Visitor, words: str
) -> None:
    title, tag = some_title(words), words.replace(",", "")[:30].strip()
    number = visitor.adds(title, tags=tag)

    assert visitor.tasks(q=words).numbers() == [number]
    assert visitor.tasks(tag=tag).numbers() == [number]


@pytest.mark.parametrize("letter", ["x", "ж", "漢", "🥖"])
def test_a_search_may_have_two_hundred_letters_of_any_alphabet(
    visitor: Visitor, letter: str
) -> None:
    assert visitor.tasks(q=letter * 200, tag="diet", status="open").status == 200
    assert visitor.tasks(q=letter * 201).status == 400


@pytest.mark.parametrize("query", SENSELESS, ids=lambda query: str(query)[:20])
def test_a_filter_that_makes_no_sense_is_refused(visitor: Visitor, query: dict[str, str]) -> None:
    assert visitor.tasks(**query).status == 400
