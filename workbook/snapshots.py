"""Hold stages/ against what the chapters build."""

import re
from pathlib import Path

from workbook.chapters import Step
from workbook.errors import ChapterError, WorkbookError
from workbook.git import git
from workbook.paths import relative
from workbook.player import Played
from workbook.stages import Stage
from workbook.trees import snapshot, write

MEND = "nox -s replay -- --write makes stages/ what the chapters build"
HUNK = re.compile(r"^@@ -(\d+)")


def compare(played: Played, stage: Stage) -> None:
    """Refuse a snapshot that differs from the stage's tag, and name the line that wrote the place.

    Raises:
        WorkbookError: at a file that no chapter made.
        ChapterError: at the first file that is missing or differs by a byte or its run bit.
    """
    if not stage.folder.is_dir():
        raise WorkbookError(f"{relative(stage.folder)} does not exist.\nTo mend: {MEND}")
    tree = snapshot(played.repo, stage.folder)
    changes = git(played.repo, "diff", "--no-renames", "--name-status", "-z", stage.name, tree)
    if not changes:
        return
    words = changes.split("\0")
    status, name = words[0], words[1]
    path = relative(stage.folder / name)
    if status == "A":
        raise WorkbookError(
            f"{path}: no chapter made this file\nTo mend: delete it, or write it in a chapter"
        )
    diff = git(played.repo, "diff", "--no-renames", stage.name, tree, "--", name)
    step, line = _origin(played, stage, name, _first_change(diff))
    what = "is missing" if status == "D" else "differs from what the chapters build"
    raise ChapterError(
        step.page, line, f"{path} {what}; this is the line that wrote it", detail=diff, mend=MEND
    )


def rewrite(played: Played, stage: Stage) -> list[str]:
    """Make a snapshot what the chapters build, and return the paths that changed."""
    stage.folder.mkdir(parents=True, exist_ok=True)
    before = snapshot(played.repo, stage.folder)
    write(played.repo, stage.name, stage.folder)
    changed = git(played.repo, "diff", "--name-only", "-z", before, stage.name)
    return [relative(stage.folder / name) for name in changed.split("\0") if name]


def _first_change(diff: str) -> int:
    """Return the first line of the tag's file that a diff changes, or 1."""
    old = 0
    for text in diff.splitlines():
        if hunk := HUNK.match(text):
            old = int(hunk[1])
        elif old and text[0] in "-+":
            return old
        elif old:
            old += 1
    return 1


def _origin(played: Played, stage: Stage, name: str, number: int) -> tuple[Step, int]:
    """Return the step that wrote a line of a file, and the line of its page."""
    steps = {commit: step for step, commit in played.commits}
    total = git(played.repo, "show", f"{stage.name}:{name}").count("\n")
    number = max(1, min(number, total))
    blame = git(
        played.repo, "blame", "--porcelain", f"-L{number},{number}", stage.name, "--", name
    )
    commit, text = blame.split()[0], blame.splitlines()[-1][1:]
    # A file that was moved is blamed on the step that wrote the line, under its first name.
    first_name = next(
        (line[9:] for line in blame.splitlines() if line.startswith("filename ")), name
    )
    step = steps[commit]
    return step, _line_of(step, first_name, text)


def _line_of(step: Step, name: str, text: str) -> int:
    """Return the line of a page that writes a line of text into a file, or its first block's."""
    titled = [fence for fence in step.blocks if fence.title == name]
    for fence in reversed(titled):
        mark = "+" if fence.language == "diff" else ""
        for number, line in enumerate(fence.lines, start=1):
            if line == mark + text:
                return fence.line + number
    return (titled or step.blocks)[0].line


def require_snapshots_only(folder: Path, stages: list[Stage]) -> None:
    """Refuse a folder in stages/ that has no chapter.

    Raises:
        WorkbookError: at the first one.
    """
    known = {stage.name for stage in stages}
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if path.name not in known:
            raise WorkbookError(f"{relative(path)}: no chapter made this")
