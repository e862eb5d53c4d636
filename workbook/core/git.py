"""Run git the same way everywhere: no settings of the person or the machine."""

import atexit
import os
import re
import shlex
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from workbook.core.errors import WorkbookError

OLDEST = (2, 32)  # the first that reads GIT_CONFIG_GLOBAL
# What git says where it may not look, and where it passes over what it cannot read.
OF_OTHERS = re.compile(r"(?:dubious ownership|unsafe repository)\D*?'(.+?)'")
CLOSED = re.compile(r".*Permission denied.*")
PASSED_OVER = "warning: ignoring broken ref"
AUTHOR = ("Task Master", "taskmaster@example.com")

ASK = "Make it yours, or ask whoever it belongs to."
WHERE_SETTINGS_ARE = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM")
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


class Refused(WorkbookError):
    """Git may not look into a folder: what is in it is not known, which is not that it is none."""


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
    told = _without_gits() | isolated()  # settings that git cannot read make it no older
    done = subprocess.run(["git", "--version"], env=told, capture_output=True, check=False)
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
    told = {**_without_gits(), **isolated(), "GIT_CONFIG_GLOBAL": _trusted(), "LC_ALL": "C"}
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=told | (variables or {}),
        input=given,
        capture_output=True,
        check=False,
    )
    said = done.stderr.decode(errors="replace").strip()
    if done.returncode or PASSED_OVER in said:
        raise _failure(f"git {arguments[0]} failed in {folder}", said)
    return done.stdout


def _failure(what: str, said: str) -> WorkbookError:
    if others := OF_OTHERS.search(said):
        safe = f"git config --global --add safe.directory {shlex.quote(others[1])}"
        return Refused(
            f"{what}: {others[1]} belongs to another user, so git does not look into it. Make it "
            f"yours; or, if you trust whoever it belongs to: {safe}"
        )
    if closed := CLOSED.search(said):
        return Refused(f"{what}: {closed[0]}. {ASK}")
    return WorkbookError(f"{what}: {said}")


def _without_gits() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}


@cache
def _trusted() -> str:
    """Return a file of settings that names the folders of others which this person trusts.

    Nothing else of their own settings counts. It is a file, as git hands a setting in a variable
    to no git that it starts itself: to fetch, say.
    """
    asked = ["git", "config", "--null", "--show-scope", "--get-all", "safe.directory"]
    own = {name: os.environ[name] for name in WHERE_SETTINGS_ARE if name in os.environ}
    done = subprocess.run(asked, env=_without_gits() | own, capture_output=True, check=False)
    words = done.stdout.decode(errors="surrogateescape").split("\0")
    pairs = zip(words[::2], words[1::2], strict=False)
    trusted = [folder for scope, folder in pairs if scope != "local"]
    if not trusted:
        return os.devnull
    handle, name = tempfile.mkstemp(prefix="trusted-")
    atexit.register(Path(name).unlink, missing_ok=True)
    quoted = (folder.replace("\\", "\\\\").replace('"', '\\"') for folder in trusted)
    lines = ["[safe]", *(f'directory = "{folder}"' for folder in quoted), ""]
    with os.fdopen(handle, "wb") as file:
        file.write("\n".join(lines).encode(errors="surrogateescape"))
    return name
