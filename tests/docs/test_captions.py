"""What a page says of a picture is what the picture shows, as docs/pictures.toml describes it."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

import pytest

from tests.docs.counts import NUMBER, value
from tests.docs.prose import Page, pages
from workbook.course.chapters import all_steps
from workbook.site.pictures import SCHEMES, recipes

TASKS = re.compile(rf"({NUMBER}) (?:(open) tasks|tasks|that (?:is|are) (done))\b")


def described() -> dict[str, dict[str, Any]]:
    """Return what is asked of each picture, by its name; one is drawn from the facts."""
    return {each["name"]: each for kind in recipes().values() for each in kind} | {"layers": {}}


def told(each: Page) -> dict[str, dict[str, str]]:
    """Return the words of each picture of a page in each scheme."""
    found: dict[str, dict[str, str]] = {}
    for words, source in each.pictures:
        name, _, scheme = PurePosixPath(source.partition("#")[0]).stem.rpartition("-")
        found.setdefault(name, {})[scheme] = words
    return found


def wrong_captions(each: Page) -> Iterator[str]:
    """Yield each picture of a page whose words are not of it."""
    known = described()
    step = {one.page: one.name for one in all_steps()}.get(each.name)
    for name, words in told(each).items():
        if sorted(words) != sorted(SCHEMES) or len(set(words.values())) > 1:
            yield f"{each.place(name)}: {name} has not the same words by day and by night"
        recipe, said = known[name], " ".join(set(words.values()))
        if step and recipe.get("step", step) != step:
            yield f"{each.place(name)}: {name} is of step {recipe['step']}"
        if counted(recipe, said) != {what: value(number) for number, what in numbers(said)}:
            yield f"{each.place(name)}: {name} shows {counted(recipe, said)}: {said}"
        statuses = set(re.findall(r"\b\d{3}\b", said))
        if not statuses <= set(re.findall(r"\d{3}", str(recipe.get("messages", "")))):
            yield f"{each.place(name)}: {name} shows no {' and '.join(sorted(statuses))}"


def numbers(said: str) -> list[tuple[str, str]]:
    """Return the numbers of tasks that some words tell: each with what it counts."""
    return [(found[1], found[2] or found[3] or "tasks") for found in TASKS.finditer(said)]


def counted(recipe: dict[str, Any], said: str) -> dict[str, int]:
    """Return how many tasks of each kind a picture shows, of the kinds that are told."""
    actions = recipe.get("actions", [])
    tasks = sum(action[:2] == ["fill", "What needs doing?"] for action in actions)
    done = sum(action[-1].startswith("Done: ") for action in actions)
    true = {"tasks": tasks, "done": done, "open": tasks - done}
    return {what: true[what] for _, what in numbers(said)}


def test_each_picture_is_told_as_it_is() -> None:
    assert [line for each in pages() for line in wrong_captions(each)] == []


def test_each_picture_that_is_described_stands_on_a_page() -> None:
    assert sorted(described()) == sorted({name for each in pages() for name in told(each)})


@pytest.mark.parametrize(
    ("name", "step", "planted"),
    [
        ("01.6-styled", "6-a-stylesheet", "a form, three open tasks and one that is done"),
        ("01.6-styled", "6-a-stylesheet", "a form, two open tasks and two that are done"),
        ("01.6-styled", "5-complete-and-delete", "a form"),
        ("01.4-refused", "4-a-form", "the two tasks below, after 404"),
    ],
)
def test_words_that_are_not_of_a_picture_are_told(name: str, step: str, planted: str) -> None:
    shown = "\n".join(f"![{planted}](../assets/shots/{name}-{each}.webp)" for each in SCHEMES)

    assert len(list(wrong_captions(Page(f"docs/01-minimal/{step}.md", shown)))) == 1


def test_two_wordings_of_a_picture_are_told() -> None:
    shown = "![A](../assets/figures/csrf-light.svg)\n![B](../assets/figures/csrf-dark.svg)\n"

    assert len(list(wrong_captions(Page("docs/02-blueprints/12-a-title-is-a-text.md", shown)))) == 1
