"""Each side of the proof of a task in a step has a fault planted, and sees it."""

import shutil
from pathlib import Path

import pytest

from tests.engine.learner.test_answers import edit
from workbook.commands import check
from workbook.core import proofs
from workbook.core.errors import ChapterError, WorkbookError
from workbook.course import written
from workbook.course.chapters import Step, find_point
from workbook.course.stages import find_stage
from workbook.course.written import Task, find_task, tasks, tasks_of
from workbook.history.history import history
from workbook.learner import copies, written_tasks
from workbook.learner.written_tasks import prove_task

pytestmark = pytest.mark.pages

PAGE = '''# A footer

!!! write "Write it yourself: a footer"

    The page says *Made with Flask*. Ask for the check: `nox -s check -- 01.footer DIR`.

    ??? note "How it is checked"

        ```python check="01.footer"
        def says_what_it_is_made_with(copy: Copy) -> None:
            """The page says what it is made with."""
            page = copy.browser().open("/")
            need(page.shows("Made with Flask"), "The page does not say it.")
        ```

    ??? success "A way"

        ```diff title="templates/index.html"
             <h1>Task Master</h1>
        +    <p>Made with Flask</p>
        ```

    ??? success "Another way"

        ```{.diff .other title="templates/index.html"}
           <main>
        +    <b>Made with Flask</b>
        ```
'''


def of(folder: Path) -> Task:
    """Return the one task of a page."""
    page = folder / "6-a-footer.md"
    if not page.exists():
        page.write_text(PAGE, encoding="utf-8")
    (task,) = tasks_of(Step(find_stage("01"), 6, page))
    return task


def prove(task: Task) -> None:
    made = history()
    prove_task(task, made.repo, made.commits[find_point("01")])


def test_a_task_that_holds_is_proven_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proofs, "FILE", tmp_path / "proofs.sqlite")
    prove(of(tmp_path))
    monkeypatch.setattr(written_tasks, "check_task", None)

    prove(of(tmp_path))

    edit(tmp_path / "6-a-footer.md", "+    <p>Made", "+    <p>So: Made")
    with pytest.raises(TypeError):
        prove(of(tmp_path))


def test_what_a_page_installs_before_its_task_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proofs, "FILE", tmp_path / "proofs.sqlite")
    of(tmp_path)
    install = "```console\n$ python -m pip install -r requirements.txt\n...\n```\n\n!!! write"
    edit(tmp_path / "6-a-footer.md", "!!! write", install)

    prove(of(tmp_path))


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ('"Made with Flask")', '"Task Master")', 9, "passes before anything is written"),
        ("+    <p>Made", "+    <p>made", 18, "The page does not say it."),
        ("+    <b>Made", "+    <b>made", 25, "The page does not say it."),
        ('open("/")', 'open("/")\n            1 / 0', 9, "ZeroDivisionError"),
        (
            ' .other title="templates/index.html"',
            ' .other title="b"',
            25,
            "there is no b to change",
        ),
        ("nox -s check", "nox", 9, "does not say how to ask for the check of 01.footer"),
        ('check="01.footer"', 'check="02.footer"', 9, "'02.footer' is no name of a task"),
        ('```python check="01.footer"', "```python", 9, "has 0 checks, and needs one"),
    ],
)
def test_a_task_that_does_not_hold_is_refused(
    tmp_path: Path, old: str, new: str, line: int, says: str
) -> None:
    of(tmp_path)
    edit(tmp_path / "6-a-footer.md", old, new)

    with pytest.raises(ChapterError) as refused:
        prove(of(tmp_path))

    assert f":{line}: " in str(refused.value)
    assert says in str(refused.value)


def test_a_task_needs_another_way(tmp_path: Path) -> None:
    of(tmp_path)
    edit(tmp_path / "6-a-footer.md", PAGE[PAGE.index('    ??? success "Another') :], "")

    with pytest.raises(ChapterError, match=r"01\.footer has no other way"):
        prove(of(tmp_path))


def test_a_task_is_proven_as_learners_ask_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(copies.MARKS, "02", ("app.py", "wsgi.py"))

    with pytest.raises(WorkbookError, match=r"at stage 02-blueprints, and 01\.footer is"):
        prove(of(tmp_path))


def test_a_learner_asks_for_the_check_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(written, "tasks", lambda: [of(tmp_path)])
    work = tmp_path / "work"
    shutil.copytree(find_stage("01").folder, work)
    words = ["01.footer", str(work)]

    with pytest.raises(WorkbookError, match=r"0 of 1 hold\. A way stands folded on the page of"):
        check.main(words)
    edit(work / "templates" / "index.html", "<h1>Task Master", "<p>Made with Flask</p><h1>T")
    check.main(words)

    said = capsys.readouterr().out
    assert "not yet  The page says what it is made with.\n           The page does not say" in said
    assert "1 of 1 hold: 01.footer is done. Compare yours with the page's" in said
    with pytest.raises(WorkbookError, match="01.footer has no hints"):
        check.main(["01.footer", "--hint"])
    shutil.rmtree(work)
    shutil.copytree(find_stage("02").folder, work)
    with pytest.raises(
        WorkbookError, match="is at stage 02-blueprints, and 01.footer is written at step"
    ):
        check.main(words)


def test_a_task_that_is_not_there_is_refused() -> None:
    with pytest.raises(WorkbookError, match="No step asks you to write '02.nothing'"):
        find_task("02.nothing")


def test_each_task_has_a_name_and_a_title_of_its_own() -> None:
    named = [(task.name, task.title) for task in tasks()]

    assert len({name for name, _ in named}) == len(named)
