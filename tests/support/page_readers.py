"""Which tests read pages of the workbook: those without the mark ``pages`` may not.

When a page has changed, only the tests that read pages are run again. A test is caught by what it
opens or lists, and by what it starts in the workbook's own folder: while its file is imported and
its parameters are found, too. What proves pages is marked by where it stands.
"""

import os
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

from workbook.core.paths import DOCS, MADE, ROOT

PROVE_PAGES = tuple(ROOT / "tests" / name for name in ("docs", "browser"))
LOOKS = ("open", "os.listdir", "os.scandir")  # events, each with a path first
STARTS = {"workbook", "workbook.commands", "nox"}  # what reads pages where it is started
NO_PAGES = {*MADE, "assets", "live"}  # of docs/
AS_PAGES = {"README.md", "CONTRIBUTING.md"}  # beside it
WHY = "It reads {}, and does not say so: mark it, or its file, with pytest.mark.pages."

BEFORE = pytest.StashKey[frozenset[str]]()  # what a test's file had read when the test was found

_read: set[str] = set()


def is_page(path: Path) -> bool:
    """Say whether a path in the workbook is one of its pages, or a folder of them.

    Args:
        path: whole. Which folders docs/ itself has says only which stages there are.
    """
    if path.is_relative_to(DOCS) and path != DOCS:
        return path.relative_to(DOCS).parts[0] not in NO_PAGES
    return path.parent == ROOT and path.name in AS_PAGES


def _listen(event: str, arguments: tuple[Any, ...]) -> None:
    if event in LOOKS and isinstance(path := arguments[0], str | os.PathLike):
        at = os.path.abspath(path)  # noqa: PTH100 - a test may open what no path can be
        if at.startswith(str(ROOT)) and is_page(Path(at)):
            _read.add(Path(at).relative_to(ROOT).as_posix())
    elif event == "subprocess.Popen":
        _, words, folder, _ = arguments
        is_ours = not isinstance(words, str) and STARTS & {*map(str, words)}
        if is_ours and Path(folder or Path.cwd()) == ROOT:
            _read.add("what it starts in the workbook's folder")


sys.addaudithook(_listen)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark what proves pages."""
    if any(item.path.is_relative_to(folder) for folder in PROVE_PAGES):
        item.add_marker("pages")


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Listen to a file of tests while it is imported."""
    _read.clear()
    report = yield
    before = collector.stash.get(BEFORE, frozenset()) | _read
    for found in report.result:
        found.stash[BEFORE] = before
    return report


def pytest_collection_finish() -> None:
    """Forget what was read so far: a test that is told it from a cache reads it as well."""
    for name, module in [*sys.modules.items()]:
        if name.startswith("workbook."):
            for thing in vars(module).values():
                getattr(thing, "cache_clear", lambda: None)()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Fail a test that reads a page, in a fixture or itself, and is not marked."""
    yield
    if _read and not item.get_closest_marker("pages"):
        pytest.fail(WHY.format(min(_read)), pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    """Begin to listen to a test."""
    before = item.stash[BEFORE]
    _read.clear()
    _read.update(before)
    yield
