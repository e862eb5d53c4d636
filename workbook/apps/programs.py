"""Run the programs of an app, in the environment that its packages are installed in."""

import shlex
import shutil
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from workbook.apps.environments import activated
from workbook.apps.sandbox import set_around
from workbook.apps.settings import on_this_machine
from workbook.core.errors import WorkbookError
from workbook.core.processes import Begun


@dataclass(frozen=True)
class Programs:
    """What brings an app's programs to run."""

    folder: Path  # the app's
    environment: Path  # where its packages are installed
    variables: Mapping[str, str] = field(default_factory=dict)  # what they are told beyond that
    log: Path | None = None  # where what they print goes, after what is there; none: the terminal

    def run(self, command: list[str]) -> None:
        """Run a command to its end.

        Args:
            command: its words.

        Raises:
            WorkbookError: if it fails, or there is none.
        """
        if self.begin(command).wait():
            raise WorkbookError(self.with_log(f"{shlex.join(command)!r} fails in {self.folder}."))

    def begin(self, command: list[str]) -> Begun:
        """Begin a command, which ends with this program, and return its process.

        Args:
            command: its words.

        Raises:
            WorkbookError: if there is none.
        """
        told = activated(self.environment) | on_this_machine(self.folder) | dict(self.variables)
        told["PYTHONDONTWRITEBYTECODE"] = "1"  # a snapshot holds what a chapter wrote, and no more
        # On Windows the PATH given to a process does not find its program; its whole path does.
        program = shutil.which(command[0], path=told["PATH"])
        if program is None:
            raise WorkbookError(
                f"The app is run with {command[0]!r}, which its requirements don't bring."
            )
        with self.log.open("ab") if self.log else nullcontext() as output:
            words = [*set_around(), program, *command[1:]]
            return Begun(words, cwd=self.folder, env=told, stdout=output, stderr=output)

    def with_log(self, problem: str) -> str:
        """Return a problem, followed by what the programs printed.

        Args:
            problem: what is wrong.
        """
        printed = self.log.read_text(encoding="utf-8", errors="replace") if self.log else ""
        return f"{problem}\n{printed}".rstrip()
