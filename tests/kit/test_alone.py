"""In one process a check says what it says in three; elsewhere all stored answers are held so."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.support.answers import files_of
from workbook.apps.kit import KIT, beside
from workbook.course.exercises import find_exercise, says
from workbook.learner.verdict import read

pytestmark = pytest.mark.pages

JUDGE = """
import json, sys
from pathlib import Path
from kit.alone import judge
judge(*map(Path, sys.argv[1:]), lambda **fact: print(json.dumps(fact)))
"""


@pytest.mark.parametrize(
    ("name", "answer"), [("01.undo-delete", "wrong-one-for-all"), ("02.archive", "wrong-no-guard")]
)
def test_a_wrong_answer_is_refused_in_the_same_words(
    name: str, answer: str, tmp_path: Path
) -> None:
    exercise = find_exercise(name)
    page = exercise.folder / f"{answer}.md"
    files_of(exercise, page, tmp_path)
    copy, scratch = tmp_path / "work", tmp_path / "databases"
    scratch.mkdir()
    python, told = beside(copy, KIT.parent)

    words = [python, "-P", "-c", JUDGE, str(exercise.check), str(copy), str(scratch)]
    done = subprocess.run(words, cwd=copy, env=told, check=True, stdout=subprocess.PIPE, text=True)

    parts = read([json.loads(line) for line in done.stdout.splitlines()], 20)
    lines = [line for part in parts if part.why is not None for line in part.lines()]
    assert lines == list(says(page).lines)
