"""A project of somebody's own from the last stage, under its own name."""

import keyword
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from mimetypes import guess_type
from pathlib import Path

from workbook.core.errors import WorkbookError
from workbook.core.git import git, require_git
from workbook.core.identity import person
from workbook.core.paths import is_there, read_text, require_empty
from workbook.history.trees import snapshot, write

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
TITLE = re.compile(r"\w[\w .'-]{0,59}")
COMMENT = re.compile(r"^\s*#.*", re.MULTILINE)  # on a line of its own, in Python and in settings
SHOWN_TITLE = re.compile(r"<title>.*· (.+)</title>")


@dataclass(frozen=True)
class Names:
    """What a project is called."""

    package: str  # in code: myapp
    title: str  # for people: My App


def make_project(folder: Path, names: Names, template: Path) -> None:
    """Make a project: a copy of a template under another name, with one commit.

    Args:
        folder: a new or an empty one.
        names: what the project is called.
        template: the last stage, or a copy of it that somebody has made their own.

    Raises:
        WorkbookError: for a name that no package can have, a folder that is not empty, or a
            template that is none.
    """
    _require_names(names.package, names.title)
    require_git()
    require_empty(folder)
    author = person()
    with tempfile.TemporaryDirectory() as scratch:
        project = _copy(template, Path(scratch))
        _require_unused(names.package, project)
        _rename(project, names_of(project), names)
        shutil.copytree(project, folder, dirs_exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    subject = f"Start {names.title} from a template"
    git(folder, "commit", "--quiet", "-m", subject, **author)


def names_of(project: Path) -> Names:
    """Return what a project is called.

    Args:
        project: its folder.

    Raises:
        WorkbookError: if it has no package with a factory beside wsgi.py, or no title.
    """
    factories = [
        path.parent
        for path in project.glob("*/__init__.py")
        if "def create_app(" in read_text(path)
    ]
    base = factories[0] / "templates" / "base.html" if factories else project
    title = SHOWN_TITLE.search(read_text(base)) if base.is_file() else None
    if not (project / "wsgi.py").is_file() or title is None:
        raise WorkbookError(
            "The template is no project like stage 05: it needs wsgi.py, a package with "
            "create_app(), and templates/base.html with a title in it."
        )
    return Names(factories[0].name, title[1])


def _require_names(name: str, title: str) -> None:
    if not NAME.fullmatch(name):
        raise WorkbookError(
            f"{name!r} is no name for a package. Take up to 40 lower-case letters, digits and _."
        )
    if keyword.iskeyword(name) or name in sys.stdlib_module_names:
        raise WorkbookError(f"{name!r} is a word of Python's. Choose another name.")
    if not TITLE.fullmatch(title):
        raise WorkbookError(
            f"{title!r} is no title. Take up to 60 letters, digits, spaces and . ' - _."
        )


def _copy(template: Path, scratch: Path) -> Path:
    """Copy what git would keep of a template: no environment, no database, no secret."""
    is_there(template / "wsgi.py")  # a template that may not be looked at is not taken for none
    if not template.is_dir():
        raise WorkbookError(f"{template} is no folder. Name a copy of yours with --from.")
    names_of(template)
    git(scratch, "init", "--quiet")
    write(scratch, snapshot(scratch, template), scratch / "project")
    return scratch / "project"


def _texts(project: Path) -> Iterator[tuple[Path, str]]:
    """Yield the files of a project that are text, and not a picture say."""
    for path in sorted(path for path in project.rglob("*") if path.is_file()):
        try:
            yield path, read_text(path)
        except WorkbookError as error:
            if (guess_type(path.name)[0] or "").startswith("text/"):
                raise WorkbookError(str(error).replace(f"{project}{os.sep}", "")) from None


def _require_unused(name: str, project: Path) -> None:
    """Refuse a word that the code uses: after the renaming it would mean two things.

    What only people read, in a comment or in prose, means nothing to the code.
    """
    for path, text in _texts(project):
        code = "" if path.suffix == ".md" else COMMENT.sub("", text)
        if re.search(rf"\b{name}\b", code) and name != names_of(project).package:
            where = path.relative_to(project).as_posix()
            raise WorkbookError(f"{name!r} means something in {where}. Choose another name.")


def renamed(text: str, old: Names, new: Names) -> str:
    """Return a text in which another name stands wherever the old one did.

    Args:
        text: of a file, or a change.
        old: what its project is called.
        new: what the other one is called.
    """
    word = re.compile(rf"(?<![A-Za-z0-9_]){old.package}(?![A-Za-z0-9])")
    return word.sub(new.package, text).replace(old.title, new.title)


def _rename(project: Path, old: Names, new: Names) -> None:
    """Write another name wherever the old one stands, in files and in their paths."""
    for path, text in _texts(project):
        path.write_bytes(renamed(text, old, new).encode())
    for path in sorted(project.rglob(old.package), reverse=True):
        path.rename(path.with_name(new.package))
