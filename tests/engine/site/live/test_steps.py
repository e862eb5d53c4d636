"""Every step is in the packs of live as the history has it, with the packages that it pins."""

import json
from typing import Any

import pytest

from workbook.core.errors import WorkbookError
from workbook.course.chapters import all_steps
from workbook.history.history import history
from workbook.site.live.checks import checks
from workbook.site.live.locked import lock
from workbook.site.live.steps import needed, packs, without_app

pytestmark = pytest.mark.pages


@pytest.fixture(scope="module")
def read() -> dict[str, Any]:
    """The packs, by their stages."""
    return {name: json.loads(text) for name, text in packs(history()).items()}


def test_every_step_has_its_files_as_they_are_in_the_history(read: dict[str, Any]) -> None:
    made = history()
    texts: dict[str, str] = {}

    for step in all_steps():
        pack, tree = read[step.stage.name], made.tree(step)
        files = pack["steps"][step.path.stem]["files"]
        assert {*files} == {*tree}, step.name
        for path, at in files.items():
            told = texts.setdefault(tree[path], pack["blobs"][at])
            assert told == pack["blobs"][at], f"{step.name}: {path}"
    for blob in [*texts][::20]:
        assert made.content(blob).decode() == texts[blob]


def test_a_step_without_a_picture_has_that_of_a_step_before(read: dict[str, Any]) -> None:
    steps = read["01-minimal"]["steps"]

    assert steps["3-a-list"]["picture"] == ""
    assert steps["4-a-form"]["picture"] == "01.4-refused-light.webp"
    later = read["03-models"]["steps"]
    assert later["1-data-before-code"]["picture"] == "02.39-home-light.webp"


def test_a_package_that_the_lock_does_not_have_is_told_of() -> None:
    with pytest.raises(WorkbookError, match=r"Step 09\.1 pins flask==9\.9"):
        needed("09.1", "# What the app uses\nflask==9.9\ngunicorn==1.0\n")


def test_the_lock_has_nothing_that_no_step_and_no_check_needs() -> None:
    steps = [
        step for text in packs(history()).values() for step in json.loads(text)["steps"].values()
    ]
    every = [*steps, *map(json.loads, checks().values())]
    used = {label for each in every for label in [*each["packages"], *each.get("tests", [])]}

    assert {each.label for each in lock().pypi} == used


def test_all_but_the_first_step_have_an_app() -> None:
    assert without_app(history()) == ["01-minimal/1-an-empty-project/"]
