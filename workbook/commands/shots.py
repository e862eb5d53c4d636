"""The shots command: take the pictures of the site anew."""

from workbook.core.arguments import Arguments
from workbook.site.shots import take_all


def main(arguments: list[str]) -> None:
    """Run the command.

    Args:
        arguments: what stands after ``nox -s shots --``.

    Raises:
        WorkbookError: if something is not as it should be.
    """
    Arguments(
        "shots", "Take the pictures of the chapters anew, and draw the figures; needs Chromium."
    ).parse_args(arguments)
    take_all()
