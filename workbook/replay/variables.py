"""What a learner's fresh terminal begins with: bash, and none of the variables set outside."""

import os
import shlex
import shutil
import sys
from pathlib import Path

from workbook.apps.ports import listening
from workbook.core.errors import WorkbookError
from workbook.core.git import isolated
from workbook.core.outside import PIP, let_in

FIXED = {
    "LC_ALL": "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8",
    "TZ": "UTC",
    "TERM": "dumb",
    "NO_COLOR": "1",
    "PAGER": "cat",
    # The app answers on this very machine, even where a proxy is set for the rest of the world.
    "NO_PROXY": "127.0.0.1,localhost",
    "no_proxy": "127.0.0.1,localhost",
    **PIP,
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_NO_INPUT": "1",
    "PIP_PROGRESS_BAR": "off",
}


def require_bash() -> None:
    """Refuse to go on without a POSIX shell.

    Raises:
        WorkbookError: on Windows, and where there is no bash.
    """
    if os.name == "nt" or shutil.which("bash") is None:
        raise WorkbookError(
            "Replay types the macOS / Linux commands of the chapters into bash, and there is none "
            "here. On Windows, run it inside WSL."
        )


def clean_environment(folder: Path, tools: Path, port: int) -> dict[str, str]:
    """Return the variables of a fresh terminal of a learner's.

    Args:
        folder: the learner's folder.
        tools: an empty folder; gets a ``python3`` that is the Python which runs this.
        port: where a server is to listen.
    """
    _write_python(tools / "python3")
    return (
        let_in()
        | isolated()
        | FIXED
        | listening(port)
        | {
            "PATH": os.pathsep.join([str(tools), *_path()]),
            # A page that forgets git init must not commit to a repo around the folder.
            "GIT_CEILING_DIRECTORIES": str(folder.resolve().parent),
            # Pytest deletes what is old; two of them in one folder may be in each other's way.
            "PYTEST_DEBUG_TEMPROOT": str(tools.resolve()),
        }
    )


def _write_python(script: Path) -> None:
    base = getattr(sys, "_base_executable", sys.executable)  # not the environment we run in
    script.write_text(f'#!/bin/sh\nexec {shlex.quote(base)} "$@"\n')
    script.chmod(0o755)


def _path() -> list[str]:
    """Return the PATH without the environment we run in, and without one that is active."""
    active = [sys.prefix, os.environ.get("VIRTUAL_ENV", sys.prefix)]
    own = [str(Path(folder) / "bin") for folder in active]
    return [
        part for part in os.environ.get("PATH", os.defpath).split(os.pathsep) if part not in own
    ]
