"""Git repos: whether somebody's folder has one, and new ones that know what others hold."""

from pathlib import Path

from workbook.core.git import ASK, Refused, git


def is_repo(folder: Path) -> bool:
    """Tell whether a folder has a git repo of its own; one around it does not count.

    Args:
        folder: any folder.

    Raises:
        WorkbookError: if there is one, and git cannot read it, or may not.
    """
    place = folder / ".git"  # a file, if the folder is one of several work trees
    try:
        if not place.is_file() and not any(place.iterdir()):
            return False
    except FileNotFoundError:
        return False
    except OSError as error:
        raise Refused(f"{place} cannot be read: {error.strerror}. {ASK}") from None
    git(folder, "rev-parse", "--git-dir", GIT_CEILING_DIRECTORIES=str(folder.resolve().parent))
    return True


def make_beside(known: Path, repo: Path, *options: str) -> None:
    """Make a repo that knows all commits of another one, which is only read.

    Args:
        known: the other one; if git may look into it, its objects may be read, whoever owns them.
        repo: a new folder, or an empty one.
        options: more words for ``git init``.

    Raises:
        WorkbookError: if git may not look into the other one.
    """
    objects = (known / git(known, "rev-parse", "--git-path", "objects").strip()).resolve()
    git(repo.parent, "init", "--quiet", *options, str(repo))
    alternates = repo / ".git" / "objects" / "info" / "alternates"
    alternates.write_text(f"{objects.as_posix()}\n", encoding="utf-8")
