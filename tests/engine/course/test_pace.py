"""How long a step takes is counted, and what pages promise is held against it."""

import os

import pytest

from tests.support.tiny import BEGIN, PAGE, Tiny
from workbook.course.chapters import Step, all_steps
from workbook.course.minutes import OF_STEP
from workbook.course.pace import Pace, in_words

pytestmark = pytest.mark.pages

INDEX, TEACH = "docs/01-tiny/index.md", "docs/teach.md"
STEP = BEGIN.replace("# Begin\n", "# Begin\n\n*{}*\n")
CHAPTER = """# Tiny

**Time needed:** {}, in one step.

| Step | Minutes |
|---|---|
| [1. Begin](1-begin.md) | {} |

| Step | Page |
|---|---|
| [1. Begin](1-begin.md) | 1 |
"""
CLASS = """# Teach

| Session | Steps | Minutes |
|---|---|---|
| 1 | [Begin](01-tiny/1-begin.md), and once more [Begin](01-tiny/1-begin.md) | {} |
| 2 | A break | 15 |
"""
RIGHT = {PAGE: ("5 minutes, 4 lines to type",), INDEX: ("5 minutes", 5), TEACH: (10,)}
PAGES = {PAGE: STEP, INDEX: CHAPTER, TEACH: CLASS}


@pytest.mark.parametrize(
    ("counted", "minutes"),
    [  # as people took them who followed the steps to the letter
        (Pace(words=1644, blocks=22, typed=176, commands=6), 50),
        (Pace(words=626, blocks=11, typed=745, commands=7), 70),
        (Pace(words=610, blocks=2, typed=19, commands=5), 10),
        (Pace(words=610, blocks=2, typed=19, commands=5, given=240), 15),
    ],
)
def test_a_step_takes_what_people_took(counted: Pace, minutes: int) -> None:
    assert counted.minutes == minutes


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (5, "5 minutes"),
        (90, "90 minutes"),
        (95, "1 hour and 35 minutes"),
        (120, "2 hours"),
        (355, "5 hours and 55 minutes"),
    ],
)
def test_a_time_is_told_as_people_tell_it(minutes: int, words: str) -> None:
    assert in_words(minutes) == words


def promise(tiny: Tiny, **wrong: tuple[object, ...]) -> None:
    """Write the pages that promise minutes, with wrong ones on some of them."""
    for name, text in PAGES.items():
        tiny.page(text.format(*wrong.get(name, RIGHT[name])), name)


@pytest.mark.skipif(os.name == "nt", reason="replay types into bash")
@pytest.mark.parametrize(
    ("page", "wrong", "line"),
    [
        (PAGE, ("10 minutes, 4 lines to type",), 3),
        (PAGE, ("5 minutes, 3 lines to type",), 3),
        (PAGE, ("5 minutes",), 3),
        (INDEX, ("an hour", 5), 3),
        (INDEX, ("5 minutes", 10), 7),
        (TEACH, (5,), 5),
    ],
)
def test_a_page_that_promises_other_minutes_is_refused_and_written(
    tiny: Tiny, page: str, wrong: tuple[object, ...], line: int
) -> None:
    promise(tiny, **{page: wrong})

    ran = tiny.replay()

    assert ran.status == 1
    assert f"{page}:{line}: this page promises other minutes than are counted" in ran.said
    assert f"wrote {page}" in tiny.replay("--write").said
    for name, text in PAGES.items():
        assert (tiny.root / name).read_text(encoding="utf-8") == text.format(*RIGHT[name])
    assert tiny.replay().status == 0


@pytest.mark.parametrize("step", all_steps(), ids=lambda step: step.name)
def test_each_step_says_how_long_it_takes(step: Step) -> None:
    assert OF_STEP.search(step.text)
