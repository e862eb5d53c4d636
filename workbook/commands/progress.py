"""The progress command: how far a learner has come, computed from their copy alone."""

from collections.abc import Sequence
from pathlib import Path

from workbook.apps.sandbox import TRUSTED, sandbox_for
from workbook.core.arguments import NOX, Arguments, named_folder, quoted
from workbook.core.errors import WorkbookError
from workbook.course.chapters import Step, all_steps, next_page, page_of, steps
from workbook.course.exercises import exercises
from workbook.course.stages import stages
from workbook.learner.attempt_results import Tried, try_all
from workbook.learner.beginning import has_app, why_not
from workbook.learner.differences import Comparison
from workbook.learner.reached import is_reached, steps_reached
from workbook.learner.result_forms import Result, add_forms, asks_for_forms, write_forms
from workbook.learner.working_copy import Work, open_work

BAR = 18  # characters


def main(arguments: list[str]) -> None:
    """Show how far a learner's copy is: steps reached, and exercises passed.

    Args:
        arguments: what stands after ``nox -s progress --``.

    Raises:
        WorkbookError: if the folder is no copy, or there are no results to write.
    """
    options = _parser().parse_args(arguments)
    folder = named_folder(options.dir)
    if options.quick and asks_for_forms(options):
        raise WorkbookError("--quick leaves out the checks, so there are no results to write.")
    with open_work(folder) as work:
        done, below = steps_reached(work, folder), _below(work)
    sandboxed = sandbox_for(folder, trusted=options.trusted)
    why = "" if options.quick or not has_app(folder) else why_not(folder, sandboxed=sandboxed)
    tried = [] if options.quick or why else try_all(folder, sandboxed=sandboxed)
    found = [Result(each.exercise, each.checked, each.problem) for each in tried]
    if why:
        below = [line for line in below if not line.startswith("Next: ")]
        below = [f"It does not start: {why}", *below, "Next: make it start."]
        found = [Result(each, None, f"The app does not start: {why}") for each in exercises()]
    write_forms(options, found, folder)
    print("", *_table(done, tried), "", sep="\n")
    lines = [f"{each.exercise.name:<22}{each.state}" for each in tried if each.state]
    print(*lines, *[""] * bool(lines), *below, sep="\n")


def _table(done: set[Step], tried: list[Tried]) -> list[str]:
    """Return the lines of the table: one for each stage, and one for all."""
    rows = [("Stage", "Steps", "", "Exercises", "")]
    for stage in stages():
        of_stage = [each for each in tried if each.exercise.stage == stage]
        rows.append((stage.name, *_cells(steps(stage), done), *_exercise_cells(of_stage)))
    rows.append(("all", *_cells(all_steps(), done), *_exercise_cells(tried)))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]


def _exercise_cells(tried: list[Tried]) -> tuple[str, str]:
    return _cells(tried, [each for each in tried if each.passed])


def _cells(of: Sequence[object], done: "set[Step] | list[Tried]") -> tuple[str, str]:
    """Return a count and a bar; nothing where there is nothing to do."""
    if not of:
        return "", ""
    count = sum(each in done for each in of)
    return f"{count} of {len(of)}", ("#" * (BAR * count // len(of))).ljust(BAR, ".")


def _below(work: Work) -> list[str]:
    """Return the lines below the table: where the copy stands, and what comes next."""
    step, whole = work.nearest, is_reached(work)
    differs = Comparison(work, step).changes
    what = "nearest to" if differs else "the same as"
    lines = [f"It is {what} step {step.name}, {step.heading}."]
    if differs:
        lines.append(f"What differs: {NOX} -s compare -- {step.name} {quoted(Path(work.name))}")
    if page := next_page(step) if whole else page_of(step):
        lines.append(f"Next: {page}")
    return lines


def _parser() -> Arguments:
    parser = Arguments(
        "progress",
        "Show which steps your copy has reached, and which exercises it passes. Both "
        "are computed from its files and its git history, so nothing is lost if you rename it. "
        "Nothing in it is changed.",
    )
    parser.add_argument("dir", nargs="?", help="your copy (default: work)")
    parser.add_argument("--quick", action="store_true", help="run nothing of it")
    parser.add_argument("--trusted", action="store_true", help=TRUSTED)
    add_forms(parser)
    return parser
