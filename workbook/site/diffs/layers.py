"""What is typed about each layer, in docs/diffs.toml; all else on the diff pages is computed."""

import tomllib
from dataclasses import dataclass

from workbook.core.errors import WorkbookError
from workbook.core.paths import DOCS, relative
from workbook.course.stages import Stage
from workbook.history.patches import FileChange

TYPED = DOCS / "diffs.toml"


@dataclass(frozen=True)
class Look:
    """What a reader looks at first: a file, and what is to be seen there, in Markdown."""

    file: str
    says: str


@dataclass(frozen=True)
class Layer:
    """What one stage adds to the one before it."""

    says: tuple[str, ...]  # three sentences
    first: tuple[Look, ...]
    by_sittings: bool  # is there a page for each sitting as well?


def layer(old: Stage, new: Stage) -> Layer:
    """Return what is typed about a layer.

    Args:
        old: a stage.
        new: the one after it.

    Raises:
        WorkbookError: if it is not said in three sentences, or nothing is to be looked at first.
    """
    for typed in tomllib.loads(TYPED.read_text(encoding="utf-8"))["layer"]:
        if (typed["old"], typed["new"]) == (old.number, new.number):
            first = tuple(Look(**look) for look in typed.get("first", ()))
            if len(typed["says"]) == 3 and first:
                return Layer(tuple(typed["says"]), first, typed.get("by_sittings", False))
    raise WorkbookError(
        f"{relative(TYPED)} does not say in three sentences what {new.name} adds to {old.name}, "
        "and where to look first."
    )


def require_there(looks: tuple[Look, ...], files: list[FileChange]) -> None:
    """Refuse to send readers to a file that a diff does not touch.

    Args:
        looks: what is to be looked at first.
        files: the diff.

    Raises:
        WorkbookError: if one of them is of no such file.
    """
    there = {file.new for file in files}
    if lost := [look.file for look in looks if look.file not in there]:
        raise WorkbookError(
            f"{relative(TYPED)} says to look first at {lost[0]}, which its diff does not touch."
        )
