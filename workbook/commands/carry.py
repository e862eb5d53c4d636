"""The carry command: what was improved in one project becomes part of another."""

from pathlib import Path

from workbook.core.arguments import Arguments, named_folder
from workbook.learner.carrying import carry


def main(arguments: list[str]) -> None:
    """Make the commits of one project in another one, under that one's names.

    Args:
        arguments: what stands after ``nox -s carry --``.

    Raises:
        WorkbookError: for commits that are not there, and for changes that do not fit.
    """
    parser = Arguments("carry", "Carry an improvement from one project back to your template.")
    parser.add_argument("commits", help="HEAD, a number from git log, or several as A..B")
    parser.add_argument("--from", dest="source", type=Path, required=True, help="the one with it")
    parser.add_argument("--to", dest="target", type=Path, required=True, help="the one to get it")
    options = parser.parse_args(arguments)
    source, target = named_folder(str(options.source)), named_folder(str(options.target))
    for subject in carry(options.commits, source, target):
        print(f"{options.target} has it now: {subject}")
    print("Run its tests before you rely on it.")
