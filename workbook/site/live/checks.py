"""Exercises for the browser: what a learner begins with, and what checks it, one text each."""

import json
import tempfile
from pathlib import Path

from workbook.apps.kit import KIT, TOOLS
from workbook.core.errors import WorkbookError
from workbook.core.paths import relative
from workbook.course.apply_blocks import change, rewrite, write_new
from workbook.course.blocks import REWRITE, is_played
from workbook.course.chapters import read_page
from workbook.course.exercises import Exercise, exercises
from workbook.course.fences import fences
from workbook.learner.checking import patience
from workbook.learner.copies import copy_work
from workbook.site.live.locked import lock

STAGES = ("01", "02", "03", "04")  # whose exercises are checked in the page
NOT = ("04.tag-rule",)  # its tests need Hypothesis, which live has not
BROUGHT = ("soupsieve", "typing-extensions")  # by what the kit reads pages with
NATIVE = ("psutil",)  # counts how much a process computes; there is none


def checks() -> dict[str, str]:
    """Return a text for each exercise by the name of its page.

    Raises:
        WorkbookError: if the lock lacks a package of the kit, or a page begins with a command.
    """
    return {each.page.stem: _packed(each) for each in exercises() if is_checked(each)}


def is_checked(exercise: Exercise) -> bool:
    """Tell whether an exercise is checked in the page.

    Args:
        exercise: any.
    """
    return exercise.stage.number in STAGES and exercise.name not in NOT


def _packed(exercise: Exercise) -> str:
    kit = {f"kit/{path.name}": path.read_text(encoding="utf-8") for path in KIT.glob("*.py")}
    pack = {
        "name": exercise.name,
        "title": exercise.title,
        "stage": exercise.stage.name,
        "begin": begin(exercise),
        "sources": {"check.py": exercise.check.read_text(encoding="utf-8"), **kit},
        "patience": patience(exercise.check),
        "packages": _packages(),
    }
    return json.dumps(pack, ensure_ascii=False, separators=(",", ":"))


def begin(exercise: Exercise) -> dict[str, str]:
    """Return the files that the page of an exercise gives to learners, with what they hold then.

    Args:
        exercise: any.

    Raises:
        WorkbookError: if a command makes one of them.
    """
    page = relative(exercise.page)
    blocks = [each for each in fences(page, read_page(exercise.page)) if is_played(each)]
    if stray := [each for each in blocks if each.title is None]:
        raise stray[0].error("in the page no command is run, so only files are given there")
    with tempfile.TemporaryDirectory(prefix="begin-") as name:
        folder = Path(name) / "work"
        copy_work(exercise.stage.folder, folder)
        for each in blocks:
            play = change if each.language == "diff" else write_new
            (rewrite if REWRITE in each.options else play)(each, folder)
        return {
            each.title: (folder / each.title).read_text("utf-8") for each in blocks if each.title
        }


def _packages() -> list[str]:
    """Return the names of the zips that the kit needs besides those of the app."""
    pins = {each.split("==")[0]: each.split("==")[1] for each in TOOLS}
    wanted = {*pins, *BROUGHT} - {*NATIVE}
    known = [each for each in lock().pypi if each.name in wanted]
    had = {each.name for each in known if pins.get(each.name, each.version) == each.version}
    if missing := sorted(wanted - had):
        raise WorkbookError(
            f"The checks need {', '.join(missing)} as workbook/apps/kit.py pins it, and "
            "workbook/site/live/lock.toml does not have it.\n"
            "To mend: name it there, with the hash of its wheel"
        )
    return [each.label for each in known]
