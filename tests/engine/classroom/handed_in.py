"""What a class hands in: right and half, broken, hostile, and packed in every way."""

import shutil
import zipfile
from pathlib import Path

from tests.engine.learner.test_judging import REPORT
from workbook.core.git import git
from workbook.core.paths import ROOT
from workbook.course.chapters import all_steps, find_step
from workbook.course.stages import find_stage, stages
from workbook.learner.starting import leave_copy

REAL_HOME, FORGED = Path.home(), "forged"  # a test has a home of its own
SECRET = "SECRET_OF_WHOEVER_JUDGES"
LINE = "    tasks: dict[int, Task] = {}\n"
TRIED = """\
import os
from pathlib import Path

for place in {places!r}:
    try:
        Path(place).write_text("forged")
    except OSError:
        pass
"""
OUT = "import socket\n\nsocket.create_connection(('192.0.2.1', 80), 5)\n"


def hand_in(to: Path, solved: Path) -> None:
    """Make what a class hands in.

    Args:
        to: a new folder.
        solved: a copy of stage 01 in which the exercise 01.undo-delete is done.
    """
    stage = find_stage("01").folder
    to.mkdir()
    for each in stages()[1:]:
        shutil.copytree(each.folder, to / f"stage-{each.number}")
    for name in ("perfect", "missing-file", "link-out", "too-large", "crlf", "utf-16", "packed"):
        shutil.copytree(stage, to / name)
    _forge(to)
    shutil.copytree(solved, to / "solved")
    _on_a_branch(to / "solved", to / "other-branch")
    (to / "missing-file" / "templates" / "index.html").unlink()
    (to / "link-out" / "static" / "style.css").unlink()
    (to / "link-out" / "static" / "style.css").symlink_to("/etc/passwd")
    with (to / "too-large" / "video.mp4").open("wb") as file:
        file.truncate(700_000_000)
    for file_ in (to / "crlf").rglob("*.*"):
        file_.write_bytes(file_.read_bytes().replace(b"\n", b"\r\n"))
    app = to / "utf-16" / "app.py"
    app.write_bytes(app.read_text("utf-8").encode("utf-16"))
    leave_copy(find_step("01.4"), to / "half")
    _rename(to / "renamed")
    _empty_commits(to / "empty-commits")
    git(to, "clone", "--quiet", "--bare", str(to / "half"), str(to / "clone.git"))
    git(to / "half", "bundle", "create", "--quiet", str(to / "bundled.bundle"), "main")
    _pack(to)
    (to / "roster.csv").write_text("name\nperfect\nAda Lovelace\n")


def _forge(to: Path) -> None:
    """Make copies whose code does what it should not."""
    checks = ROOT / "exercises" / "01-undo-delete" / "check.py"
    homes = [str(home / FORGED) for home in (REAL_HOME, Path.home(), to / "perfect")]
    code = {
        "syntax": LINE.replace("{}", "("),
        "loop": f"{LINE}    while True: pass\n",
        "fork-bomb": f"{LINE}    import os\n    while True: os.fork()\n",
        "memory-hog": f"{LINE}    tasks = bytearray(8 << 30)\n",
        "environment": f"{LINE}    import os; raise ValueError(os.environ.get('{SECRET}'))\n",
    }
    begins = {
        "writes-home": TRIED.format(places=[*homes, "../check/check.py"]),
        "edits-checks": TRIED.format(places=[str(checks)]),
        "forged-report": REPORT,
        "port-outside": OUT,
    }
    for name in (*code, *begins):
        shutil.copytree(find_stage("01").folder, to / name)
        app = to / name / "app.py"
        text = app.read_text("utf-8").replace(LINE, code.get(name, LINE))
        app.write_text(begins.get(name, "") + text, encoding="utf-8")


def _on_a_branch(solved: Path, to: Path) -> None:
    shutil.copytree(solved, to)
    git(to, "switch", "--quiet", "--create", "01.undo-delete")
    git(to, "commit", "--quiet", "--all", "-m", "Undo a delete")
    git(to, "switch", "--quiet", "-")


def _rename(to: Path) -> None:
    shutil.copytree(find_stage("02").folder, to)
    (to / "taskmaster").rename(to / "todo")


def _empty_commits(to: Path) -> None:
    leave_copy(find_step("01.2"), to)
    for step in all_steps()[2:60]:
        git(to, "commit", "--quiet", "--allow-empty", "-m", step.heading)


def _pack(to: Path) -> None:
    """Pack a copy into a zip, in folders, and that into another one."""
    inner = to / "inner.zip"
    with zipfile.ZipFile(inner, "w") as archive:
        for file in (path for path in (to / "packed").rglob("*") if path.is_file()):
            archive.write(file, Path("my homework", "final") / file.relative_to(to / "packed"))
    with zipfile.ZipFile(to / "zip-in-zip.zip", "w") as archive:
        archive.write(inner, "inner.zip")
    inner.unlink()
    shutil.rmtree(to / "packed")
