"""A machine that has Python and git and no package of ours, whatever this one has."""

import os
from pathlib import Path
from uuid import uuid4

from workbook.core.git import AUTHOR, git

PROGRAMS = {"flask", "gunicorn"}


def make_fresh(variables: dict[str, str], scratch: Path) -> None:
    """Make the variables of a terminal those of a machine without Flask.

    Git knows its person from a file, as it does on any machine, so it can forget them.

    Args:
        variables: those of a terminal; they are changed.
        scratch: the folder that has the ``python3`` of the terminal; gets what else it needs.
    """
    python = scratch / "python3"
    python.write_text(python.read_text().replace('"$@"', '-S "$@"'))  # no packages of its own
    folders = variables["PATH"].split(os.pathsep)
    variables["PATH"] = os.pathsep.join(_without_programs(Path(each), scratch) for each in folders)
    # Python takes a file for unchanged that is as long as before and was written in one second.
    variables["PYTHONDONTWRITEBYTECODE"] = "1"
    settings = scratch / "gitconfig"
    for key, value in zip(("user.name", "user.email"), AUTHOR, strict=True):
        git(scratch, "config", "--file", str(settings), key, value)
    for name in [name for name in variables if name.endswith(("_NAME", "_EMAIL"))]:
        del variables[name]
    variables["GIT_CONFIG_GLOBAL"] = str(settings)


def _without_programs(folder: Path, scratch: Path) -> str:
    """Return a folder of programs, or one with links to all of them but ours."""
    if not any((folder / name).exists() for name in PROGRAMS):
        return str(folder)
    links = scratch / uuid4().hex
    links.mkdir()
    for program in folder.iterdir():
        if program.name not in PROGRAMS:
            (links / program.name).symlink_to(program)
    return str(links)
