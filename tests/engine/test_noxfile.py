"""What a session says at its end, and that it does again what has changed, and no more."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import noxfile
from workbook.apps import environments
from workbook.core import arguments, proofs, summary
from workbook.core.paths import ROOT

TYPED = "py -m workbook" if os.name == "nt" else f"{sys.executable} -m workbook"


@pytest.mark.parametrize(
    ("session", "word", "says"),
    [
        ("check", "9", "There is no exercise '9'. The exercises are: 01."),
        ("progress", "nowhere", f"nowhere does not exist. {TYPED} -s start -- 01 DIR makes "),
    ],
)
def test_a_session_that_refuses_says_so_in_its_own_words(
    session: str, word: str, says: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "workbook", "-s", session, "--", word],
        cwd=ROOT,
        env=os.environ | {"NO_COLOR": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    *_, words, end = done.stderr.splitlines()
    assert done.returncode == 1
    assert words.startswith(says)
    assert end == f"nox > Session {session} aborted."
    assert "uv binary" not in done.stderr


class Session:
    """A session of nox, as far as it matters to what is kept of it."""

    def __init__(self, *posargs: str, name: str = "tests-01") -> None:
        """Take what stands after --."""
        self.posargs, self.name = list(posargs), name


def test_what_is_set_in_a_shell_reaches_no_tool(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(noxfile, "environment", lambda session, group: tmp_path)
    for name in ("PYTEST_ADDOPTS", "PYTHONPATH", "SOMETHING_NEW", arguments.CALLED):
        monkeypatch.setenv(name, "other")
    monkeypatch.setenv("WORKBOOK_PATIENCE", "2")
    ran: dict[str, Any] = {}
    session: Any = Session()
    session.run = lambda *words, **options: ran.update(options)

    noxfile.tool(session, "all", "pytest", told={arguments.CALLED: None})

    told = ran["env"]
    assert not ran["include_outer_env"]
    assert "other" not in told.values()
    assert told["WORKBOOK_PATIENCE"] == "2"
    assert told["PATH"].startswith(str(tmp_path))


class Job:
    """What a session does: it says so, and counts how often it has."""

    def __init__(self) -> None:
        """Begin to count."""
        self.done = 0

    def __call__(self) -> None:
        """Do it, in another process too."""
        self.done += 1
        summary.add("40 stories hold")
        told = "from workbook.core import summary; summary.add('and more')"
        subprocess.run([sys.executable, "-c", told], cwd=ROOT, check=True)


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that a session depends on; its tools are pytest 9."""
    monkeypatch.setattr(noxfile, "environment", lambda session, group: tmp_path)
    monkeypatch.setattr(environments, "installed", lambda folder: "pytest-9")
    for name in (proofs.ANEW, summary.VARIABLE):  # what is said here is said to nobody
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "stage").mkdir()
    (tmp_path / "stage" / "app.py").write_text("one")
    return tmp_path / "stage"


def once(job: Job, stage: Path, *posargs: str, engine: str = "1", **told: Any) -> int:
    """Run a session once, and return how often its job was done by then."""
    session: Any = Session(*posargs, **told)
    noxfile.once(session, "acceptance", engine, stage, job=job)
    return job.done


def test_a_session_is_done_once_and_says_the_same_again(
    stage: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    job = Job()

    assert once(job, stage) == 1
    assert once(job, stage) == 1

    assert capfd.readouterr().out.splitlines() == [
        "40 stories hold",
        "and more",
        "40 stories hold (proven before)",
        "and more (proven before)",
    ]


def test_a_session_is_done_again_when_anything_that_it_depends_on_has_changed(
    stage: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = Job()
    once(job, stage)

    assert once(job, stage, engine="2") == 2
    (stage / "app.py").write_text("two")
    assert once(job, stage) == 3
    assert once(job, stage, name="tests-02") == 4
    monkeypatch.setattr(environments, "installed", lambda folder: "pytest-10")
    assert once(job, stage) == 5
    monkeypatch.setattr(noxfile, "machine", lambda: "another")
    assert once(job, stage) == 6
    assert once(job, stage) == 6


def test_a_part_of_a_session_is_always_done_and_not_kept(stage: Path) -> None:
    job = Job()

    assert [once(job, stage, "-k", "login"), once(job, stage, "-k", "login")] == [1, 2]
    assert once(job, stage) == 3
    assert once(job, stage, "-k", "login") == 4


def test_a_session_is_done_anew_if_that_is_asked_for(
    stage: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(proofs.ANEW, "")  # and so it is put back
    job = Job()
    once(job, stage)

    assert once(job, stage, "--anew") == 2


def test_a_session_that_fails_is_not_kept(stage: Path) -> None:
    job = Job()

    def fails() -> None:
        raise AssertionError("red")

    session: Any = Session()
    with pytest.raises(AssertionError):
        noxfile.once(session, "acceptance", "1", stage, job=fails)

    assert once(job, stage) == 1
