"""The diff pages, each made once: as a tree that a test may change, and where its links lead."""

from copy import copy
from functools import cache
from itertools import pairwise

from bs4 import BeautifulSoup

from workbook.core.paths import DOCS
from workbook.course.chapters import Step, all_steps
from workbook.course.stages import Stage, stages
from workbook.history.history import history
from workbook.site.diffs.pages import pages_of_pair

PAIRS = list(pairwise(stages()))
Pair = tuple[Stage, Stage]


def whole(pages: dict[str, str], path: str) -> BeautifulSoup:
    """Return a page with its lines where the script puts them: read from the pages that have them.

    Args:
        pages: by their paths in docs/.
        path: that of the page.
    """
    soup = BeautifulSoup(pages[path], "html.parser")
    folder = path.rpartition("/")[0]
    lines = {
        str(section["id"]): section
        for name, page in pages.items()
        if name != path and name.startswith(f"{folder}/")
        for section in BeautifulSoup(page, "html.parser").select("section")
    }
    for later in soup.select(".later"):
        change = later.find_parent("details")
        assert change
        _, *parts = lines.pop(str(change["id"])).find_all(recursive=False)
        later.replace_with(*parts)
    assert not lines
    return soup


@cache
def pages_of(pair: Pair) -> dict[str, str]:
    """Return the page of a pair, and those that have its lines, by their paths in docs/."""
    return pages_of_pair(history(), *pair)


@cache
def _parsed(pair: Pair) -> BeautifulSoup:
    old, new = pair
    return whole(pages_of(pair), f"diffs/{old.number}-{new.number}/index.md")


def soup_of(pair: Pair) -> BeautifulSoup:
    """Return the page of a pair with its lines, as a tree of its own."""
    return copy(_parsed(pair))


@cache
def _steps() -> dict[str, Step]:
    return {step.path.relative_to(DOCS).with_suffix("").as_posix(): step for step in all_steps()}


def target(link: str) -> tuple[Step, str]:
    """Return the step, and the anchor on its page, that a link of a diff page leads to."""
    page, _, anchor = link.removeprefix("../../").partition("#")
    return _steps()[page.rstrip("/")], anchor
