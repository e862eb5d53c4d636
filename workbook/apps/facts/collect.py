"""Collect the facts of a stage from the app as it runs, and hold them against what is kept."""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from workbook import proof
from workbook.databases import VARIABLE, sqlite_url
from workbook.environments import activated, environment, scripts
from workbook.errors import WorkbookError, side_by_side
from workbook.facts.kept import HOME, MEND, Facts, as_text, kept, path_of
from workbook.facts.lines import lines_by_kind
from workbook.facts.packages import packages
from workbook.facts.routes import routes
from workbook.paths import make_folder, relative
from workbook.programs import Programs
from workbook.serving import prepare
from workbook.settings import on_this_machine
from workbook.stages import Stage, find_stage, stages
from workbook.suites import Suite

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


def write(arguments: list[str]) -> None:
    """Collect the facts of stages, and keep them.

    Args:
        arguments: the stages; none: all of them.

    Raises:
        WorkbookError: for an unknown stage, and if one does not run.
    """
    make_folder(HOME)
    for stage in map(find_stage, arguments) if arguments else stages():
        text, path = as_text(_collect_copy(stage)), path_of(stage)
        known = path.is_file() and path.read_text(encoding="utf-8") == text
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"{relative(path)} {'is as it was' if known else 'written'}", flush=True)
    proof.add("facts: collected from the running stages")


def _collect_copy(stage: Stage) -> Facts:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        return collect(Path(shutil.copytree(stage.folder, Path(scratch, "app"))))


def _ask(folder: Path, installed: Path, script: str, told: dict[str, str]) -> Any:
    """Run a script in the app's folder and environment, and return what it prints."""
    done = subprocess.run(
        [scripts(installed) / "python", Path(__file__).with_name(script)],
        cwd=folder,
        env=activated(installed)
        | on_this_machine(folder)
        | told
        | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
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


if __name__ == "__main__":
    try:
        write(sys.argv[1:])
    except WorkbookError as error:
        sys.exit(str(error))
