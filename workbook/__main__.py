"""``python3 -m workbook``: nox for people who have none; it takes what nox takes.

On a fresh machine this installs nox into ``.venv`` and hands over to it. It is the first thing that
a stranger runs, so it must start on old Pythons too, if only to say that they are too old.
"""

import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
OLDEST = (3, 11)
NOX = "nox>=2026.10"


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


def nox_program() -> str:
    """Return the path of nox, installed into .venv if it isn't there yet."""
    folder = os.path.join(ROOT, ".venv", "Scripts" if os.name == "nt" else "bin")  # noqa: PTH118
    program = os.path.join(folder, "nox.exe" if os.name == "nt" else "nox")  # noqa: PTH118
    if not os.path.exists(program):  # noqa: PTH110
        print("Setting up nox in .venv, once ...", flush=True)
        python = os.path.join(folder, "python")  # noqa: PTH118
        make = [sys.executable, "-m", "venv", os.path.join(ROOT, ".venv")]  # noqa: PTH118
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", NOX]
        for command in (make, install):
            if subprocess.run(command, stderr=subprocess.PIPE, check=False).returncode:
                raise SystemExit(
                    "nox could not be installed into .venv.\n"
                    "The first install needs the network, and on Debian and Ubuntu the package "
                    "python3-venv; check both, then try again."
                )
    return program


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
        told = dict(os.environ, WORKBOOK_CALLED=called())  # workbook/core/arguments.py reads it
        return subprocess.run(
            [nox_program(), *sys.argv[1:]], cwd=ROOT, env=told, check=False
        ).returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
