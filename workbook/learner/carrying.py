"""Carry a change from one project to another of the same kind: between a template and its heirs."""

import re
from contextlib import suppress
from pathlib import Path

from workbook.core.errors import WorkbookError
from workbook.core.git import git, git_bytes
from workbook.core.identity import person
from workbook.learner.projects import names_of, renamed

COMMIT = re.compile(r"[\w./~^@{}-]+")


def carry(commits: str, source: Path, target: Path) -> list[str]:
    """Make the commits of a project in another one, under that one's names.

    Args:
        commits: one commit, ``HEAD`` say, or several as ``A..B``.
        source: the project that has them.
        target: the one that gets them; with nothing in it that is not committed.

    Returns:
        The subjects of the commits that were made.

    Raises:
        WorkbookError: for commits that are not there, a target with other changes, and a change
            that does not fit; the target is as it was then.
    """
    old, new = names_of(source), names_of(target)
    if not COMMIT.fullmatch(commits) or commits.startswith("-"):
        raise WorkbookError(f"{commits!r} is no commit. Take HEAD, or a number from git log.")
    if git(target, "status", "--porcelain"):
        raise WorkbookError(f"{target} has changes that are not committed. Commit them first.")
    if (target / git(target, "rev-parse", "--git-path", "rebase-apply").strip()).exists():
        raise WorkbookError(f"A git am or rebase is under way in {target}. End it first.")
    which = [commits] if ".." in commits else ["-1", commits]
    words = ("format-patch", "--stdout", "--full-index", "--binary", *which)
    patch = git_bytes(source, *words).decode(errors="surrogateescape")  # files of any encoding
    if not patch:
        raise WorkbookError(f"There is no commit in {commits} of {source}.")
    before = git(target, "rev-parse", "HEAD").strip()
    try:
        given = renamed(patch, old, new).encode(errors="surrogateescape")
        git_bytes(target, "am", "--quiet", "--keep-cr", given=given, variables=person())
    except WorkbookError as error:
        with suppress(WorkbookError):  # git may have refused before it began anything
            git(target, "am", "--abort")
        raise WorkbookError(
            f"The change does not fit into {target}, which is as it was. Make it there by hand.\n"
            f"{error}"
        ) from None
    return git(target, "log", "--reverse", "--format=%s", f"{before}..HEAD").splitlines()
