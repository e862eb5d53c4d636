"""``python3 -m workbook``: nox for people who have none; it takes what nox takes.

On a fresh machine this installs nox into ``.venv`` and hands over to it. It is the first thing that
a stranger runs, so it must start on old Pythons too, if only to say that they are too old.
"""

import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
FOLDER = os.path.join(ROOT, ".venv")  # noqa: PTH118
PLACE = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
PYTHON = os.path.join(FOLDER, *PLACE)  # noqa: PTH118
OLDEST = (3, 11)
NEEDS = ("nox[uv]>=2026.10", "filelock>=3.24")
# Asked of the Python in .venv: uv may have lost its program, so it is uv that looks for it.
IS_READY = """
from importlib.metadata import version
import uv
uv.find_uv_bin()
version("filelock")
assert [int(part) for part in version("nox").split(".")[:2]] >= [2026, 10]
"""


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
    if failure(PYTHON, "-c", ""):
        must(sys.executable, "-m", "venv", "--clear", "--without-pip", FOLDER)
    pip = [sys.executable, "-m", "pip", "--python", PYTHON]
    if not pip_reaches_others():  # else .venv needs none of its own, which takes seconds to make
        must(PYTHON, "-m", "ensurepip")
        pip = [PYTHON, "-m", "pip"]
    must(*pip, "install", "--quiet", "--disable-pip-version-check", "--force-reinstall", "uv")
    must(PYTHON, "-m", "uv", "pip", "install", "--quiet", "--python", PYTHON, *NEEDS)


def pip_reaches_others() -> bool:
    """Tell whether this Python has a pip that can install into another's environment."""
    from importlib.metadata import PackageNotFoundError, version  # no old Python has it

    try:
        return [int(part) for part in version("pip").split(".")[:2]] >= [22, 3]
    except PackageNotFoundError:
        return False


def must(*command: str) -> None:
    """Run a command of the first install; one that fails ends it, with what can be done."""
    reason = failure(*command)
    if reason:
        raise SystemExit(
            f"nox could not be installed into .venv: {reason}\n"
            "The first install needs the network, and on Debian and Ubuntu the package "
            "python3-venv; check both, then try again."
        )


def failure(*command: str) -> str:
    """Run a command; return the last line that it says when it fails, or nothing."""
    try:
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
    except OSError as error:
        return str(error)
    if not done.returncode:
        return ""
    said = [line.strip() for line in done.stdout.decode(errors="replace").split("\n")]
    return ([line for line in said if line] or ["no reason given"])[-1]


def called() -> str:
    """Return what is typed in place of nox, so that what commands print can be typed, too."""
    return "py -m workbook" if os.name == "nt" else f"{sys.orig_argv[0]} -m workbook"


def main() -> int:
    """Check the machine, then hand over to nox."""
    lack = problem()
    if lack:
        print(lack, file=sys.stderr)
        return 1
    try:
        if failure(PYTHON, "-I", "-c", IS_READY):
            set_up()
        told = dict(os.environ, WORKBOOK_CALLED=called())  # workbook/core/arguments.py reads it
        words = [PYTHON, "-m", "nox", *sys.argv[1:]]
        return subprocess.run(words, cwd=ROOT, env=told, check=False).returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
