"""The promises of an app: each is broken in turn, and the tests that stand for it turn red.

``breaches/`` has a page for a stage, in the blocks of the bug museum. A test is one of the app's
own or a story of ``tests/acceptance/``; both hold for the unbroken app in the session of its stage.
"""

import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from shutil import copytree

import pytest

from tests.acceptance.apps import LEFT_BEHIND
from tests.acceptance.gunicorn import ON_GUNICORN
from workbook.apps.suites import Suite
from workbook.core.paths import ROOT
from workbook.core.proofs import Proof, engine, files, machine
from workbook.course.blocks import typed
from workbook.course.bugs import Bug, bugs_below, plant
from workbook.course.stages import Stage, find_stage

# Each starts an app of its own, and all of them take minutes: nox -s breaches.
pytestmark = [pytest.mark.since("05"), pytest.mark.breach]

PAGES = Path(__file__).with_name("breaches")
STORIES = "tests/acceptance/"
PYTEST = ("-p", "no:cacheprovider", "--tb=short", "-rfE")
BREACHES = [
    pytest.param(
        find_stage(page.stem),
        breach,
        id=f"{page.stem[:2]} {breach.title}",
        marks=ON_GUNICORN if breach.red.text.startswith(STORIES) else (),
    )
    for page in sorted(PAGES.glob("*.md"))
    for breach in bugs_below(page)
]


@cache
def around(stage: Stage) -> dict[str, str]:
    """Return what all breaches of a stage depend on."""
    tests = [path for path in PAGES.parent.iterdir() if path != PAGES]
    return {
        "stage": files(stage.folder),
        "tests": files(*tests, ROOT / "tests" / "support", ROOT / "tests" / "conftest.py"),
        "engine": engine("apps"),
        "machine": machine(),
    }


def proof_of(stage: Stage, breach: Bug) -> Proof:
    """Return what is kept once the tests of a breach were seen to turn red."""
    planted = {"changes": typed(breach.changes), "red": breach.red.text}
    return Proof(f"breach {stage.number} {breach.title}", around(stage) | planted)


def told(stage: Stage, app: Path, tests: tuple[str, ...]) -> "subprocess.CompletedProcess[str]":
    """Run some tests on an app of a stage, all of them stories or all of them the app's own."""
    if not tests[0].startswith(STORIES):
        return Suite.of(stage.folder).run(app, *PYTEST, "-p", "no:randomly", *tests)
    options = [f"--stage={stage.number}", f"--app={app}", "-q", *PYTEST]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, *tests],
        cwd=ROOT,
        env={name: text for name, text in os.environ.items() if not name.startswith("PYTEST_")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def is_red(test: str, said: str) -> bool:
    """Tell whether a test failed, with some of its parameters if it has any."""
    return re.search(rf"^(?:FAILED|ERROR) {re.escape(test)}(?:[ \[]|$)", said, re.M) is not None


@pytest.mark.parametrize(("stage", "breach"), BREACHES)
def test_a_promise_that_is_broken_turns_each_of_its_tests_red(
    stage: Stage, breach: Bug, tmp_path: Path
) -> None:
    proof = proof_of(stage, breach)
    if proof.kept():
        return
    app = copytree(stage.folder, tmp_path / "app", ignore=LEFT_BEHIND)
    plant(breach, app)

    ran = told(stage, app, breach.red.lines)

    assert ran.returncode == 1, ran.stdout
    assert [test for test in breach.red.lines if not is_red(test, ran.stdout)] == [], ran.stdout
    proof.keep("red")
