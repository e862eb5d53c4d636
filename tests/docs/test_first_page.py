"""The first page: how long each chapter takes, and code and ways that are the course's own."""

import re
from collections.abc import Iterator

import pytest

from tests.docs.prose import Page, page
from tests.docs.test_indexes import wrong_entries
from workbook.core.paths import DOCS, relative
from workbook.course.chapters import all_steps, steps
from workbook.course.pace import in_words, pace
from workbook.course.stages import Stage, stages

FIRST = DOCS / "index.md"
# What nobody should have to look for.
FOUND = ("plan.md", "source/index.md", "workflow.md", "facts/index.md", "teach.md", "read.md")


def minutes(stage: Stage) -> int:
    return sum(pace(step).minutes for step in steps(stage))


def wrong_times(first: Page) -> Iterator[str]:
    """Yield each chapter that a page does not list with its time, and the time of all of them."""
    expected = {
        relative(stage.chapter / "index.md"): (
            f"{stage.number} {stage.title}",
            rf"sittings , {in_words(minutes(stage))} \w+",
        )
        for stage in stages()
    }
    yield from wrong_entries(first, expected)
    whole = f"{in_words(sum(map(minutes, stages())))} in all"
    if whole not in first.words:
        yield f"{first.name}: does not say {whole!r}"


def strange_blocks(first: Page) -> Iterator[str]:
    """Yield each file that a page shows otherwise than every step does."""
    known = {(each.title, each.text) for step in all_steps() for each in step.blocks}
    for block in first.blocks:
        if block.title and (block.title, block.text) not in known:
            yield f"{first.name}:{block.line}: no step has this block of {block.title}"


def test_each_chapter_stands_there_with_the_time_that_is_counted() -> None:
    assert list(wrong_times(page(FIRST))) == []


@pytest.mark.parametrize("which", range(len(stages()) + 1))
def test_a_time_that_is_not_counted_is_told(which: int) -> None:
    text = page(FIRST).text
    said = re.findall(r"(?:\d+ hours and )?\d+ (?:hours|minutes)(?= in all|\*)", text)[which]

    wrong = Page("docs/index.md", text.replace(said, "7 minutes", 1))

    assert len(list(wrong_times(wrong))) == 1


def test_its_code_is_that_of_a_step() -> None:
    first = page(FIRST)

    assert [block.title for block in first.blocks if block.title]
    assert list(strange_blocks(first)) == []


def test_code_that_no_step_has_is_told() -> None:
    wrong = page(FIRST).text.replace('return "Nothing to do."', 'return "Nothing."')

    assert len(list(strange_blocks(Page("docs/index.md", wrong)))) == 1


def test_chapters_source_and_principles_are_found_from_it() -> None:
    led = {target for _, target in page(FIRST).links}

    assert {*FOUND, *(f"{stage.name}/index.md" for stage in stages())} <= led
