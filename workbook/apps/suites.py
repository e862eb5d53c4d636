"""Run the tests that an app brings with it, in the environment that its developers have."""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from workbook.apps.environments import activated, environment, scripts
from workbook.core.errors import WorkbookError
from workbook.core.processes import run

# Names a database server for the tests, as DATABASE_URL names a database for the app.
SERVER = "TEST_DATABASE_URL"


@dataclass(frozen=True)
class Suite:
    """An app's own tests, and what they need."""

    environment: Path
    server: str = ""  # the URL of a database server; none: they make files

    @classmethod
    def of(cls, app: Path, *packages: str, server: str = "") -> "Suite":
        """Return the suite of an app, with its packages installed.

        Args:
            app: the app's folder.
            packages: what to install beside those that requirements-dev.txt asks for.
            server: the URL of a database server that the tests may make databases on.

        Raises:
            WorkbookError: if the app has no tests, or the packages cannot be installed.
        """
        if not (app / "tests").is_dir():
            raise WorkbookError(f"{app} has no folder tests, so it has no suite to run.")
        return cls(environment(app / "requirements-dev.txt", *packages), server)

    def run(self, app: Path, *options: str) -> "subprocess.CompletedProcess[str]":
        """Run the tests in an app's folder, which may be a copy with another code.

        Args:
            app: the folder.
            options: what stands after ``pytest``.

        Returns:
            The exit status of pytest, and all that it printed as ``stdout``.
        """
        told = activated(self.environment) | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
        if self.server:
            told[SERVER] = self.server
        # Pytest keeps what tests write, for who looks, and deletes what is old. If two of them do
        # that in one folder at the same time, one may end with an error of its own.
        with TemporaryDirectory(prefix="suite-", ignore_cleanup_errors=True) as kept:
            return run(
                [str(scripts(self.environment) / "python"), "-m", "pytest", "-q", *options],
                cwd=app,
                env=told | {"PYTEST_DEBUG_TEMPROOT": kept},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                errors="replace",
            )
