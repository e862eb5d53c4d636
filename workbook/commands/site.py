"""The site command: build the site with both builders, and check what came out."""

from workbook.core.arguments import Arguments
from workbook.site.build import build_and_check


def main(arguments: list[str]) -> None:
    """Run the command.

    Args:
        arguments: what stands after ``nox -s site --``.

    Raises:
        WorkbookError: if something is not as it should be.
    """
    parser = Arguments(
        "site", "Build the site strictly with both builders; check links, anchors and other hosts."
    )
    parser.add_argument(
        "--without-solutions",
        action="store_true",
        help="withhold the solutions of exercises, the answers to questions, and the pages for "
        "teachers that hold answers; a way to do what a step has you write stays",
    )
    parser.add_argument(
        "--without-live", action="store_true", help="fetch no Python to run apps in the page with"
    )
    options = parser.parse_args(arguments)
    build_and_check(solutions=not options.without_solutions, with_live=not options.without_live)
