"""Run git the same way everywhere: no settings of the person or the machine."""

import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

from workbook.core.errors import WorkbookError

OLDEST = (2, 32)  # the first that reads GIT_CONFIG_GLOBAL
AUTHOR = ("Task Master", "taskmaster@example.com")

SETTINGS = {
    "core.autocrlf": "false",
    "core.fsync": "none",
    "core.excludesFile": os.devnull,
    "core.attributesFile": os.devnull,
    "commit.gpgsign": "false",
    "gc.auto": "0",
    "init.defaultBranch": "main",
    "diff.renames": "true",
    # Whoever commits is told to git, or git asks: it never makes a name up from the machine's.
    "user.useConfigOnly": "true",
}


def isolated() -> dict[str, str]:
    """Return variables that give git the settings above and keep every other one out."""
    variables = {
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_COUNT": str(len(SETTINGS)),
        "GIT_AUTHOR_NAME": AUTHOR[0],
        "GIT_AUTHOR_EMAIL": AUTHOR[1],
        "GIT_COMMITTER_NAME": AUTHOR[0],
        "GIT_COMMITTER_EMAIL": AUTHOR[1],
        "GIT_PAGER": "cat",
    }
    for number, (key, value) in enumerate(SETTINGS.items()):
        variables |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return variables


def require_git() -> None:
    """Refuse to go on without git, or with one that does not know the variables above.

    Raises:
        WorkbookError: if there is no git on the path, or an old one.
    """
    if shutil.which("git") is None:
        raise WorkbookError(
            "git is not installed, or not on the PATH. The setup page (docs/setup.md) says how to "
            "get it; then open a new terminal."
        )
    said = _version(os.environ.get("PATH", os.defpath))
    if tuple(map(int, re.findall(r"\d+", said)[:2])) < OLDEST:
        raise WorkbookError(
            f"This is {said}, and the workbook needs git {OLDEST[0]}.{OLDEST[1]} or newer. The "
            "setup page (docs/setup.md) says how to get it."
        )


@cache
def _version(_path: str) -> str:
    """Return what the git on a path says of itself."""
    done = subprocess.run(["git", "--version"], capture_output=True, check=False)
    return (done.stdout or done.stderr).decode(errors="replace").strip()


def git(folder: Path, *arguments: str, **variables: str) -> str:
    """Run git in a folder and return what it prints.

    Args:
        folder: where it runs.
        arguments: what stands after ``git``.
        variables: more of its environment.

    Raises:
        WorkbookError: if git fails, with its own words.
    """
    return git_bytes(folder, *arguments, variables=variables).decode(errors="replace")


def git_bytes(
    folder: Path, *arguments: str, given: bytes = b"", variables: dict[str, str] | None = None
) -> bytes:
    """Run git in a folder and return what it prints, to the byte.

    Args:
        folder: where it runs.
        arguments: what stands after ``git``.
        given: what it reads.
        variables: more of its environment.

    Raises:
        WorkbookError: if git fails, with its own words.
    """
    require_git()
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=clean | isolated() | (variables or {}),
        input=given,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise WorkbookError(f"git {arguments[0]} failed in {folder}: {said}")
    return done.stdout
