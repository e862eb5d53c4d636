"""The pages command: write the pages that are made by program, before a builder reads docs/."""

from workbook.core.arguments import Arguments
from workbook.site.generated import write_pages


def main(arguments: list[str]) -> None:
    """Run the command.

    Args:
        arguments: what stands after ``nox -s pages --``.

    Raises:
        WorkbookError: if something is not as it should be.
    """
    Arguments("pages", "Write the pages that are made by program.").parse_args(arguments)
    print(f"{write_pages()} pages made")
