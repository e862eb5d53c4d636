"""The patch that a page holds: read it, apply it to a stage, and compare trees."""

from pathlib import Path

from bs4 import BeautifulSoup, Tag

from workbook.core.git import git, git_bytes
from workbook.course.chapters import Step
from workbook.history.history import history


def text_of(tag: Tag, selector: str) -> str:
    """Return the text of what stands in a part of a page."""
    found = tag.select_one(selector)
    assert found
    return found.get_text()


def hunk_text(hunk: Tag) -> str:
    """Return a hunk as git writes it, whole again if it is cut into pieces."""
    lines = "".join(piece.get_text() for piece in hunk.select(".piece > pre"))
    return f"{text_of(hunk, '.hunk-head code')}\n{lines}"


def patch_of(soup: BeautifulSoup) -> str:
    """Return the patch that a page holds."""
    return "".join(
        str(change["data-header"]) + "".join(map(hunk_text, change.select(".hunk")))
        for change in soup.select("details.change")
    )


def tree_of(step: Step, scratch: Path) -> str:
    """Return the id of the tree after a step."""
    return _tree(step, "", scratch)


def tree_with(step: Step, patch: str, scratch: Path) -> str:
    """Return the id of the tree that a patch makes of the one after a step."""
    return _tree(step, patch, scratch)


def _tree(step: Step, patch: str, scratch: Path) -> str:
    made = history()
    (scratch / "objects").mkdir(exist_ok=True)
    variables = {  # nothing is written into the history, which is shared
        "GIT_DIR": str(made.repo),
        "GIT_INDEX_FILE": str(scratch / "index"),
        "GIT_OBJECT_DIRECTORY": str(scratch / "objects"),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": str(made.repo / "objects"),
    }
    git(scratch, "read-tree", made.commits[step], **variables)
    if patch:
        git_bytes(scratch, "apply", "--cached", given=patch.encode(), variables=variables)
    return git(scratch, "write-tree", **variables).strip()
