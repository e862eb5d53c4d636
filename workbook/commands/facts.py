"""The facts command: ask the running stages anew for what is told of them."""

from pathlib import Path

from workbook.apps.facts.collect import collect_anew
from workbook.apps.facts.kept import HOME, as_text, path_of
from workbook.core import summary
from workbook.core.arguments import Arguments
from workbook.core.paths import make_folder, relative
from workbook.course.stages import find_stage, stages
from workbook.site.facts.layers import layers


def main(arguments: list[str]) -> None:
    """Collect the facts of stages, keep them, and draw all stages anew.

    Args:
        arguments: what stands after ``nox -s facts --``.

    Raises:
        WorkbookError: for an unknown stage, and if one does not run.
    """
    parser = Arguments("facts", "Collect the facts of the stages anew, from the apps as they run.")
    parser.add_argument("stage", nargs="*", help="3, 03 or 03-models, say; none: all of them")
    chosen = parser.parse_args(arguments).stage
    make_folder(HOME)
    for stage in map(find_stage, chosen) if chosen else stages():
        _keep(path_of(stage), as_text(collect_anew(stage)))
    for path, svg in layers().items():
        _keep(path, svg)
    summary.add("facts: collected from the running stages, and drawn")


def _keep(path: Path, text: str) -> None:
    """Write a file, and say whether it is another one now."""
    known = path.is_file() and path.read_text(encoding="utf-8") == text
    path.write_text(text, encoding="utf-8", newline="\n")
    print(f"{relative(path)} {'is as it was' if known else 'written'}", flush=True)
