"""What the code of a copy can write is never believed: a check is judged in another process."""

import shutil
from pathlib import Path

import pytest

from workbook.course.exercises import Exercise, exercises
from workbook.course.stages import find_stage
from workbook.learner.checking import run_check

pytestmark = pytest.mark.pages

FACTS = '[{"parts": ["It is done."] * 5}, *[{"why": None}] * 5, {"done": True}]'
LINES = f'"".join(json.dumps(fact) + "\\n" for fact in {FACTS})'
# Eight lines: what once was enough to pass every check of stage 01.
REPORT = f"""\
import json, os, sys
from pathlib import Path

for word in sys.argv[1:]:
    place = Path(word)
    if not place.is_dir() and place.suffix != ".py":
        place.write_text({LINES})
        os._exit(0)
"""
PRINTED = f"""\
import json, os

for number in range(3, 64):
    try:
        os.write(number, {LINES}.encode())
    except OSError:
        pass
print({LINES}, flush=True)
"""
PATCHED = """\
import sys

for name, module in list(sys.modules.items()):
    if name.startswith("kit") and hasattr(module, "need"):
        module.need = module.need_equal = lambda *_: None
for name in ("kit.__main__", "__main__", "kit.judge", "kit.beside"):
    if name in sys.modules:
        sys.modules[name].why_not = lambda *_: None
"""
PIPES = f"""\
import json, os
from pathlib import Path

for place in Path("/proc").glob("[0-9]*"):
    try:
        if b"kit" in (place / "cmdline").read_bytes() and int(place.name) != os.getpid():
            with open(os.open(place / "fd/1", os.O_WRONLY | os.O_NONBLOCK), "w") as pipe:
                pipe.write({LINES})
    except OSError:
        pass
"""


@pytest.mark.parametrize("word", [each.word for each in exercises() if each.stage.number == "01"])
@pytest.mark.parametrize("forged", [REPORT, PRINTED, PATCHED, PIPES])
def test_an_app_that_forges_what_is_found_passes_no_check(
    tmp_path: Path, word: str, forged: str
) -> None:
    exercise = next(each for each in exercises() if each.word == word)
    work = copy_with(tmp_path, "01", "app.py", forged)

    checked = run_check(exercise, work)

    assert not checked.passed, checked
    assert [part.what for part in checked.parts] == docstrings(exercise, checked.parts[0].what)


def test_an_app_that_forges_answers_can_only_answer(tmp_path: Path) -> None:
    exercise = next(each for each in exercises() if each.word == "undo-delete")
    closed = "import os\n\nos.closerange(3, 64)\n"
    work = copy_with(tmp_path, "01", "app.py", closed)

    checked = run_check(exercise, work)

    assert "Your app ends the program here." in "\n".join(checked.open_lines())


def copy_with(tmp_path: Path, number: str, name: str, first: str) -> Path:
    """Make a copy of a stage in which a file begins with something else."""
    work = tmp_path / "work"
    shutil.copytree(find_stage(number).folder, work)
    file = work / name
    file.write_text(f"{first}\n{file.read_text('utf-8')}", encoding="utf-8")
    return work


def docstrings(exercise: Exercise, first: str) -> list[str]:
    """Return what a check looks at, as its page says it."""
    lines = exercise.text.splitlines()
    start = lines.index(f"- {first}")
    return [line[2:] for line in lines[start:] if line.startswith("- ")][: count(lines, start)]


def count(lines: list[str], start: int) -> int:
    """Return how many lines of a list follow each other."""
    rest = lines[start:]
    return next((n for n, line in enumerate(rest) if not line.startswith("- ")), len(rest))
