"""A learner from start to end: a copy, a mistake, what differs, an exercise, the progress."""

from pathlib import Path

import pytest

from tests.support.tiny import Ran, Tiny
from workbook.apps.environments import environment
from workbook.apps.kit import TOOLS, requirements
from workbook.core import paths
from workbook.core.git import git
from workbook.course.apply_blocks import change
from workbook.course.blocks import is_played
from workbook.course.chapters import find_point, read_page
from workbook.course.exercises import find_exercise
from workbook.course.fences import fences

pytestmark = pytest.mark.pages

EXERCISE = "02.overdue-cards"
LINE = "    {{ form.csrf_token }}\n"  # step 02.8 writes it
LAST = find_point("02")
END = f"step {LAST.name}, {LAST.heading}"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of stage 02, in a folder that has a name as people give them."""
    environment(requirements(find_exercise(EXERCISE).stage.folder), *TOOLS)  # it may take a while
    folder = tmp_path_factory.mktemp("mein Übungs ordner") / "task master"
    ran = command("start", "02", folder)
    assert ran.status == 0, ran.said
    assert "Then read on: stage 03, docs/03-models/index.md" in ran.said
    return folder


def command(name: str, *arguments: str | Path) -> Ran:
    """Run a command of this workbook, as its session does."""
    return Tiny(paths.ROOT).command(name, *map(str, arguments))


def solve(folder: Path) -> None:
    """Do the exercise as its solution does."""
    page = find_exercise(EXERCISE).solution
    for fence in fences(str(page), read_page(page)):
        if is_played(fence):
            change(fence, folder)


def test_a_learner_is_led_from_a_mistake_to_an_exercise_that_is_done(copy: Path) -> None:
    page = copy / "taskmaster/tasks/templates/tasks/list.html"
    right = page.read_bytes()
    page.write_bytes(right.replace(LINE.encode(), b"", 1))

    differs = command("compare", copy)
    page.write_bytes(right)
    same = command("compare", "02", copy)

    assert f"{copy} is nearest to {END}, " in differs.said
    assert "  taskmaster/tasks/templates/tasks/list.html\n    step 02.8: docs/02-" in differs.said
    assert f"\n      -{LINE}" in differs.said
    assert same.said == f"{copy} is the same as {END}.\n"

    git(copy, "switch", "--quiet", "--create", EXERCISE)
    before = command("check", EXERCISE, copy)
    hint = command("check", EXERCISE, copy, "--hint")
    solve(copy)
    after = command("check", EXERCISE, copy)

    assert before.status == 1
    assert before.said.endswith(f"A hint: nox -s check -- {EXERCISE} --hint\n")
    assert f"\n{EXERCISE}  Hint 1\n" in hint.said
    assert after.status == 0, after.said
    assert f"{EXERCISE} is done." in after.said

    git(copy, "commit", "--quiet", "--all", "-m", "Show overdue tasks on the dashboard")
    git(copy, "switch", "--quiet", "main")
    copy = copy.rename(copy.parent / "another name")
    progress, quick = command("progress", copy), command("progress", copy, "--quick")

    assert progress.status == 0, progress.said
    assert f"\n02-blueprints  {LAST.number} of {LAST.number} " in progress.said
    assert f"\n{EXERCISE:<22}passed\n" in progress.said
    assert f"\nIt is the same as {END}.\n" in progress.said
    assert f"\n02-blueprints  {LAST.number} of {LAST.number} " in quick.said
    assert EXERCISE not in quick.said
    assert git(copy, "status", "--porcelain") == ""
