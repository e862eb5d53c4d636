"""The data of the explorer: from it alone, the files of every step can be put together."""

import json
import re
from pathlib import Path

import pytest

from workbook.core.paths import DOCS
from workbook.course.chapters import steps
from workbook.course.stages import stages
from workbook.history.history import history
from workbook.site.coloured import colours
from workbook.site.diffs import explorer, pages
from workbook.site.teaching import slides

pytestmark = pytest.mark.pages


@pytest.fixture(scope="module")
def data() -> dict[str, str]:
    """Return the files that the page fetches."""
    return explorer.data(history())


def test_the_data_has_the_files_of_every_step(data: dict[str, str]) -> None:
    told = json.loads(data["diffs/steps.json"])
    made, files = history(), {}
    for step, each in zip(made.commits, told["steps"], strict=True):
        files.update(each["files"])
        for path in each["gone"]:
            del files[path]

        assert each["name"] == step.name
        assert {path: blob for path, (_, blob) in files.items()} == {
            path: blob[: explorer.SHORT] for path, blob in made.tree(step).items()
        }


def test_the_data_has_the_text_of_every_file(data: dict[str, str]) -> None:
    packs = json.loads(data["diffs/steps.json"])["packs"]
    made = history()
    blobs = {blob for step in made.commits for blob in made.tree(step).values()}

    assert len(packs) == len(blobs)
    for pack in set(packs.values()):
        texts = json.loads(data[f"diffs/texts-{pack}.json"])
        for blob in blobs:
            if packs[blob[: explorer.SHORT]] == pack:
                assert texts[blob[: explorer.SHORT]][0].encode() == made.content(blob)


def test_the_data_has_the_colours_of_every_file(data: dict[str, str]) -> None:
    packs = json.loads(data["diffs/steps.json"])["packs"]
    texts = {pack: json.loads(data[f"diffs/texts-{pack}.json"]) for pack in set(packs.values())}
    made = history()
    for stage in stages():
        for path, blob in made.tree(steps(stage)[-1]).items():
            text, runs = texts[packs[blob[: explorer.SHORT]]][blob[: explorer.SHORT]]

            assert runs == colours(path, text), path
            units = len(text.encode("utf-16-le")) // 2
            assert sum(map(int, re.findall(r"\b\d+", runs))) == units, path


def test_the_data_knows_what_each_step_moved(data: dict[str, str]) -> None:
    told = json.loads(data["diffs/steps.json"])["steps"]
    (moved,) = [step["moved"] for step in told if step["name"] == "02.1"]

    assert moved["taskmaster/__init__.py"] == "app.py"


def test_the_libraries_of_others_are_all_used_and_have_their_licences() -> None:
    vendor = DOCS / "assets" / "vendor"
    later = (name for names in pages.LATER.values() for name in names)
    every = (
        *explorer.SCRIPTS,
        *later,
        *(name for name, _ in slides.STYLES),
        *slides.SCRIPTS,
    )
    used = {Path(name).name for name in every if "vendor/" in name}
    licences = {f"{name.split('-')[0]}-LICENSE.txt" for name in used}

    assert {path.name for path in vendor.iterdir()} == used | licences
