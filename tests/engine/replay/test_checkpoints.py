"""At a checkpoint the app is clicked through, and what does not hold there is refused."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.engine.course.test_blocks import only
from tests.support.tiny import PAGE, Tiny, console
from tests.support.tiny_pages import REASON
from workbook.apps.kit import KIT
from workbook.core.errors import ChapterError
from workbook.course.stages import find_stage
from workbook.replay import checkpoints
from workbook.replay.checkpoints import hold_checkpoint

SERVED = only(console("$ flask run", " * Running on http://127.0.0.1:5000"))


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """A learner's folder at the end of stage 01."""
    return Path(shutil.copytree(find_stage("01").folder, tmp_path / "app"))


@pytest.fixture(autouse=True)
def nothing_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoints, "held", set())


def test_an_app_that_works_holds_and_is_left_as_it_was(app: Path) -> None:
    before = sorted(app.rglob("*"))

    hold_checkpoint(SERVED, app)

    assert sorted(app.rglob("*")) == before


def test_an_app_that_remembers_and_asks_for_a_name_holds(tmp_path: Path) -> None:
    hold_checkpoint(SERVED, Path(shutil.copytree(find_stage("03").folder, tmp_path / "app")))


def test_an_app_with_a_database_holds_whatever_its_own_has_and_however_its_migrations_are(
    tmp_path: Path,
) -> None:
    app = Path(shutil.copytree(find_stage("03").folder, tmp_path / "app"))
    (app / "migrations" / "versions" / "0001_users_and_tasks.py").write_text("1 / 0")
    (app / "instance").mkdir()
    (app / "instance" / "taskmaster.db").write_bytes(b"")
    before = sorted(app.rglob("*"))

    hold_checkpoint(SERVED, app)

    assert sorted(app.rglob("*")) == before
    assert (app / "instance" / "taskmaster.db").read_bytes() == b""


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("app.py", "def create_app", "1 / 0\n\n\ndef create_app", "does not start:\nZeroDivision"),
        ("app.py", "def create_app", "def create", "app has no create_app any more."),
        ("app.py", "task.done = not", "tusk.done = not", "POST /tasks/1/toggle raises an error"),
        ("app.py", 'post("/tasks/<int:task_id>/toggle', 'post("/t/<int:task_id>', None),
        ("templates/index.html", "url_for('delete_task', task_id=task.id)", "'/gone'", "/gone"),
        ("templates/index.html", "<h1>", '<a href="/gone">x</a><h1>', "links to /gone, which ans"),
        ("templates/index.html", "{{ task.title }}", "{{ task.title.x.y }}", "GET / raises an"),
    ],
)
def test_an_app_that_is_left_half_changed_is_refused(
    app: Path, file: str, old: str, new: str, says: str | None
) -> None:
    path = app / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    if says is None:  # the paths are the app's own affair
        hold_checkpoint(SERVED, app)
        return
    with pytest.raises(ChapterError) as refused:
        hold_checkpoint(SERVED, app)

    assert "page.md:1: at this point the app does not hold" in str(refused.value)
    assert says in str(refused.value)


def test_an_app_is_clicked_through_once_until_something_of_it_changes(
    app: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []

    def run(words: list[str], **_: object) -> "subprocess.CompletedProcess[str]":
        started.append(words)
        return subprocess.CompletedProcess(words, 0, "", "")

    monkeypatch.setattr(checkpoints, "run", run)
    (app / "tests").mkdir()
    counts = []
    for path in ("", "tests/test_it.py", ".env.example", "app.py", "templates/index.html"):
        if path:
            (app / path).write_text("A=1\n" if path == ".env.example" else path)
        hold_checkpoint(SERVED, app)
        counts.append(len(started))

    assert counts == [1, 1, 2, 3, 4]


def test_an_app_that_does_not_hold_is_not_taken_for_one_that_does(app: Path) -> None:
    (app / "app.py").write_text("broken(")

    for _ in range(2):
        with pytest.raises(ChapterError):
            hold_checkpoint(SERVED, app)


@pytest.mark.parametrize(
    "block", [console("$ git status", "clean"), '```python title="a.py"\nx\n```\n']
)
def test_what_is_no_checkpoint_asks_nothing_of_the_app(app: Path, block: str) -> None:
    (app / "app.py").write_text("broken(")

    hold_checkpoint(only(block), app)


@pytest.mark.skipif(os.name == "nt", reason="replay types into bash")
def test_replay_refuses_a_page_that_leaves_the_app_half_changed(tiny: Tiny) -> None:
    tiny.page("", "docs/pace.toml")
    shutil.copytree(KIT, tiny.root / "exercises" / "kit")
    packages = (find_stage("01").folder / "requirements.txt").read_text(encoding="utf-8")
    top = f"{REASON}# Begin\n\n*5 minutes, 11 lines to type*\n\n**New here:** nothing.\n\n"
    files = f'```text title="requirements.txt"\n{packages}```\n\n'
    files += '```python title="app.py"\nbroken(\n```\n\n'
    begin = console("$ git init --quiet --initial-branch=main")
    tiny.page(top + begin + "\n" + files + console("$ echo seen", "seen"))

    ran = tiny.replay()

    assert ran.status == 1
    line = tiny.line_of("```console", PAGE)
    assert f"{PAGE}:{line}: at this point the app does not hold" in ran.said
    assert "SyntaxError" in ran.said
