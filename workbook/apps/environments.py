"""One Python environment for each set of requirements, made once and then shared."""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

from workbook.apps.settings import FOREIGN
from workbook.core.errors import WorkbookError
from workbook.core.paths import CACHE, relative

STAMP = "installed.sha256"
ONE_AT_A_TIME = threading.Lock()  # two threads may ask for the same packages


def environment(requirements: Path, *more: str) -> Path:
    """Return the folder of an environment in which these requirements are installed.

    It is made on the first call and reused for as long as the file says the same.

    Args:
        requirements: a requirements.txt.
        more: packages to install beside them, the driver of a database say.

    Returns:
        A folder in the cache, the same for all who ask for the same packages.

    Raises:
        WorkbookError: if there is no such file, or its packages cannot be installed.
    """
    if not requirements.is_file():
        raise WorkbookError(
            f"{requirements} does not exist. A stage has a requirements.txt that pins its packages."
        )
    text = _whole_text(requirements)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    folder = CACHE / f"stage-{_digest(version, text, *more)[:12]}"
    with ONE_AT_A_TIME:
        if not _is_whole(folder):
            # Whatever a first try, stopped half-way, has left there.
            shutil.rmtree(folder, ignore_errors=True)
            _run(_making(folder))
        install(folder, "-r", str(requirements), *more, text="\0".join([text, *more]))
    return folder


def install(folder: Path, *packages: str, text: str | None = None) -> None:
    """Install packages into an environment, unless the last call there installed the same.

    Args:
        folder: the environment.
        packages: what stands after ``pip install``.
        text: what decides instead, the text of a file that is named say, wherever the file is.

    Raises:
        WorkbookError: if they cannot be installed, with the reason.
    """
    stamp, digest = folder / STAMP, _digest(*packages) if text is None else _digest(text)
    if stamp.is_file() and stamp.read_text() == digest:
        return
    print(f"Installing packages into {relative(folder)}, once ...", flush=True)
    _run([*_installer(folder), *packages])
    stamp.write_text(digest)


def make_learners(app: Path) -> None:
    """Make the environment that a learner has in an app's folder: .venv, with pip in it.

    Args:
        app: the app's folder; it has a requirements.txt.

    Raises:
        WorkbookError: if the packages cannot be installed.
    """
    folder = app / ".venv"
    developers = app / "requirements-dev.txt"
    named = developers if developers.is_file() else app / "requirements.txt"
    _run([*_making(folder), "--seed"])
    _run([*_installer(folder), "-r", str(named)])


def scripts(folder: Path) -> Path:
    """Return where an environment keeps its programs.

    Args:
        folder: the environment.
    """
    return folder / ("Scripts" if os.name == "nt" else "bin")


def _whole_text(requirements: Path) -> str:
    """Return the text of a requirements file, and of those that it takes in with ``-r``."""
    text = requirements.read_text(encoding="utf-8", errors="replace")
    named = [line.split()[1] for line in text.splitlines() if line.startswith("-r ")]
    return "\0".join([text, *(_whole_text(requirements.parent / name) for name in named)])


def _is_whole(folder: Path) -> bool:
    """Tell whether an environment is made to its end, of a Python that is still there."""
    python = scripts(folder) / ("python.exe" if os.name == "nt" else "python")
    return (folder / STAMP).is_file() and python.exists()


def activated(folder: Path) -> dict[str, str]:
    """Return the variables of a terminal in which the environment is active.

    What a person has set for apps of their own, a database say, is not among them.

    Args:
        folder: the environment.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in FOREIGN and not name.startswith(("FLASK_", "PYTHON"))
    }
    path = os.pathsep.join([str(scripts(folder)), os.environ.get("PATH", os.defpath)])
    return kept | {"VIRTUAL_ENV": str(folder), "PATH": path}


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _making(folder: Path) -> list[str]:
    """Return the command that makes an environment, with the fastest tool that is there."""
    if uv := shutil.which("uv"):
        return [uv, "venv", "--quiet", "--python", sys.executable, str(folder)]
    tool = "virtualenv" if importlib.util.find_spec("virtualenv") else "venv"
    return [sys.executable, "-m", tool, str(folder)]


def _installer(folder: Path) -> list[str]:
    python = str(scripts(folder) / "python")
    if uv := shutil.which("uv"):
        return [uv, "pip", "install", "--quiet", "--python", python]
    return [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]


def _run(command: list[str]) -> None:
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip() or "no reason given").splitlines()
        reasons = [line for line in said if line.lower().lstrip(" ×╰─▶").startswith("error")]
        raise WorkbookError(
            f"The packages could not be installed: {(reasons or said)[-1].strip()}\n"
            "The first install needs the network; check that it is there, and that no name in "
            "requirements.txt is misspelt. Then try again."
        )
