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
    Arguments(
        "site", "Build the site strictly with both builders; check links, anchors and other hosts."
    ).parse_args(arguments)
    build_and_check()
