"""The patch that a page holds: read it, apply it to a stage, and compare trees."""

from pathlib import Path

from bs4 import BeautifulSoup, Tag

from workbook.core.git import git, git_bytes
from workbook.course.chapters import steps
from workbook.course.stages import Stage
from workbook.history.history import history


def text_of(tag: Tag, selector: str) -> str:
    """Return the text of what stands in a part of a page."""
    found = tag.select_one(selector)
    assert found
    return found.get_text()


def hunk_text(hunk: Tag) -> str:
    """Return a hunk as git writes it."""
    return f"{text_of(hunk, '.hunk-head code')}\n{text_of(hunk, 'pre')}"


def patch_of(soup: BeautifulSoup) -> str:
    """Return the patch that a page holds."""
    return "".join(
        str(change["data-header"]) + "".join(map(hunk_text, change.select(".hunk")))
        for change in soup.select("details.change")
    )


def tree_of(stage: Stage, scratch: Path) -> str:
    """Return the id of the tree that a stage is."""
    return _tree(stage, "", scratch)


def tree_with(stage: Stage, patch: str, scratch: Path) -> str:
    """Return the id of the tree that a patch makes of a stage."""
    return _tree(stage, patch, scratch)


def _tree(stage: Stage, patch: str, scratch: Path) -> str:
    made = history()
    (scratch / "objects").mkdir(exist_ok=True)
    variables = {  # nothing is written into the history, which is shared
        "GIT_DIR": str(made.repo),
        "GIT_INDEX_FILE": str(scratch / "index"),
        "GIT_OBJECT_DIRECTORY": str(scratch / "objects"),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": str(made.repo / "objects"),
    }
    git(scratch, "read-tree", made.commits[steps(stage)[-1]], **variables)
    if patch:
        git_bytes(scratch, "apply", "--cached", given=patch.encode(), variables=variables)
    return git(scratch, "write-tree", **variables).strip()
