"""The mutants command: would the app's own tests notice a small change?"""

from workbook.apps.mutants import prove_mutants
from workbook.core.arguments import Arguments


def main(arguments: list[str]) -> None:
    """Run the mutants of the stage that brings the tests.

    Args:
        arguments: what stands after ``nox -s mutants --``.

    Raises:
        WorkbookError: if the tests kill too few, or one survives that is not listed.
    """
    Arguments(
        "mutants",
        "Change stage 04, which brings the tests, in hundreds of small ways, and see whether "
        "they mind. Those that survive must be listed, each with its reason.",
    ).parse_args(arguments)
    prove_mutants()
