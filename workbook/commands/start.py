"""The start command: a learner's own copy at any stage or step, with the history up to there."""

from pathlib import Path

from workbook.arguments import WORK, Arguments, quoted
from workbook.chapters import Step, all_steps, find_point, steps
from workbook.exercises import exercises
from workbook.git import git, require_git
from workbook.history import history
from workbook.paths import make_folder, relative, require_empty
from workbook.people import known
from workbook.stages import Stage, stages


def start(arguments: list[str]) -> None:
    """Make a learner's own copy of a stage or a step: a git repo with a commit for each step.

    Args:
        arguments: what stands after ``nox -s start --``.

    Raises:
        WorkbookError: for an unknown stage or step, or a folder that is not empty.
    """
    parser = Arguments(
        prog="nox -s start --",
        description="Make a copy of a stage, or of a step, that is yours to change. It is a git "
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
    leave_at(step, folder)
    print("\n".join(_welcome(step, folder)))


def leave_at(step: Step, folder: Path) -> None:
    """Leave the history up to a step in a folder, on the branch main, with tags for its stages.

    Args:
        step: the last step that is in it.
        folder: a new or an empty folder.

    Raises:
        WorkbookError: if the folder cannot be made, or there is no history.
    """
    made = history()
    make_folder(folder)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "fetch", "--quiet", "--no-tags", str(made.repo.resolve()), made.commits[step])
    git(folder, "reset", "--quiet", "--hard", made.commits[step])
    (folder / ".git" / "FETCH_HEAD").unlink(missing_ok=True)  # it names a folder of the workbook's
    every = list(made.commits)
    reached = every[: every.index(step) + 1]
    for stage in stages():
        if (last := steps(stage)[-1]) in reached:
            git(folder, "tag", stage.name, made.commits[last])


def next_page(step: Step) -> str:
    """Return the page to read on at after a step, in words; nothing after the last one.

    Args:
        step: what has been done.
    """
    every = all_steps()
    following = every[every.index(step) + 1 :]
    if not following:
        return ""
    after = following[0]
    if after.stage != step.stage:
        return f"stage {after.stage.number}, {relative(_first_page(after.stage))}"
    return page_of(after)


def page_of(step: Step) -> str:
    """Return a step and its page, in words.

    Args:
        step: any step.
    """
    return f"step {step.name}, {step.heading}: {step.page}"


def _first_page(stage: Stage) -> Path:
    return stage.chapter / "index.md"


def _welcome(step: Step, folder: Path) -> list[str]:
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
    if not all(known()):
        lines.append("Git doesn't know your name yet: docs/setup.md#tell-git-who-you-are")
    return lines


def _commits(count: int) -> str:
    return "one commit" if count == 1 else f"a commit for each of {count} steps"
