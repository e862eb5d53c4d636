"""``python3 -m workbook``: nox for people who have none; it takes what nox takes.

On a fresh machine this installs nox into ``.venv`` and hands over to it. It is the first thing that
a stranger runs, so it must start on old Pythons too, if only to say that they are too old.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
FOLDER = os.path.join(ROOT, ".venv")  # noqa: PTH118
PLACE = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
PYTHON = os.path.join(FOLDER, *PLACE)  # noqa: PTH118
WHEELS = "wheels"  # in a kit, all packages stand there, and none is fetched
OLDEST = (3, 11)
NEEDS = ("nox[uv]>=2026.10", "filelock>=3.24")
# Asked of the Python in .venv: uv may have lost its program, so it is uv that looks for it.
IS_SOUND = "import sys; assert sys.version_info >= (3, 11)"
IS_READY = f"""
{IS_SOUND}
from importlib.metadata import version
import filelock, nox.__main__, uv
uv.find_uv_bin()
assert [int(part) for part in version("nox").split(".")[:2]] >= [2026, 10]
"""
# Where pip tells of the network, far above its last line; and how a place is said to be closed.
BROKEN = re.compile(r"connection broken by .*: (.+?)['\")]*: /")
CLOSED = re.compile(r"\[Errno (1|13|17|20|28|30)\]|Permission denied|Read-only|No space left")
# What to do about a step of the first install that fails.
MAKING = "On Debian and Ubuntu, this takes the package python3-venv: sudo apt install python3-venv"
FETCHING = (
    "Packages come from the network, or from the index that pip is told of. Check that it is "
    "there, then try again."
)
UNWRITTEN = f"{ROOT} may not be written to, or the disk is full. Make it yours, then try again."


def problem() -> str:
    """Return what this machine lacks, with what to do about it, or nothing."""
    if sys.version_info < OLDEST:
        return (
            f"This is Python {sys.version_info[0]}.{sys.version_info[1]}, and Task Master needs "
            f"{OLDEST[0]}.{OLDEST[1]} or newer. Run it with another: "
            "python3.13 -m workbook, say; docs/setup.md says where to get it."
        )
    if not shutil.which("git"):
        return "git is not installed, or not on the PATH. docs/setup.md says how to get it."
    return ""


def set_up() -> None:
    """Install nox into .venv: uv by pip, and the rest by uv, which is faster at it."""
    print("Setting up nox in .venv, once ...", flush=True)
    if failure(PYTHON, "-c", IS_SOUND):
        make()
    pip = [sys.executable, "-m", "pip", "--python", PYTHON]
    if not pip_reaches_others():  # else .venv needs none of its own, which takes seconds to make
        pip = [PYTHON, "-m", "pip"]
        must(PYTHON, "-m", "ensurepip", advice=MAKING)
        if failure(*pip, "--version"):  # it was left half made, and is taken for whole
            make()
            must(PYTHON, "-m", "ensurepip", advice=MAKING)
    quiet = ["install", "--quiet", "--disable-pip-version-check", "--force-reinstall"]
    must(*pip, *quiet, "uv", advice=FETCHING)
    uv = [PYTHON, "-m", "uv", "pip", "install", "--quiet", "--reinstall", "--python", PYTHON]
    must(*uv, *NEEDS, advice=FETCHING)


def make() -> None:
    """Make .venv anew, of the Python that runs this."""
    must(sys.executable, "-m", "venv", "--clear", "--without-pip", FOLDER, advice=MAKING)


@contextmanager
def alone() -> "Iterator[None]":
    """Let one process at a time set up; the lock of one that crashes is free.

    The lock is SQLite's, which each Python has: a better one is installed only later.
    """
    import sqlite3

    place = os.path.join(ROOT, ".nox")  # noqa: PTH118
    try:
        os.makedirs(place, exist_ok=True)  # noqa: PTH103
        lock = sqlite3.connect(os.path.join(place, "venv.lock"), timeout=0)  # noqa: PTH118
        waits = False
        while not is_mine(lock):
            if not waits:
                print("Waiting for another process, which sets up nox ...", flush=True)
            waits = True
            time.sleep(0.2)
    except (OSError, sqlite3.Error) as error:
        raise SystemExit(f"nox could not be installed into .venv: {error}\n{UNWRITTEN}") from None
    with closing(lock):
        yield


def is_mine(lock: "sqlite3.Connection") -> bool:
    """Try to take the lock; tell whether it was free."""
    import sqlite3

    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            return False
        raise
    return True


def pip_reaches_others() -> bool:
    """Tell whether this Python has a pip that can install into another's environment."""
    from importlib.metadata import PackageNotFoundError, version  # no old Python has it

    try:
        return [int(part) for part in version("pip").split(".")[:2]] >= [22, 3]
    except PackageNotFoundError:
        return False


