"""The pages of breaches: each can be planted in its stage, and names tests that are there."""

from pathlib import Path
from shutil import copytree

import pytest

from tests.acceptance.test_breaches import PAGES, STORIES
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
