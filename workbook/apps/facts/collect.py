"""Collect the facts of a stage from the app as it runs, and hold them against what is kept."""

import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from workbook.apps.databases import VARIABLE, sqlite_url
from workbook.apps.environments import activated, environment, scripts
from workbook.apps.facts.kept import MEND, Facts, as_text, kept, path_of
from workbook.apps.facts.lines import lines_by_kind
from workbook.apps.facts.packages import packages
from workbook.apps.facts.routes import routes
from workbook.apps.programs import Programs
from workbook.apps.serving import prepare
from workbook.apps.settings import on_this_machine
from workbook.apps.suites import Suite
from workbook.core.errors import WorkbookError, side_by_side
from workbook.core.paths import relative
from workbook.core.processes import run
from workbook.course.stages import Stage

COLLECTED = re.compile(r"^(\d+) tests? collected", re.MULTILINE)


def collect(folder: Path) -> Facts:
    """Return the facts of an app: run it, ask it, and count.

    Args:
        folder: a copy of the app's folder, since its tests may leave something there.

    Raises:
        WorkbookError: if it does not run, or does not answer.
    """
    installed = environment(folder / "requirements.txt")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        url = {VARIABLE: sqlite_url(Path(scratch, "taskmaster.db"))}
        prepare(Programs(folder, installed, url, Path(scratch, "log")))
        asked = _ask(folder, installed, "ask_routes.py", url)
        models = _ask(folder, installed, "show_models.py", url)
    return {
        "routes": routes(asked),
        **models,
        "packages": packages(folder / "requirements.txt", installed),
        "tests": _tests(folder),
        "lines": lines_by_kind(folder),
    }


def require_kept(stage: Stage, facts: Facts) -> None:
    """Refuse facts that differ from those that are kept.

    Args:
        stage: the stage.
        facts: what was collected.

    Raises:
        WorkbookError: with what differs.
    """
    expected, found = as_text(kept(stage)), as_text(facts)
    if expected != found:
        where = relative(path_of(stage))
        differ = side_by_side(expected.splitlines(), found.splitlines(), where)
        raise WorkbookError(f"Stage {stage.name} is not as {where} says.\n{differ}\n{MEND}")


def collect_anew(stage: Stage) -> Facts:
    """Return the facts of a stage as it is now.

    Args:
        stage: any.

    Raises:
        WorkbookError: if it does not run, or does not answer.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        return collect(Path(shutil.copytree(stage.folder, Path(scratch, "app"))))


def _ask(folder: Path, installed: Path, script: str, told: dict[str, str]) -> Any:
    """Run a script in the app's folder and environment, and return what it prints."""
    done = run(
        [str(scripts(installed) / "python"), str(Path(__file__).with_name(script))],
        cwd=folder,
        env=activated(installed)
        | on_this_machine(folder)
        | told
        | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    if done.returncode:
        raise WorkbookError(f"{folder} cannot be asked: {script} ends with\n{done.stderr}")
    return json.loads(done.stdout)


def _tests(folder: Path) -> int:
    """Return how many tests an app brings, as pytest counts them; it may have none."""
    if not (folder / "tests").is_dir():
        return 0
    ran = Suite.of(folder).run(folder, "--collect-only", "-p", "no:cacheprovider")
    if not (found := COLLECTED.search(ran.stdout)):
        raise WorkbookError(f"pytest counts no tests in {folder}:\n{ran.stdout}")
    return int(found[1])
