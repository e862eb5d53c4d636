"""A test that proves nothing is refused by the check of each test that learners write."""

import shutil
from pathlib import Path

import pytest

from tests.engine.learner.test_answers import edit
from workbook.core import proofs
from workbook.core.errors import ChapterError
from workbook.course.chapters import Step, find_point
from workbook.course.stages import find_stage
from workbook.course.written import tasks_of
from workbook.history.history import history
from workbook.learner.checking import run_check
from workbook.learner.gutted_tests import gutted
from workbook.learner.written_tasks import prove_task

pytestmark = pytest.mark.pages

BEFORE = "def test_old():\n    assert 1\n"
AFTER = """import pytest


def test_old():
    assert 1


def is_new(value):
    assert value
    return True


@pytest.mark.parametrize("value", [1, 2])
def test_new(value):
    with pytest.raises(ZeroDivisionError):
        value / 0
    if value:
        assert is_new(value)
"""


def test_only_new_tests_are_gutted_each_in_three_ways() -> None:
    files = gutted(BEFORE, AFTER)

    assert [*files] == ["an empty test", "a test that asserts nothing", "a test that always fails"]
    for text in files.values():
        assert BEFORE.strip() in text
    empty, idle, red = files.values()
    assert "def test_new(value):\n    pass\n" in empty
    assert "    if value:\n        pass\n" in idle
    assert "def is_new(value):\n    pass\n    return True\n" in idle
    assert ".suppress(Exception):\n        value / 0" in idle
    assert "        assert is_new(value)\n    assert False\n" in red


@pytest.mark.parametrize("after", [BEFORE, BEFORE + "\n\ndef helper():\n    assert 0\n"])
def test_where_no_test_is_new_there_is_none_to_gut(after: str) -> None:
    assert gutted(BEFORE, after) == {}


PAGE = '''# A test

!!! write "Write it yourself: a test"

    A test in `tests/test_strip.py` says that a title loses the spaces around it.
    Ask for the check: `nox -s check -- 04.strip DIR`.

    ??? note "How it is checked"

        ```python check="04.strip"
        SPACES = ("taskmaster/tasks/forms.py", "text and text.strip()", "text")

        def passes(copy: Copy) -> None:
            """It passes on the app as it is."""
            Suite(copy, "test_strip.py").need_green(otherwise="It fails.")

        def caught(copy: Copy) -> None:
            """It fails where spaces stay."""
            Suite(copy, "test_strip.py").need_red((SPACES, "The bug is in, and all pass."))
        ```

    ??? success "A way"

        ```python title="tests/test_strip.py"
        from taskmaster.tasks.forms import strip


        def test_a_title_loses_the_spaces_around_it():
            found = strip(" Buy milk ")
            assert found == "Buy milk"
        ```

    ??? success "Another way"

        ```{.python .other title="tests/test_strip.py"}
        from taskmaster.tasks.forms import strip


        def test_spaces_go():
            assert " " not in strip("  milk  ")
        ```
'''

ASKED = '.need_red((SPACES, "The bug is in, and all pass."))'
FAULTS = {
    "an empty test": (ASKED, '.need_green(otherwise="")'),
    "a test that asserts nothing": ('"text")\n', '"1 / 0")\n'),
    "a test that always fails": (ASKED, '.run(SPACES).failed or need(0, "")'),
}


def prove(page: Path, *faults: tuple[str, str]) -> None:
    """Prove the task of the page, after some faults."""
    page.write_text(PAGE, encoding="utf-8")
    for fault in faults:
        edit(page, *fault)
    (task,) = tasks_of(Step(find_stage("04"), 10, page))
    made = history()
    prove_task(task, made.repo, made.commits[find_point("04")])


def test_a_check_that_refuses_what_proves_nothing_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proofs, "FILE", tmp_path / "proofs.sqlite")

    prove(tmp_path / "10-a-test.md")


@pytest.mark.long
@pytest.mark.parametrize("what", FAULTS)
def test_a_check_that_takes_what_proves_nothing_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr(proofs, "FILE", tmp_path / "proofs.sqlite")
    green = [('.need_green(otherwise="It fails.")', "")] if what.endswith("fails") else []

    with pytest.raises(ChapterError, match=f"the check of 04.strip takes {what}"):
        prove(tmp_path / "10-a-test.md", FAULTS[what], *green)


def test_a_learner_is_told_which_test_has_no_assert(tmp_path: Path) -> None:
    page, work = tmp_path / "10-a-test.md", tmp_path / "work"
    page.write_text(PAGE, encoding="utf-8")
    (task,) = tasks_of(Step(find_stage("04"), 10, page))
    shutil.copytree(find_stage("04").folder, work)
    test = "from taskmaster.tasks.forms import strip\n\n\ndef test_strip():\n    strip(' milk ')\n"
    (work / "tests" / "test_strip.py").write_text(test, encoding="utf-8")

    said = "\n".join(run_check(task, work).open_lines())

    assert "The bug is in, and all pass.\n         test_strip has no assert of its own." in said
