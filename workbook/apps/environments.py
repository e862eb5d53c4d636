"""Python environments, each made once for what it holds, and then shared by all who need that."""

import hashlib
import os
import shutil
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from workbook.apps.requirements import whole_text
from workbook.apps.uv import find_uv, run_uv
from workbook.core.errors import WorkbookError
from workbook.core.locks import alone
from workbook.core.outside import let_in
from workbook.core.paths import CACHE, make_folder, relative

STAMP = "installed"  # says where an environment stands that is made to its end
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
IS_OURS = f"sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
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
    folder = _folder("stage", whole_text(requirements), *more)
    # Apps are run without leave to write bytecode, so it has to be there before.
    return _made(folder, "--compile-bytecode", "-r", str(requirements), *more)


def tools(*packages: str, python: str = sys.executable) -> Path:
    """Return the folder of an environment in which tools are installed, pytest say.

    Args:
        packages: what stands after ``uv pip install``.
        python: the Python that runs them, and with them all that they ask for.

    Returns:
        A folder in the cache, the same for all who ask for the same packages.

    Raises:
        WorkbookError: if they cannot be installed.
    """
    others = [python] if python != sys.executable else []
    return _made(_folder("tools", *packages, *others), *packages, python=python)


def installed(folder: Path) -> str:
    """Return the packages of an environment, each with its version.

    Args:
        folder: the environment.
    """
    names = [path.name.removesuffix(".dist-info") for path in folder.glob("**/*.dist-info")]
    return " ".join(sorted(names))


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
    run_uv("venv", "--quiet", "--seed", "--python", sys.executable, str(folder))
    # With bytecode, as pip leaves it: without leave to write any, each start would make it anew.
    words = ["--quiet", "--compile-bytecode", "--python", str(python_of(folder)), "-r", str(named)]
    run_uv("pip", "install", *words)


def scripts(folder: Path) -> Path:
    """Return where an environment keeps its programs.

    Args:
        folder: the environment.
    """
    return folder / ("Scripts" if os.name == "nt" else "bin")


def activated(folder: Path) -> dict[str, str]:
    """Return the variables of a terminal in which the environment is active.

    What a person has set for apps of their own, a database say, is not among them, and Flask reads
    no file in which they have.

    Args:
        folder: the environment.
    """
    path = os.pathsep.join([str(scripts(folder)), os.environ.get("PATH", os.defpath)])
    return let_in() | {"VIRTUAL_ENV": str(folder), "PATH": path, "FLASK_SKIP_DOTENV": "1"}


def _folder(kind: str, *holds: str) -> Path:
    """Return where an environment is kept, by the digest of what it holds."""
    digest = hashlib.sha256("\0".join([VERSION, *holds]).encode()).hexdigest()
    return CACHE / f"{kind}-{digest[:12]}"


def _made(folder: Path, *packages: str, python: str = sys.executable) -> Path:
    """Return an environment, made if it isn't there yet."""
    if not _is_whole(folder, python):
        make_folder(CACHE)
        makes = f"makes {relative(folder)}"
        with ONE_AT_A_TIME, alone(folder.with_name(f"{folder.name}.lock"), makes):
            if not _is_whole(folder, python):  # nobody has, while this one waited
                _make(folder, packages, python)
    return folder


def _make(folder: Path, packages: tuple[str, ...], python: str) -> None:
    find_uv()  # or else nothing is begun
    print(f"Installing packages into {relative(folder)}, once ...", flush=True)
    # Whatever a first try, stopped half-way, has left there, or one made in another place.
    shutil.rmtree(folder, ignore_errors=True)
    run_uv("venv", "--quiet", "--python", python, str(folder))
    run_uv("pip", "install", "--quiet", "--python", str(python_of(folder)), *packages)
    (folder / STAMP).write_text(str(folder.resolve()), encoding="utf-8")


def _is_whole(folder: Path, python: str) -> bool:
    """Tell whether an environment is made to its end, where it stands, of a Python that runs."""
    stamp = folder / STAMP
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != str(folder.resolve()):
        return False
    with suppress(OSError):
        check = f"import sys; {IS_OURS}" if python == sys.executable else ""
        command = [str(python_of(folder)), "-I", "-S", "-c", check]
        return not subprocess.run(command, capture_output=True, check=False).returncode
    return False


def python_of(folder: Path) -> Path:
    """Return the Python of an environment.

    Args:
        folder: the environment.
    """
    return scripts(folder) / ("python.exe" if os.name == "nt" else "python")
