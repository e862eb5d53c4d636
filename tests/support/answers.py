"""The stored answers of exercises, as files."""

from pathlib import Path

from workbook.core.git import git
from workbook.course.exercises import Exercise, says
from workbook.learner.solving import play_answer


def pages_of(exercise: Exercise) -> list[Path]:
    """Return the page of an exercise, its solution, and its stored answers."""
    stored = [*exercise.answers("right"), *exercise.answers("wrong")]
    return [exercise.page, exercise.solution, *stored]


def files_of(exercise: Exercise, page: Path, scratch: Path) -> dict[str, str]:
    """Return what the files of an answer hold; of the exercise's page, what learners begin with."""
    play_answer(exercise, None if page == exercise.page else page, scratch)
    work = scratch / "work"
    names = git(work, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    paths = [name for name in names if name and (work / name).is_file()]
    return {path: (work / path).read_text(encoding="utf-8") for path in paths}


def words_of(exercise: Exercise, page: Path) -> list[str]:
    """Return the lines with which the terminal's check refuses an answer; of a right one, none."""
    is_right = page == exercise.solution or page in exercise.answers("right")
    return [] if is_right else list(says(page).lines)
