"""The story behind those of a server: each turns red when its promise is broken."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.acceptance.apps import App
from tests.acceptance.breaches import BREACHES, Breach
from tests.acceptance.gunicorn import ON_GUNICORN
from workbook.core.paths import ROOT

# Each starts servers of its own, and all of them take minutes: nox -s breaches.
pytestmark = [pytest.mark.since("05"), pytest.mark.breach, ON_GUNICORN]


def told_on(app: Path, stage: str, where: list[str]) -> "subprocess.CompletedProcess[str]":
    """Tell some stories to an app in a folder."""
    options = [f"--stage={stage}", f"--app={app}", "-q", "-x", "-p", "no:cacheprovider"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *where, *options],
        cwd=ROOT,
        env={name: text for name, text in os.environ.items() if not name.startswith("PYTEST_")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


@pytest.mark.parametrize("breach", BREACHES, ids=lambda breach: breach.name)
def test_a_promise_that_is_broken_turns_its_story_red(
    app: App, breach: Breach, tmp_path: Path
) -> None:
    copy = app.copy(tmp_path / "app").folder
    breach.take_away(copy)

    ran = told_on(copy, app.stage, breach.where)

    assert ran.returncode == 1, ran.stdout
    assert "1 failed" in ran.stdout or "1 error" in ran.stdout
