"""The exercises command: prove each exercise from four sides, and each task in a step."""

import time
from functools import partial

from workbook.core import summary
from workbook.core.arguments import Arguments
from workbook.core.pools import report, two_at_a_time
from workbook.core.proofs import prove_anew
from workbook.course.chapters import all_steps
from workbook.course.exercises import Exercise, exercises, find_exercise
from workbook.course.page_edits import rewrite_outputs
from workbook.course.written import Task, tasks
from workbook.history.history import history
from workbook.learner.answers import ProvenExercise, prove_exercise
from workbook.learner.written_tasks import prove_task


def main(arguments: list[str]) -> None:
    """Run the exercises command.

    Args:
        arguments: what stands after ``nox -s exercises --``.

    Raises:
        WorkbookError: at the first page that is not true.
    """
    options = parser().parse_args(arguments)
    if options.anew:
        prove_anew()
    chosen, written = _chosen(options.exercise)
    proofs: list[ProvenExercise] = []
    jobs = [partial(_timed, each, accept=options.accept) for each in chosen]
    two_at_a_time(jobs, proofs.append)
    _say(proofs, accept=options.accept)
    two_at_a_time([partial(_timed_task, each) for each in written], lambda _: None)
    if written:
        summary.add(
            f"tasks in steps: {len(written)} fail before, and pass with the page's way and another"
        )


def _chosen(words: list[str]) -> tuple[list[Exercise], list[Task]]:
    """Return the exercises and the tasks in steps that are named; all, if none is."""
    if not words:
        return exercises(), tasks()
    known = {task.name: task for task in tasks()}
    return (
        [find_exercise(word) for word in words if word not in known],
        [known[word] for word in words if word in known],
    )


def _timed_task(task: Task) -> None:
    since = time.monotonic()
    made, every = history(), all_steps()
    before = every[every.index(task.step) - 1]
    prove_task(task, made.repo, made.commits[before])
    report(task.name, task.title, time.monotonic() - since)


def _timed(exercise: Exercise, *, accept: bool) -> ProvenExercise:
    since = time.monotonic()
    proven = prove_exercise(exercise, accept=accept)
    report(exercise.name, exercise.title, time.monotonic() - since)
    return proven


def _say(proofs: list[ProvenExercise], *, accept: bool) -> None:
    if not proofs:
        return
    edits = [edit for each in proofs for edit in each.edits]
    for page in rewrite_outputs(edits):
        print(f"wrote {page}")
    if accept:
        if not edits:
            print("Every page shows what its check says; nothing to write.")
        return
    right, wrong = sum(each.right for each in proofs), sum(each.wrong for each in proofs)
    summary.add(
        f"exercises: {len(proofs)} fail on their stages as shipped; {right} right answers pass, "
        f"and {wrong} wrong ones fail with the words that their pages show"
    )


def parser() -> Arguments:
    """Return the parser of what stands after ``nox -s exercises --``."""
    made = Arguments(
        "exercises",
        "Prove exercises: the stage as shipped fails the check, the solution and "
        "another right answer pass it, and each stored wrong answer fails as its page says. What "
        "learners write in a step fails its check before, and passes with either way.",
    )
    made.add_argument("--anew", action="store_true", help="prove all, whatever was proven before")
    made.add_argument("exercise", nargs="*", help="01.undo-delete, say, or a task; none: all")
    made.add_argument(
        "--accept", action="store_true", help="rewrite what the checks say on the pages"
    )
    return made
