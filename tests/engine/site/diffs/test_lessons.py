"""A diff as a lesson: files in the order of the steps, and at the end what nobody has to follow."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup, Tag

from tests.support.diff_pages import PAIRS, Pair, soup_of, target
from workbook.course.chapters import Step, steps

pytestmark = pytest.mark.pages


def first_step(change: Tag) -> Step:
    """Return the first step that a file of a page leads to."""
    links = change.select(".hunk-head a, .piece-head a")
    return min((target(str(link["href"]))[0] for link in links), key=lambda step: step.number)


def line_of(change: Tag) -> int:
    """Return where the first step of a file writes, moves or removes it; 0: it is not named."""
    path = change.select("summary code")[-1].get_text()
    mark = f'title="{path}"' if change.select("summary > :is(.added, .changed)") else f" {path}"
    lines = first_step(change).text.split("\n")
    return next((at for at, line in enumerate(lines, start=1) if line.endswith(mark)), 0)


def misplaced(soup: BeautifulSoup) -> Iterator[str]:
    """Yield each file that stands below one which a later step, or a later line, brings."""
    for part in (soup.select(".diffs > .change"), soup.select(".asides > .change")):
        for above, change in pairwise(part):
            before, after = first_step(above).number, first_step(change).number
            is_below = before == after and 0 < line_of(change) < line_of(above)
            if before > after or is_below:
                yield str(change["id"])


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_files_stand_in_the_order_of_the_steps_that_bring_them(pair: Pair) -> None:
    assert list(misplaced(soup_of(pair))) == []


def test_a_file_out_of_lesson_order_is_found() -> None:
    soup = soup_of(PAIRS[1])
    first, *_, last = soup.select(".diffs > .change")
    first.insert_before(last.extract())

    assert list(misplaced(soup)) == [first["id"]]


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_each_file_stands_under_the_heading_of_its_step(pair: Pair) -> None:
    for change in soup_of(pair).select(".diffs > .change"):
        heading = change.find_previous("h3")

        assert heading
        step = first_step(change)
        assert heading.get_text() == f"{step.name} {step.heading}"


def test_what_is_given_or_generated_or_for_looks_stands_at_the_end() -> None:
    aside = {
        pair[1].number: {
            code.get_text()
            for code in soup_of(pair).select(".asides > .change > summary code:last-of-type")
        }
        for pair in PAIRS
    }

    assert {path for path in aside["02"] if not path.endswith((".css", ".svg"))} == {
        "requirements.txt"
    }
    assert {path for path in aside["03"] if not path.startswith("migrations/")} == {
        "requirements.txt"
    }
    assert "migrations/versions/0002_tags_as_rows.py" not in aside["03"]  # typed, for the most part
    assert {"requirements-dev.txt", "tests/test_models.py"} <= aside["04"]
    assert {"Dockerfile", "compose.yaml", "tests/operations/test_logs.py"} <= aside["05"]


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_nothing_that_a_step_gives_whole_stands_among_what_is_typed(
    pair: Pair,
) -> None:
    blocks = [block for step in steps(pair[1]) for block in step.blocks if block.title]
    given = {str(block.title) for block in blocks if block.given}
    typed = {str(block.title) for block in blocks if not block.given}
    shown = soup_of(pair).select(".diffs > .change > summary code:last-of-type")

    assert not {code.get_text() for code in shown} & (given - typed)
