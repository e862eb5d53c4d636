"""A large layer by sittings: each has a page, and one after the other they make the stage."""

from itertools import pairwise
from pathlib import Path

from bs4 import BeautifulSoup

from tests.support.patched import patch_of, tree_of, tree_with
from workbook.course.chapters import steps
from workbook.course.stages import stages
from workbook.history.history import history
from workbook.site.diffs.large import parts
from workbook.site.diffs.layers import layer
from workbook.site.diffs.pages import compared, page_of_pair, pages_of_sittings

OLD, NEW = next(pair for pair in pairwise(stages()) if layer(*pair).by_sittings)


def test_the_sittings_follow_one_another_through_the_whole_chapter() -> None:
    found = list(parts(NEW))

    assert found[0].before == steps(OLD)[-1]
    assert all(one.last == other.before for one, other in pairwise(found))
    assert found[-1].last == steps(NEW)[-1]
    assert sum(part.last.number - part.first.number + 1 for part in found) == len(steps(NEW))


def test_the_patch_of_each_sitting_makes_what_the_next_one_begins_with(tmp_path: Path) -> None:
    made = pages_of_sittings(OLD, NEW, compared(history(), NEW))

    for part, page in zip(parts(NEW), made.values(), strict=True):
        patch = patch_of(BeautifulSoup(page, "html.parser"))
        assert tree_with(part.before, patch, tmp_path) == tree_of(part.last, tmp_path)


def test_the_page_of_the_layer_leads_to_each_sitting_and_they_to_one_another() -> None:
    sittings = compared(history(), NEW)
    made = pages_of_sittings(OLD, NEW, sittings)
    whole = page_of_pair(history(), OLD, NEW, sittings)
    names = [path.removeprefix("diffs/") for path in made]

    assert [name for name in names if f"](../{name})" not in whole] == []
    for (name, page), (later, other) in pairwise(zip(names, made.values(), strict=True)):
        assert f"](../{later})" in page
        assert f"](../{name})" in other
        assert f"](../{OLD.number}-{NEW.number}/index.md)" in page
