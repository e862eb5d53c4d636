"""The kit of exercises beside an app: what it runs with, in the environment of the app."""

from pathlib import Path

from workbook.apps.environments import activated, environment, python_of
from workbook.apps.settings import on_this_machine
from workbook.core.paths import ROOT

KIT = ROOT / "exercises" / "kit"
# What it reads pages with, and what counts how much an app computes.
TOOLS = ("beautifulsoup4==4.15.0", "psutil==7.2.2")


def requirements(folder: Path) -> Path:
    """Return the file that names what somebody needs to work on an app.

    Args:
        folder: the app's.
    """
    developers = folder / "requirements-dev.txt"
    return developers if developers.is_file() else folder / "requirements.txt"


def beside(folder: Path, kit: Path) -> tuple[str, dict[str, str]]:
    """Return the Python in which the kit runs beside an app, and the variables that it gets.

    Args:
        folder: the app's.
        kit: the folder that has the kit.

    Raises:
        WorkbookError: if the app's packages cannot be installed.
    """
    packages = environment(requirements(folder), *TOOLS)
    python = python_of(packages)
    told = activated(packages) | on_this_machine(folder)
    told |= {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1", "PYTHONPATH": str(kit)}
    return str(python), told
