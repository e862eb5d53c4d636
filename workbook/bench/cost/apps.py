"""A stage as it is measured: a copy of its folder, in an environment of its own."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbook.apps.databases import VARIABLE, sqlite_url
from workbook.apps.demo import keeps_data
from workbook.apps.environments import activated, environment, python_of
from workbook.apps.programs import Programs
from workbook.apps.settings import on_this_machine
from workbook.core.errors import WorkbookError
from workbook.core.paths import ROOT
from workbook.core.processes import Begun, run
from workbook.course.stages import Stage

PACKAGE = "workbook.bench.cost"


@dataclass(frozen=True)
class App:
    """A copy of a stage, and where its packages are."""

    stage: Stage
    folder: Path
    environment: Path

    @classmethod
    def copied(cls, stage: Stage, scratch: Path) -> "App":
        """Copy a stage, and make its tables, if it has any.

        Args:
            stage: any.
            scratch: where to put the copy.

        Raises:
            WorkbookError: if its packages cannot be installed, or its tables not made.
        """
        folder = Path(shutil.copytree(stage.folder, scratch / stage.name))
        app = cls(stage, folder, environment(folder / "requirements.txt"))
        if keeps_data(stage):
            told = {VARIABLE: sqlite_url(app.tables)}
            log = scratch / f"{stage.name}.log"
            Programs(folder, app.environment, told, log).run(["flask", "db", "upgrade"])
        return app

    @property
    def tables(self) -> Path:
        """The database with its tables, and no row."""
        return self.folder.with_suffix(".db")

    def options(self, name: str) -> dict[str, Any]:
        """Return how to run one of the scripts beside this file.

        Args:
            name: what its database is called.
        """
        database = self.folder.with_name(f"{self.folder.name}-{name}.db")
        with suppress(FileNotFoundError):
            shutil.copyfile(self.tables, database)
        told = {VARIABLE: sqlite_url(database), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
        env = activated(self.environment) | on_this_machine(self.folder) | told
        return {"cwd": self.folder, "env": env, "stdout": subprocess.PIPE, "encoding": "utf-8"}

    def command(self, script: str, *words: str) -> list[str]:
        """Return what runs one of the scripts beside this file.

        Args:
            script: its name.
            words: what it takes.
        """
        return [str(python_of(self.environment)), "-m", f"{PACKAGE}.{script}", *words]

    def ask(self, script: str, *words: str) -> Any:
        """Run one of the scripts beside this file to its end, and return what it says.

        Args:
            script: its name.
            words: what it takes.

        Raises:
            WorkbookError: if it fails.
        """
        done = run(self.command(script, *words), **self.options(script))
        if done.returncode:
            raise WorkbookError(f"Stage {self.stage.name} cannot be measured; see above why.")
        return json.loads(done.stdout)


class Probe:
    """An app that is there, and answers for what it costs for as long as it is asked."""

    def __init__(self, app: App, without: Sequence[str] = ()) -> None:
        """Start it.

        Args:
            app: which one.
            without: what is left out of it, one at a time; none: it is the whole app.
        """
        self.stage, self.without = app.stage, without
        options = app.options("less" if without else "whole")
        self.process = Begun(app.command("probe", *without), stdin=subprocess.PIPE, **options)

    def ask(self) -> Any:
        """Return what it says next.

        Raises:
            WorkbookError: if it has ended.
        """
        asks, answers = self.process.stdin, self.process.stdout
        assert asks is not None
        assert answers is not None
        with suppress(BrokenPipeError):
            asks.write("\n")
            asks.flush()
        if said := answers.readline():
            return json.loads(said)
        raise WorkbookError(f"Stage {self.stage.name} cannot be measured; see above why.")

    def end(self) -> None:
        """End it at once."""
        with suppress(BrokenPipeError), self.process:
            self.process.end()
