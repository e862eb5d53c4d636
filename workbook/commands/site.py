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
        "--without-live", action="store_true", help="fetch no Python to run apps in the page with"
    )
    build_and_check(with_live=not parser.parse_args(arguments).without_live)
