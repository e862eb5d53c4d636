"""The kit command: a folder from which a class works with no network."""

from functools import partial
from pathlib import Path

from workbook.apps.offline import make_kit
from workbook.apps.wheels import PYTHONS, SYSTEMS
from workbook.core.arguments import Arguments


def main(arguments: list[str]) -> None:
    """Make the folder.

    Args:
        arguments: what stands after ``nox -s kit --``.

    Raises:
        WorkbookError: if something of it is missing.
    """
    asked = _parser().parse_args(arguments)
    folder = Path(asked.dir)
    systems = [each for each in SYSTEMS if each.name in (asked.system or [each.name])]
    make_kit(folder, systems, asked.python or PYTHONS, partial(print, flush=True))
    print(f"Copy {folder} to each machine. There, in its folder: python3 -m workbook -s run")


def _parser() -> Arguments:
    parser = Arguments(
        "kit",
        "Make a folder for a class with no network: the workbook, the site as it is built, and all "
        "wheels. One that is stopped goes on where it was.",
    )
    parser.add_argument("dir", help="a new or an empty folder, or one that this has begun")
    parser.add_argument(
        "--system",
        action="append",
        choices=[each.name for each in SYSTEMS],
        help="for this system alone; may be repeated (default: all)",
    )
    parser.add_argument(
        "--python",
        action="append",
        choices=PYTHONS,
        help="for this Python alone; may be repeated (default: all)",
    )
    return parser
