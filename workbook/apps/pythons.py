"""The Pythons of this machine, beside the one that runs the workbook."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from workbook.apps.uv import find_uv


def newest() -> str:
    """Return the program of the newest Python here, or nothing where none is newer than this one.

    Only finished releases of CPython count. Beside what uv finds, those of pyenv are looked at,
    of which a shell sees one alone.

    Raises:
        WorkbookError: if uv, which looks for them, is not there.
    """
    found = [each for each in _installed() if _is_release(each)]
    best = max(found, key=_version, default={"version": "0.0"})  # the first of equal ones
    return str(best["path"]) if _version(best) > sys.version_info[:2] else ""


def _installed() -> Iterator[dict[str, Any]]:
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    folders = [*map(str, pyenv.glob("versions/*/bin")), os.environ.get("PATH", os.defpath)]
    done = subprocess.run(
        [find_uv(), "python", "list", "--only-installed", "--output-format", "json"],
        env=os.environ | {"PATH": os.pathsep.join(folders)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    yield from json.loads(done.stdout or "[]")


def _is_release(python: dict[str, Any]) -> bool:
    whole = re.fullmatch(r"[\d.]+", python["version"])
    return bool(whole) and (python["implementation"], python["variant"]) == ("cpython", "default")


def _version(python: dict[str, Any]) -> tuple[int, int]:
    major, minor = python["version"].split(".")[:2]
    return int(major), int(minor)
