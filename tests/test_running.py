"""What the run and start commands do, and what they say of a mistake."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tiny import Tiny, assert_one_line_says_that_git_is_missing, commits_of
from workbook.git import git
from workbook.serving import HOST, port_is_free
from workbook.shell import free_port


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that something listens on."""
    with socket.create_server((HOST, 0)) as listening:
        yield listening.getsockname()[1]


def test_a_copy_is_a_repo_with_one_clean_commit(tiny: Tiny, tmp_path: Path) -> None:
    folder = tmp_path / "mein Übungs ordner" / "copy"
    tiny.page("*.log\n", "stages/01-tiny/.gitignore")
    tiny.page("x", "stages/01-tiny/run.log")

    ran = tiny.command("start_copy", "1", str(folder))

    assert ran.status == 0, ran.said
    assert f"{folder} is your copy of stage 01-tiny, with one commit." in ran.said
    assert (folder / "greeting.txt").read_text() == "hello\neverybody\nhello\n"
    assert not (folder / "run.log").exists()
    assert git(folder, "status", "--porcelain") == ""
    assert len(commits_of(folder)) == 1


@pytest.mark.parametrize("folder", ["full", "full/mine.txt"])
def test_a_copy_never_overwrites(tiny: Tiny, folder: str) -> None:
    tiny.page("mine", "full/mine.txt")

    ran = tiny.command("start_copy", "01", folder)

    assert ran.status == 1
    assert "Name a new or an empty folder" in ran.said
    assert ran.said.strip().count("\n") == 0
    assert (tiny.root / "full/mine.txt").read_text() == "mine"
    assert [path.name for path in (tiny.root / "full").iterdir()] == ["mine.txt"]


def test_a_copy_that_cannot_be_made_is_refused(tiny: Tiny) -> None:
    tiny.page("mine", "mine.txt")

    ran = tiny.command("start_copy", "01", "mine.txt/copy")

    assert ran.status == 1
    assert ran.said.startswith("mine.txt/copy cannot be made: ")


@pytest.mark.parametrize("arguments", [("start_copy", "7", "new"), ("run", "7")])
def test_an_unknown_stage_is_one_line_that_lists_the_stages(
    tiny: Tiny, arguments: tuple[str, ...]
) -> None:
    ran = tiny.command(*arguments)

    assert ran.status == 1
    assert ran.said == "There is no stage '7'. The stages are: 01-tiny.\n"
    assert not (tiny.root / "new").exists()


def test_without_git_one_line_says_so(tiny: Tiny, tmp_path: Path) -> None:
    ran = tiny.command("start_copy", "01", "new", PATH=str(tmp_path))

    assert_one_line_says_that_git_is_missing(ran)


def test_a_chapter_without_a_snapshot_is_said_to_have_none(tiny: Tiny) -> None:
    tiny.page("# More\n", "docs/02-more/1-more.md")

    ran = tiny.command("start_copy", "02", "new")

    assert ran.status == 1
    assert ran.said.startswith("stages/02-more does not exist.\nTo mend: ")


@pytest.mark.parametrize(("port", "says"), [("0", "0 is no port."), ("65536", "65536 is no port.")])
def test_a_number_that_is_no_port_is_refused(tiny: Tiny, port: str, says: str) -> None:
    ran = tiny.command("run", "01", "--port", port)

    assert ran.status == 1
    assert ran.said.startswith(says)


def test_a_port_in_use_is_refused(tiny: Tiny, taken: int) -> None:
    ran = tiny.command("run", "01", "--port", str(taken))

    assert ran.status == 1
    assert ran.said == f"Port {taken} is in use. Leave --port out to get a free one.\n"


def test_a_port_is_free_until_something_listens_on_it(taken: int) -> None:
    assert port_is_free(free_port())
    assert not port_is_free(taken)
