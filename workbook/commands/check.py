"""The check command: has a learner done an exercise, and if not, what is left to do?"""

import re
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from workbook.apps.sandbox import TRUSTED, sandbox_for
from workbook.core.arguments import NOX, WORK, Arguments, named_folder, quoted
from workbook.core.errors import Unknown, WorkbookError
from workbook.core.paths import relative
from workbook.course.exercises import HINTS, Exercise, exercises, find_exercise
from workbook.course.stages import Stage, find_stage, stages
from workbook.course.written import Task, find_task
from workbook.learner.attempts import branch_of, is_begun, overlooked, try_exercise
from workbook.learner.checking import Checked, check_task
from workbook.learner.copies import require_at, stage_reached
from workbook.learner.result_forms import Result, add_forms, write_forms
from workbook.learner.watching import saves

CHECK = f"{NOX} -s check --"


def main(arguments: list[str]) -> None:
    """Run the check command.

    Args:
        arguments: what stands after ``nox -s check --``.

    Raises:
        WorkbookError: if something is left to do, or cannot be checked.
    """
    options = _parser().parse_args(list(_numbered(arguments)))
    what, directory = _targets(options.what, options.dir)
    if isinstance(what, Task):
        if options.hint:
            raise WorkbookError(f"{what.name} has no hints. {_way(what)}")
        _look(what, named_folder(directory), options)
    elif isinstance(what, Exercise) and options.hint:
        _show_hint(what, options.hint)
    elif options.hint or (options.watch and not isinstance(what, Exercise)):
        names = ", ".join(each.name for each in exercises())
        raise WorkbookError(f"Name one exercise for that, of these: {names}.")
    else:
        _look(what, named_folder(directory), options)


def _look(what: Exercise | Task | Stage | None, folder: Path, asked: Namespace) -> None:
    asked.sandboxed = sandbox_for(folder, trusted=asked.trusted)
    if isinstance(what, (Exercise, Task)):
        _watch(what, folder, asked) if asked.watch else _check_one(what, folder, asked)
    else:
        _check_all(what or stage_reached(folder), folder, asked)


def _numbered(arguments: list[str]) -> Iterable[str]:
    """Yield what was typed; an exercise that stands behind --hint is not taken for its number."""
    for word, after in zip(arguments, [*arguments[1:], ""], strict=True):
        yield "--hint=1" if word == "--hint" and not re.fullmatch(r"-?\d+", after) else word


def _targets(
    word: str | None, directory: str | None
) -> tuple[Exercise | Task | Stage | None, str | None]:
    """Return what is to be checked, and where; one word may be either."""
    try:
        return (_named(word) if word else None), directory
    except Unknown:
        if word and directory is None and Path(word).is_dir():
            return None, word
        raise


def _named(word: str) -> Exercise | Task | Stage:
    for find in (find_stage, find_task):
        with suppress(Unknown):
            return find(word)
    try:
        return find_exercise(word)
    except Unknown as unknown:
        names = ", ".join(stage.name for stage in stages())
        raise Unknown(f"{unknown} The stages are: {names}.") from None


def _check_one(exercise: Exercise | Task, folder: Path, asked: Namespace) -> None:
    where, note, begun = str(folder), "", True
    if isinstance(exercise, Task):
        with _blank([exercise], folder, asked):
            checked = check_task(exercise, folder, sandboxed=asked.sandboxed)
    else:
        with _blank([exercise], folder, asked):
            checked = try_exercise(exercise, folder, sandboxed=asked.sandboxed)
        note, begun = overlooked(exercise, folder), is_begun(exercise, folder)
        if branch := branch_of(exercise, folder):
            where = f"the branch {branch} of {folder}"
    write_forms(asked, [Result(exercise, checked, begun=begun)], folder)
    _show(exercise, checked, where, note)


@contextmanager
def _blank(what: Sequence[Exercise | Task], folder: Path, asked: Namespace) -> Iterator[None]:
    """Write why nothing can be checked, if so: what was written before holds no longer."""
    try:
        yield
    except WorkbookError as error:
        write_forms(asked, [Result(each, None, str(error)) for each in what], folder)
        raise


