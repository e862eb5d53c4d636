"""The history command: the whole history of the chapters, as a git repo for the reader's tools."""

from pathlib import Path

from workbook.core.arguments import Arguments
from workbook.core.paths import require_empty
from workbook.course.stages import stages
from workbook.learner.starting import leave_history


def main(arguments: list[str]) -> None:
    """Leave the whole history in a folder.

    Args:
        arguments: what stands after ``nox -s history --``.

    Raises:
        WorkbookError: if the folder is not empty, or there is no history.
    """
    parser = Arguments(
        "history", "Make a git repo with one commit for each step, and a tag for each stage."
    )
    parser.add_argument("dir", help="a new or an empty folder")
    folder = Path(parser.parse_args(arguments).dir)
    require_empty(folder)
    count = leave_history(folder)
    tags = ", ".join(stage.name for stage in stages())
    print(
        f"{folder} is a git repo with {count} commits, one a step, and the tags {tags}.\n"
        f"Next: go to {folder}, and look with git log --reverse --patch."
    )
