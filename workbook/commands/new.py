"""The new command: a project of one's own from the last stage, under its own name."""

from pathlib import Path

from workbook.core.arguments import Arguments
from workbook.course.stages import stages
from workbook.learner.projects import Names, make_project


def main(arguments: list[str]) -> None:
    """Make a project of one's own: the last stage, or a copy of it, under another name.

    Args:
        arguments: what stands after ``nox -s new --``.

    Raises:
        WorkbookError: for a name that no package can have, a folder that is not empty, or a
            template that is none.
    """
    parser = Arguments("new", "Begin a project of your own from the last stage.")
    parser.add_argument("dir", type=Path, help="a new or an empty folder")
    parser.add_argument("--name", required=True, help="of the package, myapp say")
    parser.add_argument("--title", help="what people read; default: made from the name")
    parser.add_argument("--from", dest="template", type=Path, help="your own template")
    options = parser.parse_args(arguments)
    title = options.title or options.name.replace("_", " ").title()
    make_project(options.dir, Names(options.name, title), options.template or stages()[-1].folder)
    print(
        f"{options.dir} is {title}, with one commit.\n"
        f"Next: go to {options.dir}, and do what its README says under 'Run it'."
    )
