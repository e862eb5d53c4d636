"""A check runs on a copy of the learner's folder, and says in a learner's words what is wrong."""

import contextlib
import hashlib
import os
import shutil
import socket
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.others import give_away, trust
from workbook.commands import check
from workbook.core.arguments import quoted
from workbook.core.deadlines import Limits
from workbook.core.errors import WorkbookError
from workbook.core.git import git
from workbook.core.paths import ROOT
from workbook.course.exercises import Exercise, exercises
from workbook.course.stages import find_stage
from workbook.learner import attempt_results, attempts
from workbook.learner.checking import Checked, run_check

pytestmark = pytest.mark.pages

EXERCISE = "01.undo-delete"
EMPTY = 'def done(copy):\n    """It is done."""\n'
SHORT = Limits(part=1, idle=1)
LOOPS = "Stopped: no end after 1 s of computing. Is there an endless loop?"
WAITS = "Stopped: it waits for something that does not come."
LINE = "    tasks: dict[int, Task] = {}\n"


def edit(work: Path, old: str, new: str) -> None:
    """Change the one place in the app."""
    text = (work / "app.py").read_text(encoding="utf-8")
    assert text.count(old) == 1
    (work / "app.py").write_text(text.replace(old, new), encoding="utf-8")


def begin(work: Path) -> None:
    """Change a copy of stage 01 so that it behaves as before."""
    edit(work, LINE, f"{LINE}    # mine\n")


def said(checked: Checked) -> str:
    """Return what a learner reads of what does not hold."""
    return "\n".join(checked.open_lines())


def state(folder: Path) -> dict[str, str]:
    """Return each file of a folder with its bytes."""
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        for path in folder.rglob("*")
    }


def test_what_holds_and_what_does_not_is_told_apart(exercise: Exercise, work: Path) -> None:
    checked = run_check(exercise, work)

    assert not checked.passed
    assert [part.why is None for part in checked.parts] == [True, False, False, False, False]


@pytest.mark.parametrize("name", ["PYTEST_PLUGINS", "TEST_DATABASE_URL", "SOMETHING_NEW"])
def test_what_is_set_in_a_shell_reaches_no_check(
    exercise: Exercise, work: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "here")
    edit(work, LINE, f"{LINE}    import os; raise ValueError(os.environ.get({name!r}, 'none'))\n")

    assert "ValueError: none\n" in said(run_check(exercise, work, SHORT))


def test_a_check_changes_nothing_in_the_folder(exercise: Exercise, work: Path) -> None:
    before = state(work)

    run_check(exercise, work)

    assert state(work) == before


@pytest.mark.parametrize(
    ("new", "says"),
    [
        (f"{LINE}    tasks = nonsense\n", "NameError: name 'nonsense' is not defined\n"),
        (f"{LINE}    tasks = (\n", "SyntaxError: '(' was never closed\n         app.py, line 25: "),
        (f"{LINE}    raise SystemExit('bye')\n", "SystemExit: bye\n         app.py, line 25: "),
        (f"{LINE}    raise ValueError('one\\ntwo')\n", " ValueError: one\n         app.py, line "),
        (f"{LINE}    raise ValueError('one\\n[SQL: x\\n]')\n", "one\n         [SQL: x\n         "),
        (f"{LINE}    Taskk\n", "NameError: name 'Taskk' is not defined. Did you mean: 'Task'?\n"),
        (f"{LINE}    import os; os._exit(0)\n", "Your app ends the program here"),
        (f"{LINE}    import re; re.match('(a+)+$', 'a' * 64 + 'b')\n", f"{LOOPS}"),
        (f"{LINE}    while True: pass\n", f"{LOOPS}\n         app.py, line 25: while True: pass"),
        (f"{LINE}    import time; time.sleep(999)\n", f"{WAITS}\n         app.py, line 25: "),
    ],
)
def test_a_copy_that_does_not_start_is_told_with_its_own_lines(
    exercise: Exercise, work: Path, new: str, says: str
) -> None:
    edit(work, LINE, new)

    words = said(run_check(exercise, work, SHORT))

    assert says in words
    assert "kit" not in words
    assert "site-packages" not in words


