"""Prove the bug museum: plant each bug in stage 04, and see which tests turn red."""

import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from workbook.apps.environments import environment, scripts
from workbook.apps.ports import free_port
from workbook.core.errors import side_by_side
from workbook.core.git import git
from workbook.core.pools import report, say_proven, two_at_a_time
from workbook.core.processes import run
from workbook.core.proofs import Proof, engine, machine
from workbook.course.blocks import Command, typed
from workbook.course.bugs import Bug, bugs, plant
from workbook.course.page_edits import PageEdit
from workbook.course.stages import Stage, stages
from workbook.history.history import History
from workbook.history.trees import write
from workbook.replay.played import Played
from workbook.replay.variables import clean_environment

STAGE = "04"
# In the order of the files and in one process, so that the same tests turn red each time.
ORDER = ["-p", "no:randomly", "-p", "no:xdist"]
PYTEST = ["-m", "pytest", "-q", *ORDER, "-p", "no:cacheprovider", "--tb=no", "-rfE"]
RED = re.compile(r"(?:FAILED|ERROR) ([^\s\[]+)")  # without [parameters] and the reason
SHOWN = 20  # lines of what a suite printed that show why it does not run


@dataclass(frozen=True)
class Museum:
    """What each bug is planted in, and how the tests run there."""

    stage: Path  # stage 04 as the chapters build it
    python: Path  # of the environment that its developers have
    seconds: float  # how long the tests may take

    def red_tests(self, bug: Bug) -> list[str]:
        """Plant a bug in a copy of the stage and run the tests there.

        Args:
            bug: the bug.

        Returns:
            The tests that turn red, sorted.

        Raises:
            ChapterError: if the bug does not fit, the tests do not run, or none turns red.
        """
        folder = Path(tempfile.mkdtemp(prefix=f"{bug.name}-", dir=self.stage.parent))
        shutil.copytree(self.stage, folder / "taskmaster", symlinks=True)
        plant(bug, folder / "taskmaster")
        status, printed = self._run(bug, folder)
        red = {match[1] for line in printed if (match := RED.match(line))}
        _require_red(bug, status, red, printed)
        return sorted(red)

    def _run(self, bug: Bug, folder: Path) -> tuple[int, list[str]]:
        """Run the tests; return the exit status and the lines that were printed."""
        tools, log = folder / "tools", folder / "log"
        tools.mkdir()
        with log.open("wb") as output:
            try:
                done = run(
                    [str(self.python), *PYTEST],
                    cwd=folder / "taskmaster",
                    env=clean_environment(folder / "taskmaster", tools, free_port()),
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                    timeout=self.seconds,
                )
            except subprocess.TimeoutExpired:
                raise bug.red.error(
                    f"with this bug, the tests did not end within {self.seconds:g} s",
                    mend="give a slow machine more time with --limit, or change the bug",
                ) from None
        return done.returncode, log.read_text(encoding="utf-8", errors="replace").splitlines()


def prove_bugs(played: Played, seconds: float, *, accept: bool = False) -> None:
    """Hold the page of each bug against the tests that turn red; no stage 04: no bug.

    Args:
        played: what a replay of all chapters did; is told of the bugs.
        seconds: how long the tests may take with a bug.
        accept: take the tests that turn red as those that the page should name.

    Raises:
        WorkbookError: at the first page that is not true.
    """
    stage = next((stage for stage in stages() if stage.number == STAGE), None)
    every = bugs() if stage else []
    if not (stage and every):
        return
    tree = git(played.history.repo, "rev-parse", f"{stage.name}^{{tree}}").strip()
    proofs = {bug: _proof(bug, tree) for bug in every}
    kept = {bug: found for bug, proof in proofs.items() if (found := proof.kept())}
    say_proven("bugs", len(kept))

    def hear(found: tuple[Bug, list[str]]) -> None:
        _hold(*found, played, accept=accept)

    with _museum(played.history, stage, seconds) if len(kept) < len(every) else nullcontext() as m:
        jobs = [partial(_red_tests, m, bug, proofs[bug], kept.get(bug)) for bug in every]
        two_at_a_time(jobs, hear)


def _proof(bug: Bug, tree: str) -> Proof:
    planted = {"stage": tree, "changes": typed(bug.changes)}
    return Proof(f"bug {bug.name}", planted | {"engine": engine("replay"), "machine": machine()})


@contextmanager
def _museum(made: History, stage: Stage, seconds: float) -> Iterator[Museum]:
    """Lend stage 04 as the chapters build it, and a Python in which its tests run."""
    with tempfile.TemporaryDirectory(prefix="bugs-", ignore_cleanup_errors=True) as scratch:
        folder = Path(scratch).resolve() / "stage"
        write(made.repo, stage.name, folder)
        packages = environment(folder / "requirements-dev.txt")
        yield Museum(folder, scripts(packages) / "python", seconds)


def _red_tests(
    museum: Museum | None, bug: Bug, proof: Proof, kept: list[str] | None
) -> tuple[Bug, list[str]]:
    """Return which tests turn red with a bug, as is kept, or as it is seen and kept."""
    if museum is None or kept:
        return bug, kept or []
    since = time.monotonic()
    red = museum.red_tests(bug)
    proof.keep(red)
    report(bug.name, bug.title, time.monotonic() - since)
    return bug, red


def _require_red(bug: Bug, status: int, red: set[str], printed: list[str]) -> None:
    if red and status == 1:
        return
    fails = f"with this bug, the tests do not run: pytest ends with {status}"
    raise bug.red.error(
        fails if status else "no test turns red: this bug would not be found",
        detail="\n".join(printed[-SHOWN:]),
        mend="change the bug, or write the test that finds it",
    )


def _hold(bug: Bug, red: list[str], played: Played, *, accept: bool) -> None:
    """Hold the block of a bug's page against the tests that turned red."""
    shown = bug.red.lines
    played.counts["bugs"] += 1
    if list(shown) == red:
        return
    if not accept:
        raise bug.red.error(
            "other tests turn red than this block names",
            detail=side_by_side(shown, red),
            mend="nox -s replay -- --accept",
        )
    # The whole block stands under its fence, as output does under a command.
    played.edits.append(PageEdit(bug.red, Command("pytest", 0, shown), red))
