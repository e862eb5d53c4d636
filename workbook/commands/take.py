"""The take command: the files that a step gives, put into a learner's folder."""

from workbook.core.arguments import NOX, WORK, Arguments, named_folder, quoted
from workbook.course.chapters import find_step
from workbook.course.fences import Fence
from workbook.learner.given import Outcome, take


def main(arguments: list[str]) -> None:
    """Put the files that a step gives into a learner's folder.

    Args:
        arguments: what stands after ``nox -s take --``.

    Raises:
        WorkbookError: for an unknown step, one that gives no files, or a folder that is not there.
    """
    parser = Arguments(
        "take",
        "Put the files that a step gives you into your folder. They are for reading, and not for "
        "typing. A file of yours is never overwritten.",
    )
    parser.add_argument("step", help="04.7, say")
    parser.add_argument("dir", nargs="?", help=f"your folder (default: {WORK})")
    options = parser.parse_args(arguments)
    step, folder = find_step(options.step), named_folder(options.dir)
    for block, outcome in take(step, folder):
        print(_told(block, outcome))
        if outcome is Outcome.OTHER:
            print(
                f"  Yours differs from what the page gives. To have the page's, rename yours and "
                f"take again; {NOX} -s compare -- {step.name} {quoted(folder)} shows where."
            )


def _told(block: Fence, outcome: Outcome) -> str:
    lines = "one line" if len(block.lines) == 1 else f"{len(block.lines)} lines"
    return {
        Outcome.TAKEN: f"took {block.title}, {lines}",
        Outcome.SAME: f"{block.title} is there already, and the same",
        Outcome.OTHER: f"left {block.title} alone",
    }[outcome]
