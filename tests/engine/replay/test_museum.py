"""How replay holds the pages of the bug museum against the tests that turn red."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.gone import ENDS, all_gone, started_by
from tests.support.tiny import Tiny, console, line_of
from tests.support.tiny_museum import BUG, RED, add_stage_04, bug_page

pytestmark = pytest.mark.skipif(os.name == "nt", reason="replay types into bash")
RIGHT = bug_page(*RED)
BLOCK = line_of(RIGHT, "```red-tests")
OTHER = "docs/bugs/nothing-doubled.md"
OTHER_PAGE = bug_page(
    "test_doubling", change="-    return 2 * number\n+    return number * number\n"
)


@pytest.fixture
def museum(tiny: Tiny) -> Tiny:
    """A tiny workbook with a bug whose page holds."""
    add_stage_04(tiny)
    assert tiny.replay("--write").status == 0
    tiny.page("# The bug museum\n\nTake care.\n", "docs/bugs/index.md")
    tiny.page(RIGHT, BUG)
    return tiny


def test_pages_that_name_what_turns_red_are_proven_and_counted(museum: Tiny) -> None:
    museum.page(OTHER_PAGE, OTHER)

    ran = museum.replay(DATABASE_URL="mine", PYTEST_ADDOPTS="--nonsense")

    assert ran.status == 0, ran.said
    assert "\nsum-off-by-one  A sum off by one  " in ran.said
    assert "stages/04-tests byte for byte; 2 bugs turn red what" in ran.said.splitlines()[-1]


@pytest.mark.parametrize("sent", ENDS)
def test_whatever_ends_replay_ends_the_tests_of_a_bug(museum: Tiny, sent: signal.Signals) -> None:
    endless = '+    __import__("os").system("sleep 997")\n     return 2 * number\n'
    museum.page(bug_page(change=endless), BUG)
    words = [sys.executable, "-m", "workbook.commands", "replay"]
    with subprocess.Popen(words, cwd=museum.root, stdout=subprocess.DEVNULL) as command:
        started = started_by(command.pid, "-m pytest", "sleep 997")
        command.send_signal(sent)

        assert all_gone(started)


AGAIN = "sum-off-by-one  A sum off by one  "


def test_a_bug_is_planted_again_when_it_or_its_stage_has_changed(museum: Tiny) -> None:
    first, same = museum.replay(), museum.replay()
    museum.edit("A sum off by one", "A sum that is off by one", BUG)
    prose = museum.replay()
    museum.edit("other + 1", "other + 2", BUG)
    other_bug = museum.replay()
    museum.edit("def double(number)", "def double(number: int)", "docs/04-tests/1-test-it.md")
    other_stage = museum.replay("--write")

    assert AGAIN in first.said
    assert AGAIN not in same.said
    assert "1 bugs are as they were when they were proven" in same.said
    assert "1 bugs are as they were" in prose.said
    assert AGAIN.replace("A sum off", "A sum that is off") in other_bug.said
    assert AGAIN.replace("A sum off", "A sum that is off") in other_stage.said


def test_what_turns_red_is_held_against_the_page_each_time(museum: Tiny) -> None:
    assert museum.replay().status == 0
    museum.page(bug_page(*RED[:1]), BUG)

    ran = museum.replay()

    assert ran.status == 1
    assert f"{BUG}:{BLOCK}: other tests turn red than this block names" in ran.said


@pytest.mark.parametrize(
    ("red", "says"),
    [
        (RED[:1], " tests/test_app.py::test_adding_zero_changes_nothing\n+tests/test_app.py::"),
        ((*RED, "test_doubling_nothing"), "\n-tests/test_app.py::test_doubling_nothing\n"),
        ((RED[0], *RED), "\n-tests/test_app.py::test_adding_zero_changes_nothing\n"),
        (RED[::-1], "\n-tests/test_app.py::test_adding_zero_changes_nothing\n"),
        ((), "\n+tests/test_app.py::test_adding_zero_changes_nothing\n+tests/test_app.py::"),
    ],
    ids=["missing", "too many", "twice", "not sorted", "none"],
)
def test_a_page_that_names_other_tests_is_refused_and_accepting_mends_it(
    museum: Tiny, red: tuple[str, ...], says: str
) -> None:
    museum.page(bug_page(*red), BUG)

    ran = museum.replay()

    assert ran.status == 1
    assert f"\n{BUG}:{BLOCK}: other tests turn red than this block names\n" in ran.said
    assert says in ran.said
    assert ran.said.endswith("To mend: nox -s replay -- --accept\n")
    assert museum.replay("--accept").said.endswith(f"wrote {BUG}\n")
    assert (museum.root / BUG).read_text() == RIGHT


def test_accepting_writes_nothing_where_the_right_tests_are_named(museum: Tiny) -> None:
    assert "nothing to write" in museum.replay("--accept").said


@pytest.mark.parametrize("arguments", [(), ("--accept",)])
@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("-    return 2 * number\n+    return number * 2\n", "no test turns red"),
        ("-    return 2 * number\n+    return 2 *\n", "with this bug, the tests do not run: "),
    ],
)
def test_a_bug_that_no_test_finds_is_refused(
    museum: Tiny, change: str, says: str, arguments: tuple[str, ...]
) -> None:
    museum.page(bug_page(change=change), BUG)

    ran = museum.replay(*arguments)

    assert ran.status == 1
    assert f"\n{BUG}:{BLOCK}: {says}" in ran.said
    assert "\nTo mend: change the bug, or write the test that finds it\n" in ran.said


def test_what_pytest_says_is_shown_when_the_tests_do_not_run(museum: Tiny) -> None:
    museum.page(bug_page(change="-    return 2 * number\n+    return 2 *\n"), BUG)

    assert "\nERROR tests/test_app.py" in museum.replay().said


def test_tests_that_do_not_end_are_stopped(museum: Tiny) -> None:
    sleep = '+    __import__("time").sleep(99)\n     return 2 * number\n'
    museum.page(bug_page(change=sleep), BUG)

    ran = museum.replay("--limit", "3")

    assert ran.status == 1
    assert f"\n{BUG}:{BLOCK}: with this bug, the tests did not end within 3 s\n" in ran.said


def test_a_change_that_does_not_fit_is_refused_with_its_line(museum: Tiny) -> None:
    museum.page(bug_page(*RED, change="-    return one - other\n+    return one\n"), BUG)

    ran = museum.replay()

    assert ran.status == 1
    assert f"\n{BUG}:4: the old side of this hunk occurs nowhere in app.py\n" in ran.said


@pytest.mark.parametrize(
    ("page", "says"),
    [
        (RIGHT.replace("diff title", "diff titel"), "3: a diff block has no option 'titel'\n"),
        (RIGHT.replace('```diff title="app.py"', "```diff"), "1: this page plants no bug\n"),
        (RIGHT.replace("red-tests", "text"), "1: this page does not name the tests that turn"),
        (bug_page(*RED, more="\n```red-tests\n```\n"), f"{BLOCK + 5}: this page has a red-tests"),
        (bug_page(*RED, more="\n" + console("$ ls")), f"{BLOCK + 5}: a page of the bug museum"),
        (bug_page(*RED, more='\n```python title="new.py"\n```\n'), f"{BLOCK + 5}: a page of the"),
        (RIGHT.replace('="app.py"', '="more.py"'), "3: there is no more.py to change yet"),
        (RIGHT.replace('="app.py"', '="../app.py"'), "3: '../app.py' cannot be a file"),
        (RIGHT.replace("red-tests", "red-tests exit=1"), f"{BLOCK}: a red-tests block has no"),
    ],
)
def test_a_page_that_is_none_of_a_bug_is_refused(museum: Tiny, page: str, says: str) -> None:
    museum.page(page, BUG)

    ran = museum.replay()

    assert ran.status == 1
    assert f"\n{BUG}:{says}" in ran.said


@pytest.mark.parametrize("block", [console("$ ls"), "```red-tests\n```\n"])
def test_the_first_page_of_the_museum_is_only_read(museum: Tiny, block: str) -> None:
    museum.page(f"# The bug museum\n\n{block}", "docs/bugs/index.md")

    ran = museum.replay()

    assert ran.status == 1
    assert "docs/bugs/index.md:3: this page is no bug, so nobody plays this block\n" in ran.said


def test_replay_stops_at_the_first_bug_that_is_not_as_its_page_says(museum: Tiny) -> None:
    for name in "abcdef":
        mark = f'+    open("{museum.root / name}", "w").close()\n'
        change = f"-    return 2 * number\n{mark}+    return number\n"
        museum.page(bug_page("test_doubling_nothing", change=change), f"docs/bugs/{name}.md")

    ran = museum.replay()

    assert f"\ndocs/bugs/a.md:{BLOCK + 1}: other tests turn red" in ran.said
    assert "docs/bugs/b.md" not in ran.said
    assert (museum.root / "b").exists()
    assert not (museum.root / "f").exists()


def test_without_an_environment_the_tests_cannot_run(museum: Tiny) -> None:
    name = '"requirements-dev.txt"'
    museum.edit(f"title={name}", 'title="other.txt"', "docs/04-tests/1-test-it.md")

    ran = museum.replay("--write")

    assert ran.status == 1
    assert "requirements-dev.txt does not exist. A stage has a requirements.txt" in ran.said


def test_without_stage_04_no_bug_is_played(tiny: Tiny) -> None:
    tiny.page(bug_page(), BUG)

    ran = tiny.replay()

    assert ran.status == 0
    assert "bug" not in ran.said


def test_up_to_a_step_no_bug_is_played(museum: Tiny, tmp_path: Path) -> None:
    museum.page(bug_page(), BUG)

    assert museum.replay("--to", "04.1", str(tmp_path / "new")).status == 0
