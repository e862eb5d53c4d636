"""Run uv, which makes environments and installs packages, and say why it fails."""

import os
import re
import shutil
import subprocess
from contextlib import suppress

from workbook.core.errors import WorkbookError
from workbook.core.outside import let_in
from workbook.core.processes import run

# How uv says what is wrong and why, and what to do about it: the first that fits.
CAUSE = re.compile(r"\s*(?:error:|cause:|Caused by:|×|╰─▶)\s*(.+)")
ADVICE = (
    (
        r"Permission denied|Read-only|No space left|create directory|initialize cache",
        "Something may not be written there, or the disk is full. Mend that, then try again.",
    ),
    (
        r"in the package registry|no version of|[Pp]arse",
        "Check the name and the version in the requirements file, then try again.",
    ),
    (
        r"fetch|network|retries|timed out|connect",
        "The first install needs the network, or the index that UV_DEFAULT_INDEX names. Check "
        "that it is there, then try again.",
    ),
)


def find_uv() -> str:
    """Return the path of uv, which makes environments and installs packages.

    Raises:
        WorkbookError: if it is not there.
    """
    with suppress(ImportError, FileNotFoundError):
        from uv import find_uv_bin

        return find_uv_bin()
    if found := shutil.which("uv"):
        return found
    python = "py" if os.name == "nt" else "python3"
    raise WorkbookError(
        "uv, which installs packages here, is not beside your nox. Write "
        f"{python} -m workbook in place of nox, which brings it, or type: pip install 'nox[uv]'"
    )


def run_uv(*words: str) -> str:
    """Run uv.

    Args:
        words: what stands after ``uv``.

    Returns:
        What it prints.

    Raises:
        WorkbookError: if it is not there, or fails: with its reason, and what to do about it.
    """
    told = let_in() | {"PATH": os.environ.get("PATH", os.defpath)}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    done = run([find_uv(), *words], env=told, encoding="utf-8", errors="replace", **pipes)
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip() or "no reason given").splitlines()
        raise WorkbookError(f"The packages could not be installed: {_reason(said)}")
    return str(done.stdout)


def _reason(said: list[str]) -> str:
    """Return what uv says first, its nearest and its farthest cause, and what fits them."""
    causes = [match[1] for line in said if (match := CAUSE.match(line))] or said
    reason = ": ".join(dict.fromkeys([*causes[:2], causes[-1]]))
    fitting = [advice for words, advice in ADVICE if re.search(words, "\n".join(said))]
    return "\n".join([reason, *fitting[:1]])
