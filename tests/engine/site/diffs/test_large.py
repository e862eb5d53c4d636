"""A large layer by sittings: each has a page, and one after the other they make the stage."""

from itertools import pairwise
from pathlib import Path

import pytest

from tests.support.diff_pages import whole
from tests.support.patched import patch_of, tree_of, tree_with
from workbook.course.chapters import steps
from workbook.course.stages import stages
from workbook.history.history import history
from workbook.site.diffs.large import parts
from workbook.site.diffs.layers import layer
from workbook.site.diffs.pages import compared, pages_of_pair, pages_of_sittings

pytestmark = pytest.mark.pages

OLD, NEW = next(pair for pair in pairwise(stages()) if layer(*pair).by_sittings)


def indexes(made: dict[str, str]) -> list[str]:
    """Return the paths of the pages of sittings, without those that have their lines."""
    return [path for path in made if path.endswith("/index.md")]


def link_to(path: str) -> str:
    """Return how the page of a sitting, or of a layer, leads to another one."""
    return f"](../{path.removeprefix('diffs/')})"


def test_the_sittings_follow_one_another_through_the_whole_chapter() -> None:
    found = list(parts(NEW))

    assert found[0].before == steps(OLD)[-1]
    assert all(one.last == other.before for one, other in pairwise(found))
    assert found[-1].last == steps(NEW)[-1]
    assert sum(part.last.number - part.first.number + 1 for part in found) == len(steps(NEW))


def test_the_patch_of_each_sitting_makes_what_the_next_one_begins_with(tmp_path: Path) -> None:
    made = pages_of_sittings(OLD, NEW, compared(history(), NEW))

    for part, path in zip(parts(NEW), indexes(made), strict=True):
        patch = patch_of(whole(made, path))
        assert tree_with(part.before, patch, tmp_path) == tree_of(part.last, tmp_path)


def test_the_page_of_the_layer_leads_to_each_sitting_and_they_to_one_another() -> None:
    sittings = compared(history(), NEW)
    made = pages_of_sittings(OLD, NEW, sittings)
    layer_page = f"diffs/{OLD.number}-{NEW.number}/index.md"
    of_layer = pages_of_pair(history(), OLD, NEW, sittings)[layer_page]

    assert [path for path in indexes(made) if link_to(path) not in of_layer] == []
    for path, later in pairwise(indexes(made)):
        assert link_to(later) in made[path]
        assert link_to(path) in made[later]
        assert link_to(layer_page) in made[path]
