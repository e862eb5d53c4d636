"""Hold stages/ against what the chapters build."""

import re
from pathlib import Path

from workbook.core.errors import ChapterError, WorkbookError
from workbook.core.git import git
from workbook.core.paths import STREAM, make_folder, relative
from workbook.course.chapters import steps
from workbook.course.stages import Stage
from workbook.history.history import History
from workbook.history.origins import origin
from workbook.history.trees import snapshot, write

MEND = "nox -s replay -- --write makes stages/ what the chapters build"
HUNK = re.compile(r"^@@ -(\d+)")


def require_built(made: History, stage: Stage) -> None:
    """Refuse a snapshot that differs from the stage's tag, and name the line that wrote the place.

    Args:
        made: the history that a replay of all chapters made.
        stage: the stage whose folder is held against it.

    Raises:
        WorkbookError: at a file that no chapter made.
        ChapterError: at the first file that is missing or differs by a byte or its run bit.
    """
    tree = snapshot(made.repo, stage.folder)
    changes = git(made.repo, "diff", "--no-renames", "--name-status", "-z", stage.name, tree)
    if changes:
        kind, name = changes.split("\0")[:2]
        raise _difference(made, stage, tree, kind, name)


def _difference(made: History, stage: Stage, tree: str, kind: str, name: str) -> WorkbookError:
    path = relative(stage.folder / name)
    if kind == "A":
        return WorkbookError(
            f"{path}: no chapter made this file\nTo mend: delete it, or write it in a chapter"
        )
    diff = git(made.repo, "diff", "--no-renames", stage.name, tree, "--", name)
    step, line = origin(made, steps(stage)[-1], name, _first_change(diff))
    what = "is missing" if kind == "D" else "differs from what the chapters build"
    return ChapterError(
        step.page, line, f"{path} {what}; this is the line that wrote it", detail=diff, mend=MEND
    )


def rewrite_snapshot(made: History, stage: Stage) -> list[str]:
    """Make a snapshot what the chapters build.

    Args:
        made: the history that a replay of all chapters made.
        stage: the stage whose folder is rewritten.

    Returns:
        The paths that changed, relative to the repo.
    """
    make_folder(stage.folder)
    before = snapshot(made.repo, stage.folder)
    write(made.repo, stage.name, stage.folder)
    changed = git(made.repo, "diff", "--name-only", "-z", before, stage.name)
    return [relative(stage.folder / name) for name in changed.split("\0") if name]


def _first_change(diff: str) -> int:
    """Return the first line of the tag's file that a diff changes, or 1."""
    old = 0
    for text in diff.removesuffix("\n").split("\n"):
        if hunk := HUNK.match(text):
            old = int(hunk[1])
        elif old and text[0] in "-+":
            return old
        elif old:
            old += 1
    return 1


def require_snapshots_only(folder: Path, stages: list[Stage]) -> None:
    """Refuse what has no chapter in stages/.

    Args:
        folder: the folder of the snapshots.
        stages: those that have a chapter.

    Raises:
        WorkbookError: at the first file or folder.
    """
    known = {stage.name for stage in stages} | {STREAM.name}
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if path.name not in known:
            raise WorkbookError(
                f"{relative(path)}: no chapter made this\n"
                "To mend: delete it, or write the chapter that makes it"
            )