@pytest.mark.parametrize("name", ["app.py", "templates/index.html"])
@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_a_file_that_is_not_utf_8_is_named(
    exercise: Exercise, work: Path, name: str, encoding: str
) -> None:
    text = (work / name).read_text(encoding="utf-8")
    (work / name).write_bytes(f"{text}{{# é #}}\n".encode(encoding))

    words = said(run_check(exercise, work))

    assert f"\n         {name} is not saved as UTF-8. Let your editor save it so.\n" in words


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("requirements.txt", "flask\n".encode("utf-16"), "line 1: this is not saved as UTF-8."),
        ("requirements.txt", b"flask\n# \xe9\n", "line 2: this is not saved as UTF-8."),
        ("requirements.txt", b"flask\n-r more.txt\n", "line 2: there is no file more.txt. Make"),
        ("requirements.txt", b"--requirement=more.txt\n", "line 1: there is no file more.txt."),
        ("requirements.txt", b"-c ../more.txt\n", "line 1: there is no file ../more.txt. Make"),
        ("requirements.txt", b"-r./requirements.txt\n", "line 1: ./requirements.txt takes in it"),
        ("requirements.txt", b'-r "my own.txt"  # mine\n', "line 1: there is no file my own.txt."),
        (".env.example", "A=b\n".encode("utf-16"), "line 1: this is not saved as UTF-8. Let y"),
    ],
)
def test_a_file_that_cannot_be_understood_is_refused_in_one_line(
    exercise: Exercise, work: Path, name: str, content: bytes, says: str
) -> None:
    if name != "requirements.txt":
        (work / "requirements.txt").write_text("# nothing\n")
    (work / name).write_bytes(content)

    with pytest.raises(WorkbookError) as refused:
        attempts.try_exercise(exercise, work)

    assert str(refused.value).startswith(f"{work / name}, {says}")
    assert "\n" not in str(refused.value)


@pytest.mark.skipif(os.name == "nt", reason="there are no such files")
def test_what_programs_listen_on_is_left_out(exercise: Exercise, work: Path) -> None:
    os.mkfifo(work / "pipe")
    with socket.socket(socket.AF_UNIX) as listener, contextlib.chdir(work):
        listener.bind("app.sock")

    assert len(run_check(exercise, work).parts) == 5


def test_an_endless_loop_is_stopped_and_its_line_is_named(exercise: Exercise, work: Path) -> None:
    edit(
        work,
        "        tasks.pop(find(task_id).id, None)\n",
        "        while True:\n            pass\n",
    )

    checked = run_check(exercise, work, SHORT)

    assert "Is there an endless loop?\n         app.py, line 5" in said(checked)
    assert checked.parts[1].why == "Not looked at: the check was stopped before it came here."


def test_a_check_that_lies_in_the_copy_is_not_the_one_that_is_run(
    exercise: Exercise, work: Path
) -> None:
    for name in ("check.py", "kit.py", "bs4.py", "json.py"):
        (work / name).write_text("raise SystemExit(0)\n")

    assert "no button called 'Undo'" in said(run_check(exercise, work))


