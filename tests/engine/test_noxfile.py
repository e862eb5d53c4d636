"""What a session says at its end, and that it does again what has changed, and no more."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import noxfile
from tests.support.gone import all_gone, started_by
from workbook.apps import environments, pythons
from workbook.apps.ports import free_port, port_is_free
from workbook.core import arguments, proofs, summary
from workbook.core.paths import ROOT
from workbook.course.stages import find_stage, stages

pytestmark = pytest.mark.pages


def typed(*words: str, **told: str) -> "subprocess.CompletedProcess[str]":
    """Type a session into a terminal, without nox."""
    return subprocess.run(
        [sys.executable, "-m", "workbook", "-s", *words],
        cwd=ROOT,
        env=os.environ | {"NO_COLOR": "1"} | told,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_session_that_refuses_says_so_in_its_own_words() -> None:
    done = typed("check", "--", "9")

    *_, words, end = done.stderr.splitlines()
    assert done.returncode == 1
    assert words.startswith("There is no exercise '9'. The exercises are: 01.")
    assert end == "nox > Session check aborted."
    assert "uv binary" not in done.stderr


@pytest.mark.parametrize("session", ["bench", "replay"])
def test_what_a_session_runs_is_printed_by_its_name_and_not_by_its_whole_path(session: str) -> None:
    if session == "replay" and os.name == "nt":
        pytest.skip("replay types into bash")

    done = typed(session, "--", "--help")

    assert f"nox > python -m workbook.commands {session} --help\n" in done.stderr
    assert str(ROOT) not in done.stderr
    assert f" -m workbook -s {session} -- [-h]" in " ".join(done.stdout.split())


@pytest.mark.parametrize("on_path", [True, False])
def test_what_is_to_be_typed_is_named_as_it_was_typed_and_is_no_longer_than_it_must(
    on_path: bool,
) -> None:
    """Some systems tell a program its whole path, whatever was typed."""
    here = Path(sys.executable)
    folders = os.environ["PATH"].split(os.pathsep)
    others = [folder for folder in folders if Path(folder) != here.parent]
    path = os.pathsep.join([*([str(here.parent)] if on_path else []), *others])
    name = "py" if os.name == "nt" else here.name if on_path else sys.executable

    done = typed("progress", "--", "nowhere", PATH=path)

    says = f"nowhere does not exist. {name} -m workbook -s start -- 01 DIR makes "
    assert says in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="signals are another thing there")
@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGHUP])
def test_whatever_ends_nox_ends_the_app(sent: signal.Signals) -> None:
    port = free_port()
    words = [sys.executable, "-m", "workbook", "-s", "run", "--", "01", "--port", str(port)]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as command:
        assert command.stdout
        assert any("Ctrl+C stops it." in line for line in command.stdout)
        started = started_by(command.pid, "flask run")
        command.send_signal(sent)

        assert all_gone(started)
    assert port_is_free(port)


@pytest.mark.parametrize("number", [each.number for each in stages()])
def test_a_folder_to_be_tested_is_named_as_the_pages_say_and_pytest_reads_none_of_its_files(
    tmp_path: Path, number: str
) -> None:
    folder = tmp_path / "somebody's copy"
    shutil.copytree(find_stage(number).folder, folder)
    for place in (folder, folder / "tests"):
        place.mkdir(exist_ok=True)
        (place / "conftest.py").write_text("raise SystemExit('read')\n")

    words = ("--collect-only", "-q", "-n", "0", "tests/acceptance/test_tasks.py")
    done = typed(f"tests-{number}", "--", *words, "--app", str(folder))

    assert done.returncode == 0, done.stdout + done.stderr
    assert "test_tasks.py::test_the_list_is_a_page_of_html" in done.stdout
    assert "read" not in done.stdout.split()


class Session:
    """A session of nox, as far as it matters to what is kept of it."""

    def __init__(self, *posargs: str, name: str = "tests-01") -> None:
        """Take what stands after --."""
        self.posargs, self.name = list(posargs), name

    def skip(self, words: str) -> None:
        """End the session, as nox does."""
        pytest.skip(words)


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


def test_the_suites_of_stages_are_run_on_the_newest_python_if_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[tuple[str, str]] = []
    monkeypatch.setattr(pythons, "newest", lambda: "python3.99")
    monkeypatch.setattr(noxfile, "environment", lambda *_, python: tmp_path / python)
    monkeypatch.setattr(
        noxfile, "tool_in", lambda _, folder, *words: ran.append((folder.name, words[2]))
    )
    session: Any = Session(name="newest")

    noxfile.newest(session)

    assert ran == [("python3.99", "--stage=04"), ("python3.99", "--stage=05")]


def test_without_a_newer_python_a_word_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pythons, "newest", lambda: "")
    session: Any = Session(name="newest")

    with pytest.raises(pytest.skip.Exception, match="no Python on this machine is newer"):
        noxfile.newest(session)
