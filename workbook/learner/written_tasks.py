"""Prove a small task of a step: its check fails before, and passes with either way of the page.

Where what is written is a test, the check has to refuse one that proves nothing, too.
"""

import re
import shutil
import tempfile
from pathlib import Path

from workbook.apps.kit import KIT
from workbook.core.errors import ChapterError
from workbook.core.proofs import Proof, engine, files, machine
from workbook.course.blocks import typed
from workbook.course.fences import Fence
from workbook.course.written import Task
from workbook.learner.checking import RAISES, Checked, check_task
from workbook.learner.gutted_tests import gutted
from workbook.learner.solving import play_blocks
from workbook.replay.step_beginnings import clone

TEST = re.compile(r"tests/(?:.+/)?test_\w+\.py")


def prove_task(task: Task, repo: Path, commit: str) -> None:
    """Prove a task from each side, unless that is proven.

    Args:
        task: the task.
        repo: a repo that has the step before it.
        commit: of that step.

    Raises:
        ChapterError: if the check passes before anything is written, refuses a way, or takes
            a test that proves nothing.
        WorkbookError: if learners can't ask for the check at its step.
    """
    for blocks, which in ((task.way, "way"), (task.other, "other way")):
        if not blocks:
            raise task.check.error(f"{task.name} has no {which}")
    if f"check -- {task.name}" not in task.step.text:
        raise task.check.error(
            f"this page does not say how to ask for the check of {task.name}",
            mend=f"write into its note: Ask for the check: `nox -s check -- {task.name} DIR`.",
        )
    proof = _proof(task, commit)
    if proof.kept() is None:
        _prove(task, repo, commit)
        proof.keep({"holds": True})


def _proof(task: Task, commit: str) -> Proof:
    return Proof(
        f"task {task.name}",
        {
            "before": commit,
            "blocks": typed(_before(task)),
            "check": task.source + files(KIT),
            "ways": typed([*task.way, *task.other]),
            "engine": engine("learner"),
            "machine": machine(),
        },
    )


def _before(task: Task) -> list[Fence]:
    """Return what a learner has done in the step before the task."""
    return [block for block in task.step.blocks if block.line < task.check.task]


def _prove(task: Task, repo: Path, commit: str) -> None:
    with tempfile.TemporaryDirectory(prefix="task-", ignore_cleanup_errors=True) as name:
        work, other = Path(name).resolve() / "work", Path(name).resolve() / "other"
        work.mkdir()
        clone(repo, commit, work)
        _play(_before(task), work)
        _require_open(task, check_task(task, work))
        shutil.copytree(work, other, symlinks=True)
        before = _tests(task, work)
        for folder, blocks in ((work, task.way), (other, task.other)):
            _play(blocks, folder)
            _require_passed(task, blocks[0], check_task(task, folder))
        for file, text in before.items():
            _refuse_gutted(task, work, file, text)


def _play(blocks: list[Fence], work: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="tools-", ignore_cleanup_errors=True) as tools:
        play_blocks(blocks, work, Path(tools).resolve())


def _tests(task: Task, work: Path) -> dict[Path, str]:
    """Return the files of tests that a way is going to change, as they are."""
    titles = [block.title or "" for block in task.way]
    files = [work / title for title in titles if TEST.fullmatch(title)]
    return {file: file.read_text("utf-8") if file.is_file() else "" for file in files}


def _refuse_gutted(task: Task, work: Path, file: Path, before: str) -> None:
    """Put tests that prove nothing in the place of those of the way; each has to be refused."""
    after = file.read_text("utf-8")
    for what, text in gutted(before, after).items():
        file.write_text(text, encoding="utf-8")
        if check_task(task, work).passed:
            raise task.check.error(
                f"the check of {task.name} takes {what}",
                detail=text,
                mend="plant a bug that raises no error, and ask for a test that turns red with it",
            )
    file.write_text(after, encoding="utf-8")


def _require_open(task: Task, checked: Checked) -> None:
    if checked.passed:
        raise task.check.error(
            f"the check of {task.name} passes before anything is written",
            mend="make the check notice what is missing",
        )
    for part in checked.parts:
        if part.why and part.why.startswith(RAISES):
            raise task.check.error(
                "before anything is written, the check has no words of its own",
                detail=part.why,
                mend="look first whether what it needs is there",
            )


def _require_passed(task: Task, block: Fence, checked: Checked) -> None:
    if not checked.passed:
        detail = "\n".join(checked.open_lines())
        raise ChapterError(
            task.step.page, block.line, f"the check of {task.name} refuses this way", detail=detail
        )
