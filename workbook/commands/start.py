"""The start command: a learner's own copy at any stage or step, with the history up to there."""

from pathlib import Path

from workbook.core.arguments import WORK, Arguments, quoted
from workbook.core.git import require_git
from workbook.core.identity import known
from workbook.core.paths import require_empty
from workbook.course.chapters import Step, all_steps, find_point, next_page, steps
from workbook.course.exercises import exercises
from workbook.learner.starting import leave_copy


def main(arguments: list[str]) -> None:
    """Make a learner's own copy of a stage or a step: a git repo with a commit for each step.

    Args:
        arguments: what stands after ``nox -s start --``.

    Raises:
        WorkbookError: for an unknown stage or step, or a folder that is not empty.
    """
    parser = Arguments(
        "start",
        "Make a copy of a stage, or of a step, that is yours to change. It is a git "
        "repo with the commits of all steps up to there; nothing is ever overwritten.",
    )
    parser.add_argument("point", metavar="STAGE", help="02, or a step of it: 02.4, say")
    parser.add_argument(
        "dir", nargs="?", default=WORK, help=f"a new or an empty folder (default: {WORK})"
    )
    options = parser.parse_args(arguments)
    require_git()
    step, folder = find_point(options.point), Path(options.dir)
    require_empty(folder)
    named = all(known())
    leave_copy(step, folder)
    print("\n".join(_welcome(step, folder, named=named)))


def _welcome(step: Step, folder: Path, *, named: bool) -> list[str]:
    """Return the lines that say what was made, and what to do next."""
    count = all_steps().index(step) + 1
    what = f"stage {step.stage.name}" if step == steps(step.stage)[-1] else f"step {step.name}"
    lines = [
        f"{folder} is your copy of {what}, with {_commits(count)}. Yours follow, on the branch "
        "main.",
        f"Next: go to {quoted(folder)}, and do what its README says.",
    ]
    if any(each.stage == step.stage for each in exercises()) and step == steps(step.stage)[-1]:
        lines.append(f"Exercises of stage {step.stage.number}: docs/exercises/index.md")
    if page := next_page(step):
        lines.append(f"Then read on: {page}")
    if not named:
        lines.append("Git doesn't know your name yet: docs/setup.md#tell-git-who-you-are")
    return lines


def _commits(count: int) -> str:
    return "one commit" if count == 1 else f"a commit for each of {count} steps"
