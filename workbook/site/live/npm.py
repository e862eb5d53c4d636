"""Files of packages that npm fetches, held to their hash."""

import hashlib
import os
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from nox import project

from workbook.apps.environments import scripts, tools
from workbook.core.errors import WorkbookError
from workbook.core.paths import ROOT
from workbook.core.processes import run
from workbook.site.live.locked import Fetched

QUIET = ("--ignore-scripts", "--no-update-notifier", "--fetch-retries=1", "--loglevel=error")
NO_SUCH = ("E404", "ETARGET")  # what npm calls a package, or a version, that is not there


class Unreachable(WorkbookError):
    """What is asked for may be there, and it cannot be reached."""


def fetch(package: Fetched, folder: Path) -> None:
    """Put the files of a package that the lock names into a folder.

    Args:
        package: what is fetched.
        folder: an empty one.

    Raises:
        Unreachable: if npm, or the package, cannot be reached.
        WorkbookError: if there is no such package, or it is not what the lock says.
    """
    with tempfile.TemporaryDirectory() as scratch:
        archive = _packed(package, Path(scratch))
        if hashlib.sha256(archive.read_bytes()).hexdigest() != package.sha256:
            raise WorkbookError(f"{package.label} of npm is not what lock.toml says: another hash.")
        with tarfile.open(archive) as opened:
            for name in package.files:
                member = opened.extractfile(f"package/{name}")
                assert member, f"{package.label}: {name} is no file"
                (folder / name).write_bytes(member.read())


def _packed(package: Fetched, folder: Path) -> Path:
    wanted = f"{package.name}@{package.version}"
    words = [_npm(), "pack", wanted, f"--pack-destination={folder}", *QUIET]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    done = run(words, cwd=folder, text=True, **pipes)
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["npm gives no reason"])[0]
        kind = WorkbookError if any(code in done.stderr for code in NO_SUCH) else Unreachable
        raise kind(f"{package.label} of npm cannot be fetched: {said}")
    return next(folder.glob("*.tgz"))


def _npm() -> str:
    """Return the path of npm: the machine's own, or that of a package for Python."""
    if found := shutil.which("npm"):
        return found
    groups = project.load_toml(ROOT / "pyproject.toml")
    try:
        folder = scripts(tools(*project.dependency_groups(groups, "live")))
    except WorkbookError as error:
        raise Unreachable(f"npm cannot be fetched: {error}") from None
    return str(folder / ("npm.exe" if os.name == "nt" else "npm"))
