"""The check command: what it says to a learner, and that it looks again on each save."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.engine.learner.test_checking import EXERCISE, begin, state
from tests.support.gone import ENDS, all_gone, started_by
from workbook.commands import check
from workbook.core.errors import ChapterError, WorkbookError
from workbook.core.paths import ROOT
from workbook.course import outputs, written
from workbook.course.exercises import Exercise
from workbook.course.fences import fences
from workbook.learner import watching

pytestmark = pytest.mark.pages

COMMAND = "import sys; from workbook.commands import check; check.main(sys.argv[1:])"


def test_help_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        check.main(["--help"])

    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("usage: nox -s check -- [-h] [--hint [N]] [--watch]")


def test_a_save_is_noticed_and_what_belongs_to_the_machine_is_not(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (work / "instance").mkdir()
    looks = watching.saves(work)
    next(looks)
    (work / "app.py").write_text("")
    next(looks)
    (work / "instance" / "taskmaster.db").write_text("rows")
    # Not the sleep of everybody: a thread of this process, too, may be asleep between two looks.
    monkeypatch.setattr(watching, "time", SimpleNamespace(sleep=lambda _: pytest.skip("waits")))

    with pytest.raises(pytest.skip.Exception, match="waits"):
        next(looks)


@pytest.mark.skipif(os.name == "nt", reason="Ctrl+C is another thing there")
def test_watching_checks_again_on_each_save_until_it_is_done(work: Path, solved: Path) -> None:
    with watch(work) as process:
        said = read_until(process, "Watching ")
        for name in ("app.py", "templates/index.html"):
            shutil.copy(solved / name, work / name)
        said += read_until(process, "is done.")

    assert process.returncode == 0
    assert "1 of 5 hold. A hint: nox -s check -- 01.undo-delete --hint\n" in said
    assert "5 of 5 hold: 01.undo-delete is done." in said


@pytest.mark.skipif(os.name == "nt", reason="Ctrl+C is another thing there")
def test_watching_survives_an_app_that_does_not_start_and_ends_with_ctrl_c(work: Path) -> None:
    (work / "app.py").write_text("def create_app(:\n")
    before = state(work)
    with watch(work) as process:
        said = read_until(process, "Watching ")
        process.send_signal(signal.SIGINT)
        read_until(process, "Stopped.")

    assert process.returncode == 0
    assert "SyntaxError" in said
    assert state(work) == before


@pytest.mark.skipif(os.name == "nt", reason="signals are another thing there")
@pytest.mark.parametrize("sent", ENDS)
def test_whatever_ends_the_command_ends_the_check(work: Path, sent: signal.Signals) -> None:
    # It does not compute, so the check itself would wait for it for longer than is looked here.
    (work / "app.py").write_text("import time\ntime.sleep(999)\n")
    with watch(work) as process:
        started = started_by(process.pid, "-m kit ")
        process.send_signal(sent)

        assert all_gone(started)


def watch(work: Path) -> "subprocess.Popen[str]":
    """Begin to watch a copy."""
    return subprocess.Popen(
        [sys.executable, "-u", "-c", COMMAND, EXERCISE, str(work), "--watch"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


def read_until(process: "subprocess.Popen[str]", words: str) -> str:
    """Return what a command prints, up to a line with some words."""
    assert process.stdout
    said = ""
    for line in process.stdout:
        said += line
        if words in line:
            return said
    raise AssertionError(said)


def test_a_word_that_is_no_exercise_may_be_the_folder(
    work: Path, exercise: Exercise, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(WorkbookError, match="left. Next: nox -s check -- 01."):
        check.main([str(work)])

    assert f"  {exercise.name}  " in capsys.readouterr().out


def test_the_page_about_exercises_shows_what_the_command_says(
    work: Path, exercise: Exercise, capsys: pytest.CaptureFixture[str]
) -> None:
    page = ROOT / "docs" / "exercises" / "index.md"
    found = fences("docs/exercises/index.md", page.read_text("utf-8"))
    shown = [fence.lines for fence in found if len(fence.lines) > 3]

    with pytest.raises(WorkbookError) as left:
        check.main([exercise.name, str(work)])

    said = f"{capsys.readouterr().out}{left.value}".replace(str(work), "DIR")
    assert outputs.matches(shown[0], said.strip().splitlines())


def test_a_page_that_is_wrong_is_not_taken_for_a_name_that_nothing_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def tasks() -> list[written.Task]:
        raise ChapterError("docs/02-blueprints/2-a.md", 1, "another page is step 2 as well")

    monkeypatch.setattr(written, "tasks", tasks)

    with pytest.raises(ChapterError, match="another page is step 2 as well"):
        check.main(["02.removal", "nowhere"])


def test_results_are_written_whether_it_is_done_or_not(work: Path, solved: Path) -> None:
    file = work.parent / "results.csv"
    begin(work)

    with pytest.raises(WorkbookError, match="1 of 5 hold"):
        check.main([EXERCISE, str(work), "--csv", str(file)])
    assert file.read_text() == f"folder,{EXERCISE}\n{work.name},20\n"

    check.main([EXERCISE, str(solved), "--csv", str(file)])
    assert file.read_text() == f"folder,{EXERCISE}\n{solved.name},100\n"


def test_a_stage_has_a_column_for_each_of_its_exercises(work: Path) -> None:
    file = work.parent / "results.csv"
    begin(work)

    with pytest.raises(WorkbookError, match="left"):
        check.main(["01", str(work), "--csv", str(file)])

    heads, row = (line.split(",") for line in file.read_text().splitlines())
    assert heads == ["folder", "01.done-last", "01.two-apps", EXERCISE]
    assert row[-1] == "20"


def test_a_fresh_copy_has_begun_nothing_and_is_told_what_is_left(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = work.parent / "results.csv"
    (work / "README.md").write_text("Mine.")

    with pytest.raises(WorkbookError, match="1 of 5 hold"):
        check.main([EXERCISE, str(work), "--csv", str(file)])
    assert file.read_text() == f"folder,{EXERCISE}\n{work.name},\n"

    with pytest.raises(WorkbookError, match="3 of 3 left"):
        check.main(["01", str(work), "--csv", str(file)])
    assert file.read_text().splitlines()[1] == f"{work.name},,,"
    assert capsys.readouterr().out.count("not begun") == 3


@pytest.mark.parametrize("what", ["02", "02.archive"])
def test_what_was_written_before_does_not_outlive_a_refusal(work: Path, what: str) -> None:
    file = work.parent / "results.csv"
    file.write_text("last week's")

    with pytest.raises(WorkbookError, match="has not reached the end of stage 02"):
        check.main([what, str(work), "--csv", str(file)])

    heads, row = (line.split(",") for line in file.read_text().splitlines())
    assert "02.archive" in heads
    assert row == [work.name, *[""] * len(heads[1:])]
