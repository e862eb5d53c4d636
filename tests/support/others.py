"""Folders of another user: to git, whoever it is that runs the tests, and on any system."""

import os
import shlex
import shutil
from pathlib import Path

import pytest

from workbook.core import git

# Git's own tests say so, too, that what it looks into is not its user's.
PROGRAM = """#!/bin/sh
case "$(pwd -P)/" in {folder}/*) export GIT_TEST_ASSUME_DIFFERENT_OWNER=1 ;; esac
exec {git} "$@"
"""


def give_away(folder: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have git take a folder for somebody else's, from now on to the end of the test."""
    if os.name == "nt":
        pytest.skip("the git that is put before git is a script for sh")
    found = shutil.which("git")
    assert found
    program = scratch / "with another owner" / "git"
    program.parent.mkdir()
    where = shlex.quote(str(folder.resolve()))
    program.write_text(PROGRAM.format(folder=where, git=shlex.quote(found)))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")


def trust(folder: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a person's own settings of git trust a folder, to the end of the test."""
    settings = scratch / "settings of git"
    where = folder.resolve().as_posix()
    git.git(scratch, "config", "--file", str(settings), "safe.directory", where)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    git._trusted.cache_clear()
    monkeypatch.setattr(git, "_trusted", git._trusted.__wrapped__)
