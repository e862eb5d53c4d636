"""The stranger command: is somebody with your repository alone up in ten minutes?"""

import tempfile
from pathlib import Path

from workbook.core.arguments import Arguments, named_folder
from workbook.core.errors import WorkbookError
from workbook.core.git import git
from workbook.replay.stranger import follow

TEN_MINUTES = 600


def main(arguments: list[str]) -> None:
    """Clone a project, do what its README says and no more, and tell how long that took.

    Args:
        arguments: what stands after ``nox -s stranger --``.

    Raises:
        WorkbookError: where a stranger would be stuck, or needs more than ten minutes.
    """
    parser = Arguments("stranger", "Be a stranger with a clone of your project and its README.")
    parser.add_argument("dir", nargs="?", help="a project that is a git repository")
    folder = named_folder(parser.parse_args(arguments).dir)
    waiting = git(folder, "status", "--porcelain").splitlines()
    if waiting:
        print(f"A stranger doesn't get what you haven't committed: {len(waiting)} of your files.")
    total = 0.0
    with tempfile.TemporaryDirectory(prefix="stranger-", ignore_cleanup_errors=True) as scratch:
        for typed in follow(folder, Path(scratch)):
            total += typed.seconds
            print(f"{typed.seconds:6.1f} s  $ {typed.command}", flush=True)
    if total > TEN_MINUTES:
        raise WorkbookError(f"It answers after {total / 60:.0f} minutes. Ten are the most.")
    print(f"The app answers a stranger after {total:.0f} seconds, reading not counted.")