def must(*command: str, advice: str) -> None:
    """Run a command of the first install; one that fails ends it, with what can be done."""
    reason = failure(*command)
    if reason:
        fitting = UNWRITTEN if CLOSED.search(reason) else advice
        raise SystemExit(f"nox could not be installed into .venv: {reason}\n{fitting}")


def failure(*command: str) -> str:
    """Run a command; return the last line that it says when it fails, or nothing."""
    from workbook.core.outside import PIP, let_in

    told = {**let_in(), **PIP, "PATH": os.environ.get("PATH", os.defpath)}
    try:
        done = subprocess.run(
            command, env=told, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
    except OSError as error:
        return str(error)
    if not done.returncode:
        return ""
    said = done.stdout.decode(errors="replace")
    lines = [line.strip() for line in said.split("\n") if line.strip()] or ["no reason given"]
    return " ".join([lines[-1], *(f"({cause})" for cause in BROKEN.findall(said)[-1:])])


def called() -> str:
    """Return what is typed in place of nox, so that what commands print can be typed, too."""
    typed = "py" if os.name == "nt" else sys.orig_argv[0]
    name = os.path.basename(typed)  # noqa: PTH119
    # Some systems put the whole path in the place of what was typed.
    return f"{name if shutil.which(name) == typed else typed} -m workbook"


def hand_over(command: "list[str]", told: "dict[str, str]") -> int:
    """Become nox, so that whatever ends this ends nox; on Windows, nox sees by itself to that."""
    os.chdir(ROOT)
    if os.name != "nt":
        os.execve(command[0], command, told)
    told["WORKBOOK_PARENT"] = str(os.getpid())  # workbook/core/processes.py reads it
    return subprocess.run(command, env=told, check=False).returncode


def forget() -> None:
    """Forget what is set for another nox, or for other programs in Python.

    How many sessions may run side by side is for this one, too: any number does.
    """
    for name in list(os.environ):
        others = name.startswith("NOX") and name != "NOX_PARALLEL"
        if others or name in ("PYTHONPATH", "PYTHONHOME"):
            del os.environ[name]


def stay_offline() -> None:
    """In a kit, take packages from its own folder, and ask no index for any."""
    wheels = os.path.join(ROOT, WHEELS)  # noqa: PTH118
    if os.path.isdir(wheels):  # noqa: PTH112
        os.environ.update(
            PIP_NO_INDEX="1",
            PIP_FIND_LINKS=wheels,
            UV_NO_INDEX="1",
            UV_FIND_LINKS=wheels,
            UV_OFFLINE="1",
        )


def main() -> int:
    """Check the machine, then hand over to nox."""
    forget()
    stay_offline()
    lack = problem()
    if lack:
        print(lack, file=sys.stderr)
        return 1
    try:
        if failure(PYTHON, "-I", "-c", IS_READY):
            with alone():
                if failure(PYTHON, "-I", "-c", IS_READY):  # somebody else may have set it up
                    set_up()
        told = dict(os.environ, WORKBOOK_CALLED=called())  # workbook/core/arguments.py reads it
        return hand_over([PYTHON, "-m", "nox", *sys.argv[1:]], told)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
