"""Mutants: change the app in hundreds of small ways, and see whether its tests mind.

The mutants are made and run by mutmut (https://mutmut.readthedocs.io). Those that no test kills
must be listed in tests/support/survivors.toml, with the reason.
"""

import re
import shutil
import subprocess
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

from workbook.apps.environments import activated, environment, scripts
from workbook.core import summary
from workbook.core.errors import WorkbookError
from workbook.core.paths import ROOT, relative
from workbook.core.processes import run
from workbook.course.stages import Stage, stages

MUTMUT = "mutmut==3.8.1"
FLOOR = 95  # killed, of a hundred
LISTED = ROOT / "tests" / "support" / "survivors.toml"
NOT_COPIED = shutil.ignore_patterns("instance", "__pycache__", ".venv")
SURVIVED = re.compile(r"^\s*(\S+__mutmut_\d+): survived$", re.MULTILINE)
SETTINGS = """
[tool.mutmut]
source_paths = ["taskmaster"]
only_mutate = ["taskmaster/*/services.py", "taskmaster/*/models.py", "taskmaster/auth/session.py"]
also_copy = ["migrations", "wsgi.py"]
pytest_add_cli_args = ["-s", "-p", "no:randomly", "-p", "no:xdist", "-p", "no:cacheprovider"]
pytest_add_cli_args_test_selection = ["tests"]
"""


@dataclass(frozen=True)
class Mutant:
    """A small change that no test has killed."""

    place: str  # the function that it is in
    old: str
    new: str

    def __str__(self) -> str:
        """Show it as one shows a change."""
        return f"{self.place}\n  - {self.old}\n  + {self.new}"


def prove_mutants() -> None:
    """Run the mutants of the stage that brings the tests, and hold the survivors against the list.

    Raises:
        WorkbookError: if the tests kill too few, or one survives that is not listed.
    """
    stage = next(stage for stage in stages() if (stage.folder / "tests").is_dir())
    with tempfile.TemporaryDirectory(prefix="mutants-") as scratch:
        folder = Path(scratch) / "taskmaster"
        made, alive = _run(stage, folder)
    rate = 100 * (made - len(alive)) / made
    require_looked_at(rate, alive, _listed())
    summary.add(
        f"{made - len(alive)} of {made} mutants of {relative(stage.folder)} are killed by its own "
        f"tests ({rate:.1f} %), and each survivor is listed with its reason"
    )


def _run(stage: Stage, folder: Path) -> tuple[int, list[Mutant]]:
    """Make and run the mutants; return how many there were, and those that are alive."""
    shutil.copytree(stage.folder, folder, ignore=NOT_COPIED)
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS)
    packages = environment(stage.folder / "requirements-dev.txt", MUTMUT)
    _mutmut(folder, packages, "run", "--max-children", "2", shown=True)
    results = _mutmut(folder, packages, "results", "--all", "true")
    made = len(re.findall(r"__mutmut_\d+: ", results))
    if not made:
        raise WorkbookError("mutmut has made no mutant; what it printed above says why.")
    names = SURVIVED.findall(results)
    return made, [mutant(name, _mutmut(folder, packages, "show", name)) for name in names]


def _mutmut(folder: Path, packages: Path, *words: str, shown: bool = False) -> str:
    done = run(
        [str(scripts(packages) / "mutmut"), *words],
        cwd=folder,
        env=activated(packages) | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"},
        stdout=None if shown else subprocess.PIPE,
        encoding="utf-8",
    )
    if done.returncode:
        raise WorkbookError(f"mutmut {words[0]} ends with {done.returncode}.")
    return done.stdout or ""


def mutant(name: str, diff: str) -> Mutant:
    """Return a mutant as people see it.

    Args:
        name: what mutmut calls it: taskmaster.tasks.services.x_get_task__mutmut_1.
        diff: what mutmut shows of it.
    """
    place = re.sub(r"\.x_|__mutmut_\d+$|ǁ", lambda match: "." if match[0] == ".x_" else "", name)
    changed = [line[1:].strip() for line in diff.splitlines() if re.match(r"[-+](?![-+])", line)]
    return Mutant(place.removeprefix("taskmaster."), changed[0], changed[-1])


def _listed() -> list[Mutant]:
    """Return the survivors that have been looked at."""
    read = tomllib.loads(LISTED.read_text(encoding="utf-8"))
    return [
        Mutant(group["place"], old, new)
        for group in read.get("survivor", [])
        for old, new in group["changes"]
        if group["reason"]
    ]


def require_looked_at(rate: float, alive: list[Mutant], listed: list[Mutant]) -> None:
    """Refuse too low a rate, a survivor without a reason, and a reason without a survivor.

    Args:
        rate: how many of a hundred mutants are killed.
        alive: those that are not.
        listed: those that somebody has looked at, and given a reason for.

    Raises:
        WorkbookError: with all that is wrong, a paragraph each.
    """
    wrong = [f"Alive, and not listed: {mutant}" for mutant in alive if mutant not in listed]
    wrong += [f"Listed, and killed by now: {mutant}" for mutant in listed if mutant not in alive]
    if rate < FLOOR:
        wrong.append(f"{rate:.1f} % of the mutants are killed; it should be {FLOOR} % at least.")
    if wrong:
        mend = f"To mend: kill them with a test, or bring {relative(LISTED)} up to date."
        raise WorkbookError("\n".join([*wrong, mend]))