@pytest.mark.parametrize("fault", ["changed", "deleted"])
def test_a_check_that_was_changed_or_deleted_is_taken_from_the_last_commit(
    exercise: Exercise, work: Path, tmp_path: Path, fault: str, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook = committed_workbook(exercise, tmp_path / "workbook")
    assert not run_check(workbook, work, committed=True).passed
    assert capsys.readouterr().out == ""
    workbook.check.write_text(EMPTY)
    if fault == "deleted":
        workbook.check.unlink()

    checked = run_check(workbook, work, committed=True)

    assert len(checked.parts) == 5
    said = "exercises/01-undo-delete was changed in this workbook, so the last commit's is used.\n"
    assert capsys.readouterr().out == said


def test_a_check_that_nobody_has_is_said_to_be_missing(
    exercise: Exercise, work: Path, tmp_path: Path
) -> None:
    workbook = replace(exercise, root=tmp_path)

    with pytest.raises(WorkbookError, match="exercises/01-undo-delete/check.py is missing from"):
        run_check(workbook, work, committed=True)


def test_a_check_that_git_may_not_compare_is_not_taken_for_unchanged(
    exercise: Exercise, work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook = committed_workbook(exercise, tmp_path / "workbook")
    workbook.check.write_text(EMPTY)
    give_away(workbook.root, tmp_path, monkeypatch)

    with pytest.raises(WorkbookError, match="belongs to another user, so git does not look"):
        run_check(workbook, work, committed=True)


@pytest.mark.parametrize("begun", ["git init", "another commit"])
def test_a_check_that_is_being_written_is_the_one_that_is_run(
    exercise: Exercise, work: Path, tmp_path: Path, begun: str
) -> None:
    workbook = committed_workbook(exercise, tmp_path / "workbook")
    workbook.check.write_text(EMPTY)
    shutil.rmtree(workbook.root / ".git")
    git(workbook.root, "init", "--quiet")
    if begun == "another commit":
        git(workbook.root, "commit", "--quiet", "--allow-empty", "-m", "Begin")

    assert run_check(workbook, work, committed=True).passed


def committed_workbook(exercise: Exercise, root: Path) -> Exercise:
    """Make a workbook that has an exercise, all of it committed."""
    shutil.copytree(exercise.folder, root / "exercises" / exercise.folder.name)
    shutil.copytree(exercise.folder.parent / "kit", root / "exercises" / "kit")
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "-m", "Begin")
    return replace(exercise, root=root)


def test_a_package_that_is_missing_from_the_requirements_is_missed(
    exercise: Exercise, work: Path
) -> None:
    edit(work, "from itertools import count\n", "from itertools import count\n\nimport markdown\n")

    words = said(run_check(exercise, work))

    assert "ModuleNotFoundError: No module named 'markdown'\n         app.py, line " in words


def test_an_exercise_is_looked_for_on_the_branch_of_its_name(
    exercise: Exercise, solved: Path
) -> None:
    git(solved, "switch", "--quiet", "-c", EXERCISE)
    git(solved, "commit", "--quiet", "--all", "-m", "Undo a delete")
    git(solved, "switch", "--quiet", "-")
    before = state(solved)

    assert not run_check(exercise, solved).passed
    assert attempts.try_exercise(exercise, solved).passed
    assert attempts.overlooked(exercise, solved) == ""
    assert state(solved) == before


def test_a_branch_that_git_may_not_look_for_is_not_taken_for_none(
    exercise: Exercise, solved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(solved, "switch", "--quiet", "-c", EXERCISE)
    git(solved, "commit", "--quiet", "--all", "-m", "Undo a delete")
    git(solved, "switch", "--quiet", "-")
    give_away(solved, tmp_path, monkeypatch)

    for ask in (attempts.try_exercise, attempts.is_begun):
        with pytest.raises(WorkbookError, match="belongs to another user, so git does not look"):
            ask(exercise, solved)
    with pytest.raises(WorkbookError, match="belongs to another user, so git does not look"):
        attempt_results.try_all(solved)

    trust(solved, tmp_path, monkeypatch)
    assert attempts.try_exercise(exercise, solved).passed


def test_a_branch_that_is_damaged_is_not_taken_for_none(exercise: Exercise, solved: Path) -> None:
    (solved / ".git" / "refs" / "heads" / EXERCISE).touch()

    with pytest.raises(WorkbookError, match="ignoring broken ref refs/heads/01.undo-delete"):
        attempts.try_exercise(exercise, solved)


def test_what_stands_uncommitted_on_another_branch_is_said_to_be_overlooked(
    solved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(solved, "stash", "--quiet")
    git(solved, "branch", EXERCISE)
    git(solved, "stash", "pop", "--quiet")
    before = state(solved)

    with pytest.raises(WorkbookError, match="^1 of 5 hold"):
        check.main([EXERCISE, str(solved)])

    said = capsys.readouterr().out
    assert "\nYour folder is on main and has changes that are not committed; they are not l" in said
    assert f"\nThis takes them along: git switch {EXERCISE}\n" in said
    assert state(solved) == before


def test_all_of_a_stage_are_told_in_a_line_each(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    begin(work)
    count = len([each for each in exercises() if each.stage.number == "01"])

    with pytest.raises(WorkbookError, match=rf"{count} of {count} left. Next: nox -s ch") as left:
        check.main([str(work)])

    assert str(left.value).endswith(f" -- 01.done-last {quoted(work)}")

    assert "  01.undo-delete        1 of 5 hold   Undo a delete\n" in capsys.readouterr().out


def test_an_exercise_that_is_done_is_said_to_be(
    solved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check.main(["undo-delete", str(solved)])

    assert "5 of 5 hold: 01.undo-delete is done." in capsys.readouterr().out


def test_hints_open_one_at_a_time_and_name_the_next(capsys: pytest.CaptureFixture[str]) -> None:
    check.main(["--hint", EXERCISE])
    first = capsys.readouterr().out
    check.main([EXERCISE, "--hint", "3"])
    last = capsys.readouterr().out

    assert first.endswith("The next one: nox -s check -- 01.undo-delete --hint 2\n")
    assert "Hint 2" not in first
    assert ": docs/exercises/solutions/01-undo-delete.md (on the site: Exercises, 01.und" in last


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["nonsense"], "There is no exercise 'nonsense'. The exercises are: 01."),
        (["9", "nowhere"], ". The stages are: 01-minimal, "),
        ([EXERCISE, str(ROOT)], " is the workbook itself; name your own folder. nox -s start"),
        ([EXERCISE, "nowhere"], "nowhere does not exist. nox -s start -- "),
        ([EXERCISE, __file__], "test_checking.py is a file. nox -s start -- "),
        ([EXERCISE, str(Path(__file__).parent)], " is no copy of Task Master: "),
        ([EXERCISE, str(find_stage("02").folder)], "is at stage 02-blueprints, past stage 01-min"),
        (["01", "--hint"], "Name one exercise for that, of these: 01."),
        ([EXERCISE, "--hint", "4"], "has 3 hints: --hint 1, --hint 2 and --hint 3."),
    ],
)
def test_what_cannot_be_checked_is_refused_in_one_line(words: list[str], says: str) -> None:
    with pytest.raises(WorkbookError) as refused:
        check.main(words)

    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_copy_that_has_not_come_so_far_is_refused(work: Path) -> None:
    (work / "static" / "style.css").unlink()

    with pytest.raises(WorkbookError, match="has not reached the end of stage 01-minimal: it has"):
        check.main([EXERCISE, str(work)])
