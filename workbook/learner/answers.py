"""Prove an exercise from four sides: the stage fails it, right answers pass, wrong ones don't."""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbook.core.deadlines import LIMITS
from workbook.core.errors import ChapterError, side_by_side
from workbook.core.paths import relative
from workbook.core.proofs import Proof, engine, files, machine
from workbook.course import outputs
from workbook.course.blocks import Command, typed
from workbook.course.exercises import Exercise, says
from workbook.course.fences import Fence
from workbook.course.page_edits import PageEdit
from workbook.history.trees import snapshot
from workbook.learner.checking import RAISES, Checked, run_check
from workbook.learner.pristine import KIT
from workbook.learner.solving import answer_blocks, play_answer
from workbook.learner.verdict import Part

ACCEPT = "nox -s exercises -- --accept"
COMMENTED = "wrong-commented-out.md"


@dataclass
class ProvenExercise:
    """What was proven of an exercise."""

    exercise: Exercise
    right: int = 0  # answers that pass, the solution among them
    wrong: int = 0  # answers that fail as they should
    edits: list[PageEdit] = field(default_factory=list)
    trees: dict[str, Path] = field(default_factory=dict)  # which answer built which folder


def prove_exercise(exercise: Exercise, *, accept: bool = False) -> ProvenExercise:
    """Prove an exercise from all four sides.

    Args:
        exercise: the exercise.
        accept: take what the check says as what the pages should show.

    Returns:
        What was proven, and with ``accept`` the edits that make the pages true.

    Raises:
        ChapterError: at the first page that is not true.
    """
    proven = ProvenExercise(exercise)
    before = _answer(proven, None)
    _hold_page(exercise, before)
    _hold_says(proven, exercise.says(), before, accept=accept)
    _require_own_words(exercise.says(), before)
    for page in [exercise.solution, *_stored(exercise, "right", 1)]:
        _require_passed(page, _answer(proven, page))
        proven.right += 1
    for page in _stored(exercise, "wrong", 2):
        _hold_says(proven, says(page), _answer(proven, page), accept=accept)
        proven.wrong += 1
    return proven


def _answer(proven: ProvenExercise, page: Path | None) -> Checked:
    """Say what the check says of an answer, or of what a learner begins with."""
    verdict = _verdict(proven.exercise, page)
    kept = verdict.kept()
    found = kept or _played(proven.exercise, page)
    checked = Checked(proven.exercise, tuple(Part(*part) for part in found["parts"]))
    if not (kept or checked.stopped):
        verdict.keep(found)
    if page:
        _require_new(proven, page, found["tree"])
    return checked


def _verdict(exercise: Exercise, page: Path | None) -> Proof:
    """Return what the verdict on an answer depends on."""
    answer = typed(answer_blocks(exercise, page))
    check = files(exercise.check, exercise.root / KIT, root=exercise.root)
    stage = files(exercise.stage.folder)
    return Proof(
        f"answer {exercise.name} {page.stem if page else 'as shipped'}",
        {
            "answer": answer,
            "check": check,
            "stage": stage,
            "engine": engine("learner"),
            "machine": machine(),
        },
    )


def _played(exercise: Exercise, page: Path | None) -> dict[str, Any]:
    """Play an answer and run the check on what it builds; return that tree, and the parts."""
    with tempfile.TemporaryDirectory(prefix="answer-", ignore_cleanup_errors=True) as name:
        scratch = Path(name).resolve()
        play_answer(exercise, page, scratch)
        tree = snapshot(scratch / "work", scratch / "work")
        checked = run_check(exercise, scratch / "work", LIMITS)
    return {"tree": tree, "parts": [[part.what, part.why] for part in checked.parts]}


def _require_new(proven: ProvenExercise, page: Path, tree: str) -> None:
    """Refuse an answer that is another one once more."""
    if tree in proven.trees:
        other = relative(proven.trees[tree])
        raise ChapterError(relative(page), 1, f"this answer builds what {other} builds")
    proven.trees[tree] = page


def _stored(exercise: Exercise, kind: str, least: int) -> list[Path]:
    pages = exercise.answers(kind)
    if len(pages) < least:
        raise ChapterError(
            relative(exercise.folder),
            1,
            f"{len(pages)} answers are called {kind}-*.md, and at least {least} have to be there",
        )
    if kind == "wrong" and not (exercise.folder / COMMENTED).is_file():
        raise ChapterError(
            relative(exercise.folder), 1, f"{COMMENTED} is missing: code commented out must not do"
        )
    return pages


def _hold_page(exercise: Exercise, checked: Checked) -> None:
    """Hold a page against the rules for exercises: what is checked, hints, the way on."""
    page, lines = relative(exercise.page), exercise.text.splitlines()
    exercise.hints()
    wanted = [f"- {part.what}" for part in checked.parts]
    start = lines.index("## What is checked") + 2 if "## What is checked" in lines else 0
    found = lines[start : start + len(wanted)]
    if found != wanted:
        raise ChapterError(
            page,
            start + 1,
            "what is checked is not what the parts of the check say, a line each",
            detail=side_by_side(found, wanted),
            mend=f"make them the docstrings of {relative(exercise.check)}",
        )
    link = f"(solutions/{exercise.page.name})"
    if link not in exercise.text or f"`{exercise.name}`" not in exercise.text:
        raise ChapterError(page, 1, f"this page lacks the name `{exercise.name}` or a link {link}")


def _hold_says(proven: ProvenExercise, fence: Fence, checked: Checked, *, accept: bool) -> None:
    """Hold a block that shows what the check says of an answer that is not right."""
    lines = checked.open_lines()
    if checked.stopped:
        raise fence.error(
            "the check comes to no end here",
            detail="\n".join(lines),
            mend=f"shorten that part, or write PATIENCE = 3, say, in {proven.exercise.check.name}",
        )
    if not lines:
        raise fence.error(
            f"the check of {proven.exercise.name} passes here",
            mend="make the check notice what is missing",
        )
    if outputs.matches(fence.lines, lines):
        return
    if not accept:
        raise fence.error(
            "the check says something else than this block shows",
            detail=side_by_side(fence.lines, lines),
            mend=ACCEPT,
        )
    proven.edits.append(PageEdit(fence, Command("check", 0, fence.lines), lines))


def _require_own_words(fence: Fence, checked: Checked) -> None:
    """Refuse a check that meets the stage as shipped with an error in place of its own words."""
    for part in checked.parts:
        if part.why and part.why.startswith(RAISES):
            raise fence.error(
                "of the stage as shipped, the check has no words of its own",
                detail=part.why,
                mend="look first whether what it needs is there",
            )


def _require_passed(page: Path, checked: Checked) -> None:
    if not checked.passed:
        raise ChapterError(
            relative(page),
            1,
            f"this answer is right, and the check of {checked.exercise.name} refuses it",
            detail="\n".join(checked.open_lines()),
            mend="mend the answer, or the check if it asks for more than the page does",
        )
