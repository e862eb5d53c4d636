"""What the pages around the chapters say about the repo holds."""

import re
from pathlib import Path

import pytest

from workbook.core.paths import DOCS, MADE, ROOT
from workbook.course.chapters import steps
from workbook.course.fences import fences
from workbook.course.pace_rules import put_off
from workbook.course.stages import Stage, find_stage, stages

ACCEPTANCE = ROOT / "tests" / "acceptance"
SINCE = re.compile(r'^(?:pytestmark = \[?|    )pytest\.mark\.since\("(\d\d)"\)', re.MULTILINE)
SERVES = re.compile(r"\$ (flask run$|gunicorn )")
# Words that make a learner who stumbles feel small, and the mark that shouts.
UNWELCOME = re.compile(
    r"\b(simply|just|easy|easily|obviously|of course)\b|!(?!\[|!|=)", re.IGNORECASE
)
# Pages that a program made show code, in which anything may stand.
TYPED = [path for path in sorted(DOCS.rglob("*.md")) if path.relative_to(DOCS).parts[0] not in MADE]


def stories() -> dict[str, str]:
    """Return the stage of each acceptance test by its name."""
    found: dict[str, str] = {}
    for path in ACCEPTANCE.glob("test_*.py"):
        text = path.read_text(encoding="utf-8")
        since = SINCE.search(text)
        assert since, f"{path.name} says no stage"
        found |= dict.fromkeys(re.findall(r"^def (test_\w+)", text, re.MULTILINE), since[1])
    return found


def planned() -> list[tuple[str, str]]:
    """Return stage and test of each story on the plan page; no test is an empty one."""
    lines = (DOCS / "plan.md").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if re.match(r"\| (I|A|My) ", line)]
    cells = [row.strip("| ").split(" | ") for row in rows]
    return [(row[1].strip("| []")[:2], row[2].strip("` ") if row[2:] else "") for row in cells]


def test_each_story_of_the_plan_names_a_test_of_its_stage() -> None:
    here = {stage.number for stage in stages()}
    tests = stories()

    rows = planned()

    assert len(rows) >= 13
    for number, test in rows:
        if number in here:
            assert tests.get(test) == number, f"the plan names {test!r} for stage {number}"
        else:
            assert not test, f"stage {number} is not here yet, and the plan names {test!r}"


def test_no_two_steps_of_a_chapter_have_the_same_words() -> None:
    # By these, docs/assets/reader.js knows what is ticked.
    for stage in stages():
        words = [step.path.stem.partition("-")[2] for step in steps(stage)]

        assert len({*words}) == len(words), stage.name


def test_the_readme_has_exactly_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")

    commands = [line for fence in fences("README.md", text) for line in fence.lines]

    assert commands == ["$ python3 -m workbook -s run", "$ python3 -m workbook"]


def test_ci_runs_the_test_command_of_the_readme() -> None:
    assert "\npython3 -m workbook 2>&1" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_stage_01_has_at_most_60_lines_of_python() -> None:
    lines = [
        line
        for path in find_stage("01").folder.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
    ]

    assert len(lines) <= 60


@pytest.mark.parametrize("path", TYPED, ids=lambda path: path.relative_to(DOCS).as_posix())
def test_prose_neither_shouts_nor_belittles(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    prose = re.sub(r"`[^`\n]+`|<!--.*?-->", "", re.sub(r"(?ms)^ *(`{3,}).*?^ *\1$", "", text))

    found = [line for line in prose.splitlines() if UNWELCOME.search(line)]

    assert [line for line in found if not line.lstrip().startswith(("!!!", "???"))] == []


def test_every_step_that_changes_the_app_serves_it() -> None:
    quiet = [
        step.name
        for stage in stages()
        if stage.number in put_off()  # in the others replay wants something run and seen
        for step in steps(stage)
        if not any(SERVES.match(line) for fence in step.blocks for line in fence.lines)
    ]

    # Stage 04 leaves the app as it is, and its steps run it in tests.
    assert [name for name in quiet if not name.startswith("04.")] == []


@pytest.mark.parametrize("stage", stages()[1:], ids=lambda stage: stage.name)
def test_each_page_of_the_app_says_to_search_engines_what_it_is(stage: Stage) -> None:
    base = (stage.folder / "taskmaster" / "templates" / "base.html").read_text(encoding="utf-8")

    assert re.search(r'<meta name="description" content="[A-Z][^"]{20,150}\.">', base)
