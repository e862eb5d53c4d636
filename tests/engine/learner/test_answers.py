"""Each side of the proof of an exercise has a fault planted, and sees it."""

import shutil
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from workbook.core.deadlines import Limits
from workbook.core.errors import ChapterError
from workbook.course.exercises import Exercise, exercises, find_exercise
from workbook.course.stages import stages
from workbook.learner import answers
from workbook.learner.answers import prove_exercise
from workbook.learner.copies import MARKS

pytestmark = pytest.mark.pages

HIDDEN = "right-hidden-flag.md"
EMPTY = '''from kit import Copy


def there(copy: Copy) -> None:
    """It is there."""
'''
NO_BUTTON = "         The page at / has no button called 'Undo'.\n"
OFFERED = "         One app deletes a task, and another one offers Undo.\n"


@pytest.fixture
def exercise(tmp_path: Path) -> Exercise:
    """The first exercise, to plant a fault in."""
    real = find_exercise("01.undo-delete")
    shutil.copytree(real.folder, tmp_path / "exercises" / real.folder.name)
    shutil.copytree(real.folder.parent / "kit", tmp_path / "exercises" / "kit")
    shutil.copytree(real.page.parent, tmp_path / "docs" / "exercises")
    return replace(real, root=tmp_path)


def edit(path: Path, old: str, new: str) -> None:
    """Change a place in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def require_refused(exercise: Exercise, *says: str) -> None:
    """Hold that an exercise is refused with these words."""
    with pytest.raises(ChapterError) as refused:
        prove_exercise(exercise)
    for words in says:
        assert words in str(refused.value)


def test_an_exercise_that_holds_is_counted(exercise: Exercise) -> None:
    proof = prove_exercise(exercise)

    assert (proof.right, proof.wrong, proof.edits) == (2, 4, [])


def test_a_verdict_is_kept_until_something_that_it_depends_on_changes(
    exercise: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = cache(partial(answers._played, exercise))  # each is played once, however often asked
    played: list[Path | None] = []

    def play(exercise: Exercise, page: Path | None) -> dict[str, Any]:
        played.append(page)
        return found(page)

    def verdicts() -> int:
        played.clear()
        prove_exercise(exercise)
        return len(played)

    monkeypatch.setattr(answers, "_played", play)
    all_of_them, hidden = 7, exercise.folder / HIDDEN
    with exercise.check.open("a", encoding="utf-8") as check:
        check.write("# a check of this test's own\n")

    assert verdicts() == all_of_them
    assert verdicts() == 0
    edit(hidden, "# ", "# Also ")
    assert verdicts() == 0  # prose
    edit(hidden, "```diff", "```text\nseen\n```\n\n```diff")
    assert verdicts() == 0  # a block that is only shown
    with exercise.check.open("a", encoding="utf-8") as check:
        check.write("# another one\n")
    assert verdicts() == all_of_them
    (exercise.root / "exercises" / "kit" / "more.py").touch()
    assert verdicts() == all_of_them
    monkeypatch.setattr(answers, "engine", lambda package: f"another {package}")
    assert verdicts() == all_of_them
    monkeypatch.setattr(answers, "machine", lambda: "another")
    assert verdicts() == all_of_them


def test_a_page_that_promises_another_check_is_refused(exercise: Exercise) -> None:
    edit(exercise.page, "is gone from the list.", "is gone.")

    require_refused(exercise, "01-undo-delete.md:12: what is checked is not what the parts")


def test_a_page_without_its_three_hints_is_refused(exercise: Exercise) -> None:
    edit(exercise.page, '"Hint 3"', '"Hint 4"')

    require_refused(exercise, "01-undo-delete.md:1: an exercise has 3 hints")


def test_a_page_without_a_way_to_its_solution_is_refused(exercise: Exercise) -> None:
    edit(exercise.page, "(solutions/01", "(../bugs/01")

    require_refused(exercise, "or a link (solutions/01-undo-delete.md)")


def test_a_check_that_says_something_else_of_the_stage_is_refused(exercise: Exercise) -> None:
    edit(exercise.check, "After Undo of Milk", "After Undo")
    edit(exercise.page, "called 'Undo'", "called 'Redo'")

    require_refused(exercise, "01-undo-delete.md:", "the check says something else", "--accept")


def test_a_check_that_the_stage_passes_is_refused(exercise: Exercise) -> None:
    exercise.check.write_text(EMPTY, encoding="utf-8")
    edit(exercise.page, "## What is checked\n\n", "## What is checked\n\n- It is there.\n")

    require_refused(exercise, "the check of 01.undo-delete passes here")


def test_a_solution_that_does_not_solve_it_is_refused(exercise: Exercise) -> None:
    edit(exercise.solution, "tasks[task.id] = task", "tasks[task.id] = Task(task.id, task.title)")

    require_refused(
        exercise, "solutions/01-undo-delete.md:1: this answer is right, and", "it is open."
    )


def test_a_solution_that_does_not_fit_its_stage_is_refused_with_its_line(
    exercise: Exercise,
) -> None:
    edit(exercise.solution, "    ids = count(1)", "    ids = count(2)")

    require_refused(exercise, "solutions/01-undo-delete.md:11: the old side of this hunk")


def test_an_answer_that_is_another_once_more_is_refused(exercise: Exercise) -> None:
    shutil.copy(exercise.solution, exercise.folder / HIDDEN)

    require_refused(exercise, f"{HIDDEN}:1: this answer builds what ")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        (HIDDEN, "0 answers are called right-*.md, and at least 1"),
        ("wrong-commented-out.md", "wrong-commented-out.md is missing"),
    ],
)
def test_an_exercise_without_its_answers_is_refused(
    exercise: Exercise, name: str, says: str
) -> None:
    (exercise.folder / name).unlink()

    require_refused(exercise, says)


def test_a_wrong_answer_that_passes_is_refused(exercise: Exercise) -> None:
    edit(exercise.check, "    page = other.open", "    return\n    page = other.open")
    page = exercise.page.read_text(encoding="utf-8")
    last = [line for line in page.splitlines(keepends=True) if "not yet  Two apps" in line][0]
    edit(exercise.page, last + NO_BUTTON, "")
    edit(exercise.folder / "wrong-commented-out.md", last + OFFERED, "")

    require_refused(exercise, "wrong-one-for-all.md:", "passes here")


def test_a_wrong_answer_that_fails_for_another_reason_is_refused(exercise: Exercise) -> None:
    wrong = exercise.folder / "wrong-added-anew.md"
    edit(wrong, "deleted.pop())", "deleted.pop(0, 0))")

    require_refused(exercise, "wrong-added-anew.md:", "something else", "+         TypeError: pop")


def test_a_check_that_comes_to_no_end_is_never_taken_for_what_it_says(
    exercise: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "LIMITS", Limits(part=1))
    edit(exercise.check, '    page = _shop(copy).press("Delete: Milk")', "    while True: pass")

    with pytest.raises(ChapterError, match="the check comes to no end here"):
        prove_exercise(exercise, accept=True)


def test_accepting_writes_what_the_check_says(exercise: Exercise) -> None:
    edit(exercise.page, "called 'Undo'", "called 'Redo'")

    proof = prove_exercise(exercise, accept=True)

    assert [edit.fence.page for edit in proof.edits] == [str(exercise.page)]


def test_each_exercise_is_listed_and_in_the_path_of_its_chapter() -> None:
    index = (exercises()[0].page.parent / "index.md").read_text(encoding="utf-8")
    for each in exercises():
        link = f"exercises/{each.page.name}"
        chapter = "".join(
            path.read_text(encoding="utf-8") for path in each.stage.chapter.glob("*.md")
        )

        assert f"({each.page.name})" in index, each.name
        assert f"(../{link})" in chapter, each.name


def test_the_marks_of_a_stage_are_what_it_brings() -> None:
    for before, stage in zip([None, *stages()], stages(), strict=False):
        for mark in MARKS[stage.number]:
            assert (stage.folder / mark).is_file()
            assert before is None or not (before.folder / mark).exists()
