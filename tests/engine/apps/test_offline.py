"""A kit is the workbook as committed, its site and its wheels; from it, no network is asked."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from workbook import __main__ as entrance
from workbook.apps import offline
from workbook.apps.offline import make_kit
from workbook.apps.wheels import PYTHONS, SYSTEMS
from workbook.core.errors import WorkbookError
from workbook.core.git import git
from workbook.core.paths import ROOT

HERE = f"{sys.version_info.major}.{sys.version_info.minor}"
WITHOUT = ("bwrap", "--dev-bind", "/", "/", "--unshare-net", "--")  # loopback is all there is


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workbook of two files with a built site, from which kits are made; nothing is fetched."""
    book = tmp_path / "book"
    for name in ("workbook/__main__.py", "site/index.html"):
        (book / name).parent.mkdir(parents=True)
        (book / name).write_text(name)
    (book / ".gitignore").write_text("/site/\n/wheels/\n")
    git(book, "init", "--quiet")
    commit(book)
    monkeypatch.setattr(offline, "ROOT", book)
    monkeypatch.setattr(offline, "fetch", lambda folder, system, python: 7)
    return book


def commit(book: Path) -> None:
    """Commit all that is there."""
    git(book, "add", ".")
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    git(book, *who, "commit", "--quiet", "--message=A change")


def made(folder: Path) -> list[str]:
    """Make a kit for two machines, and return what is said."""
    said: list[str] = []
    make_kit(folder, SYSTEMS[:1], PYTHONS[:2], said.append)
    return said


def test_a_kit_has_the_workbook_and_the_site_and_says_what_it_fetched(
    book: Path, tmp_path: Path
) -> None:
    said = made(tmp_path / "kit")

    assert (tmp_path / "kit/workbook/__main__.py").read_text() == "workbook/__main__.py"
    assert (tmp_path / "kit/site/index.html").is_file()
    assert said[2:4] == [
        f"Linux on x86_64, Python {each}: 7 wheels; 0 MB so far" for each in PYTHONS[:2]
    ]
    assert said[-1].startswith("in all: ")


def test_a_kit_that_was_begun_is_gone_on_with_and_brought_up_to_date(
    book: Path, tmp_path: Path
) -> None:
    made(tmp_path / "kit")
    (tmp_path / "kit/wheels/a.whl").write_text("kept")
    (book / "workbook/__main__.py").write_text("new")
    commit(book)

    made(tmp_path / "kit")

    assert (tmp_path / "kit/workbook/__main__.py").read_text() == "new"
    assert (tmp_path / "kit/wheels/a.whl").is_file()


def test_a_folder_of_somebody_is_left_alone(book: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/notes.txt").write_text("mine")

    with pytest.raises(WorkbookError, match="is not empty"):
        made(tmp_path / "mine")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["notes.txt"]


def test_a_site_that_is_not_built_yet_is_asked_for(book: Path, tmp_path: Path) -> None:
    shutil.rmtree(book / "site")

    with pytest.raises(WorkbookError, match="First: nox -s site"):
        made(tmp_path / "kit")
    assert not (tmp_path / "kit").exists()


def test_each_machine_that_lacks_a_wheel_is_told_in_the_end(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(folder: Path, system: object, python: str) -> int:
        raise WorkbookError(f"{python}: there is no wheel of odd")

    monkeypatch.setattr(offline, "fetch", none)

    with pytest.raises(WorkbookError) as error:
        made(tmp_path / "kit")
    assert all(f"{each}: there is no wheel of odd" in str(error.value) for each in PYTHONS[:2])


def test_a_kit_asks_no_index_and_any_other_clone_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entrance, "ROOT", str(tmp_path))
    monkeypatch.setattr(os, "environ", dict(os.environ))
    for name in ("PIP_NO_INDEX", "UV_NO_INDEX"):
        os.environ.pop(name, None)

    entrance.stay_offline()
    assert "PIP_NO_INDEX" not in os.environ
    (tmp_path / "wheels").mkdir()
    entrance.stay_offline()

    assert os.environ["PIP_NO_INDEX"] == os.environ["UV_NO_INDEX"] == "1"
    assert os.environ["PIP_FIND_LINKS"] == os.environ["UV_FIND_LINKS"] == str(tmp_path / "wheels")


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("bwrap"), reason="takes the network away")
@pytest.mark.skipif(not (ROOT / "site" / "index.html").is_file(), reason="takes along a built site")
def test_a_kit_sets_itself_up_and_tests_stage_01_with_no_network(tmp_path: Path) -> None:
    make_kit(tmp_path / "kit", SYSTEMS[:1], [HERE], print)
    shutil.copytree(tmp_path / "kit", tmp_path / "machine")  # as a learner does
    (tmp_path / "home").mkdir()
    told = {"HOME": str(tmp_path / "home"), "PATH": os.environ["PATH"]}  # no cache is known

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [*WITHOUT, sys.executable, *words]
        return subprocess.run(
            command, cwd=tmp_path / "machine", env=told, capture_output=True, text=True
        )

    asks = "import urllib.request; urllib.request.urlopen('https://example.org', timeout=5)"
    assert run("-c", asks).returncode, "there is a network"
    done = run("-m", "workbook", "-s", "tests-01")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "stories of the HTTP contract hold" in done.stdout
