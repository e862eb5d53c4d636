"""Who sits at the keyboard, as their git knows them."""

import subprocess

from workbook.core.errors import WorkbookError
from workbook.core.git import AUTHOR
from workbook.core.paths import ROOT

KEYS = ("user.name", "user.email")


def known() -> list[str]:
    """Return what git calls the person at the keyboard: name and address; blank if it knows none.

    Returns:
        Two texts.

    Raises:
        WorkbookError: if git cannot read its settings.
    """
    return [_setting(key) for key in KEYS]


def person() -> dict[str, str]:
    """Return the variables that make the person at the keyboard the author of a commit.

    Returns:
        What git calls them, or the workbook's own author where it knows nobody.

    Raises:
        WorkbookError: if git cannot read its settings.
    """
    variables: dict[str, str] = {}
    for value, word, ours in zip(known(), ("NAME", "EMAIL"), AUTHOR, strict=True):
        variables |= {f"GIT_{who}_{word}": value or ours for who in ("AUTHOR", "COMMITTER")}
    return variables


def _setting(key: str) -> str:
    said = subprocess.run(
        ["git", "config", "--get", key],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if said.returncode > 1:  # 1: it is not set
        raise WorkbookError(f"git cannot say who you are: {said.stderr.strip()}")
    return said.stdout.strip()