def _show(exercise: Exercise | Task, checked: Checked, where: str, note: str) -> None:
    """Say how a check went; what is left to do ends the command with a mistake."""
    again = f"{CHECK} {exercise.name}"
    print(f"\n{exercise.name}  {exercise.title}, in {where}\n")
    print(*(f"  {line}" for part in checked.parts for line in part.lines()), sep="\n")
    print(f"\n{note}\n" if note else "", flush=True)
    if not checked.passed:
        more = _way(exercise) if isinstance(exercise, Task) else f"A hint: {again} --hint"
        raise WorkbookError(f"{checked.count}. {more}")
    print(f"{checked.count}: {exercise.name} is done. {_afterwards(exercise)}")


def _way(task: Task) -> str:
    """Return where a way to do a task is shown."""
    return f"A way stands folded on the page of step {task.step.name}, {task.step.heading}."


def _afterwards(exercise: Exercise | Task) -> str:
    if isinstance(exercise, Task):
        return f"Compare yours with the page's, and go on with that. {_way(exercise)}"
    return f"Compare your way with the solution: {_solution(exercise)}"


def _solution(exercise: Exercise) -> str:
    """Return where a solution is: in the workbook, and on the site."""
    return f"{relative(exercise.solution)} (on the site: Exercises, {exercise.name}, solved)"


def _check_all(stage: Stage, folder: Path, asked: Namespace) -> None:
    """Say of each exercise of a stage how far it is, in a line."""
    every = [each for each in exercises() if each.stage == stage]
    if not every:
        raise WorkbookError(f"Stage {stage.name} has no exercises.")
    begun = [each for each in every if is_begun(each, folder)]
    with _blank(every, folder, asked):
        if not begun:
            require_at(folder, stage)
        results = {each: try_exercise(each, folder, sandboxed=asked.sandboxed) for each in begun}
    write_forms(asked, [Result(each, results.get(each)) for each in every], folder)
    for each in every:
        said = results[each].count if each in results else "not begun"
        done = each in results and results[each].passed
        print(f"  {each.name:<22}{'passed' if done else said:<14}{each.title}")
    left = [each for each in every if each not in results or not results[each].passed]
    if left:
        again = f"{CHECK} {left[0].name} {quoted(folder)}"
        raise WorkbookError(f"{len(left)} of {len(every)} left. Next: {again}")
    print(f"All exercises of stage {stage.name} are done.")


def _show_hint(exercise: Exercise, number: int) -> None:
    hints = exercise.hints()
    if not 1 <= number <= len(hints):
        raise WorkbookError(f"{exercise.name} has {HINTS} hints: --hint 1, --hint 2 and --hint 3.")
    print(f"\n{exercise.name}  Hint {number}\n\n{hints[number - 1]}\n")
    print(
        f"The next one: {CHECK} {exercise.name} --hint {number + 1}"
        if number < HINTS
        else f"That was the last hint. The solution: {_solution(exercise)}"
    )


def _watch(exercise: Exercise | Task, folder: Path, asked: Namespace) -> None:
    """Check on each save until the exercise is done, or until Ctrl+C."""
    if isinstance(exercise, Exercise):
        _require_here(exercise, folder)
    try:
        for _ in saves(folder):
            try:
                return _check_one(exercise, folder, asked)
            except WorkbookError as left:
                print(left)
            print(f"Watching {folder}; save a file to check again, Ctrl+C to stop.", flush=True)
    except KeyboardInterrupt:
        print("\nStopped.")


def _require_here(exercise: Exercise, folder: Path) -> None:
    """Refuse to watch a copy in which an exercise cannot be solved as it is."""
    require_at(folder, exercise.stage)
    if branch := branch_of(exercise, folder):
        raise WorkbookError(f"{folder} is on another branch. There, first: git switch {branch}")


def _parser() -> Arguments:
    parser = Arguments(
        "check",
        "Check an exercise on your copy. An exercise that has a branch of its name is "
        "checked there. Nothing in your copy is changed.",
    )
    parser.add_argument(
        "what", nargs="?", help="01.undo-delete, say, or a stage; none: the stage you have reached"
    )
    parser.add_argument("dir", nargs="?", help=f"your copy (default: {WORK})")
    parser.add_argument(
        "--hint", nargs="?", type=int, const=1, metavar="N", help="show a hint: the first, or N"
    )
    parser.add_argument("--watch", action="store_true", help="check again on each save")
    add_forms(parser)
    parser.add_argument("--trusted", action="store_true", help=TRUSTED)
    return parser
