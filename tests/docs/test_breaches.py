"""The pages of breaches: each can be planted in its stage, and names tests that are there."""

from pathlib import Path
from shutil import copytree

import pytest

from tests.acceptance.test_breaches import PAGES, STORIES, is_red
from workbook.core.paths import ROOT
from workbook.course.bugs import Bug, bugs_below, plant
from workbook.course.stages import Stage, find_stage

BREACHES = [(page, breach) for page in sorted(PAGES.glob("*.md")) for breach in bugs_below(page)]


def is_there(test: str, stage: Stage) -> bool:
    """Tell whether a file has a test of a name."""
    file, _, name = test.partition("[")[0].partition("::")
    path = (ROOT if test.startswith(STORIES) else stage.folder) / file
    return path.is_file() and f"def {name}(" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("page", "breach"), BREACHES, ids=[breach.title for _, breach in BREACHES])
def test_a_breach_fits_its_stage_and_names_tests_that_are_there(
    page: Path, breach: Bug, tmp_path: Path
) -> None:
    stage = find_stage(page.stem)

    plant(breach, copytree(stage.folder, tmp_path / "app"))

    assert breach.red.lines
    assert [test for test in breach.red.lines if not is_there(test, stage)] == []


SAID = """FAILED tests/test_a.py::test_one - assert 1 == 2
ERROR tests/test_a.py::test_two[with a - mark] - RuntimeError
FAILED tests/test_a.py::test_three[x]
"""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("test_one", True),
        ("test_two", True),
        ("test_two[with a - mark]", True),
        ("test_two[with a]", False),
        ("test_three[x]", True),
        ("test_thre", False),
        ("test_four", False),
    ],
)
def test_a_test_is_red_if_pytest_names_it_or_some_of_its_parameters(
    name: str, expected: bool
) -> None:
    assert is_red(f"tests/test_a.py::{name}", SAID) is expected
