"""What starts an app: the commands in its own Procfile or README, whatever folder it is in."""

import os
import shlex
from pathlib import Path

from workbook.core.errors import WorkbookError
from workbook.course.chapters import read_page
from workbook.course.fences import fences


def start_commands(folder: Path) -> list[list[str]]:
    """Return the commands that start an app.

    The last one serves it; those before it prepare, a migration say. A Procfile gives them, or
    else a README, after those that install the packages; on Windows, where no program of a
    Procfile runs, the README alone.

    Args:
        folder: an app's folder.

    Raises:
        WorkbookError: if neither is there, or gives such commands.
    """
    procfile, readme = folder / "Procfile", folder / "README.md"
    if procfile.is_file() and os.name != "nt":
        return [_words(procfile, line) for line in procfile_commands(procfile)]
    if not readme.is_file():
        raise WorkbookError(f"{folder} has no README.md, so nothing says how to start it.")
    return [_words(readme, line) for line in _readme_commands(readme)]


def procfile_commands(procfile: Path) -> list[str]:
    """Return what a Procfile runs for a release, if anything, and then to serve the web.

    Args:
        procfile: the file.

    Raises:
        WorkbookError: if it serves nothing.
    """
    pairs = [line.partition(":")[::2] for line in procfile.read_text("utf-8").splitlines()]
    commands = {kind.strip(): command.strip() for kind, command in pairs}
    if not commands.get("web"):
        raise WorkbookError(f"{procfile} serves nothing: no line of it begins with 'web:'.")
    return [commands[kind] for kind in ("release", "web") if commands.get(kind)]


def _readme_commands(readme: Path) -> list[str]:
    """Return what follows the line that installs, in its block or else in the next one.

    A line that writes a file (`.env`) needs a shell, and is left out: its settings are given.
    """
    installed = False
    for fence in fences(str(readme), read_page(readme)):
        lines = [line[2:] for line in fence.lines if line.startswith("$ ") and " > " not in line]
        if fence.language != "console" or not lines:
            continue
        installs = [n for n, line in enumerate(lines, 1) if "pip install" in line]
        rest = lines[installs[-1] :] if installs else lines if installed else []
        if rest:
            return rest
        installed = bool(installs)
    raise WorkbookError(
        f"{readme} has no console block with a 'pip install' line and, after it, "
        "the commands that start the app."
    )


def _words(file: Path, line: str) -> list[str]:
    try:
        return shlex.split(line)
    except ValueError as error:
        raise WorkbookError(f"{file}: cannot read the command {line!r}: {error}.") from None
