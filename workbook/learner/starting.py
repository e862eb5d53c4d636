"""Leave what the chapters made in a folder: a git repo that is somebody's own from there on."""

from pathlib import Path

from workbook.core.git import git, git_bytes
from workbook.core.paths import STREAM, make_folder
from workbook.course.chapters import Step, steps
from workbook.course.stages import stages
from workbook.history.history import history


def leave_copy(step: Step, folder: Path) -> None:
    """Leave the history up to a step in a folder, on the branch main, with tags for its stages.

    Args:
        step: the last step that is in it.
        folder: a new or an empty folder.

    Raises:
        WorkbookError: if the folder cannot be made, or there is no history.
    """
    made = history()
    make_folder(folder)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "fetch", "--quiet", "--no-tags", str(made.repo.resolve()), made.commits[step])
    git(folder, "reset", "--quiet", "--hard", made.commits[step])
    (folder / ".git" / "FETCH_HEAD").unlink(missing_ok=True)  # it names a folder of the workbook's
    every = list(made.commits)
    reached = every[: every.index(step) + 1]
    for stage in stages():
        if (last := steps(stage)[-1]) in reached:
            git(folder, "tag", stage.name, made.commits[last])


def leave_history(folder: Path) -> int:
    """Leave the whole history in a folder: a commit a step, on the branch main, and a tag a stage.

    Args:
        folder: a new or an empty folder.

    Returns:
        How many commits there are.

    Raises:
        WorkbookError: if the folder cannot be made, or there is no history.
    """
    count = len(history().commits)
    make_folder(folder)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git_bytes(folder, "fast-import", "--quiet", given=STREAM.read_bytes())
    git(folder, "checkout", "--quiet", "-B", "main", stages()[-1].name)
    return count
