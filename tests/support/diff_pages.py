"""The diff pages, each made once: as a tree that a test may change, and where its links lead."""

from copy import copy
from functools import cache
from itertools import pairwise

from bs4 import BeautifulSoup

from workbook.core.paths import DOCS
from workbook.course.chapters import Step, all_steps
from workbook.course.stages import Stage, stages
from workbook.history.history import history
from workbook.site.diffs.pages import page_of_pair

PAIRS = list(pairwise(stages()))
Pair = tuple[Stage, Stage]


@cache
def text_of_page(pair: Pair) -> str:
    """Return the page of a pair."""
    return page_of_pair(history(), *pair)


@cache
def _parsed(pair: Pair) -> BeautifulSoup:
    return BeautifulSoup(text_of_page(pair), "html.parser")


def soup_of(pair: Pair) -> BeautifulSoup:
    """Return the page of a pair as a tree of its own."""
    return copy(_parsed(pair))


@cache
def _steps() -> dict[str, Step]:
    return {step.path.relative_to(DOCS).with_suffix("").as_posix(): step for step in all_steps()}


def target(link: str) -> tuple[Step, str]:
    """Return the step, and the anchor on its page, that a link of a diff page leads to."""
    page, _, anchor = link.removeprefix("../../").partition("#")
    return _steps()[page.rstrip("/")], anchor
