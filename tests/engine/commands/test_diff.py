"""What the diff and history commands show, and what they say of a mistake."""

import os
from pathlib import Path

import pytest

from tests.support.tiny import (
    STREAM,
    Tiny,
    assert_one_line_says_that_git_is_missing,
    commits_of,
    console,
)
from tests.support.tiny_pages import HISTORY
from workbook.core.git import git

pytestmark = pytest.mark.skipif(os.name == "nt", reason="replay types into bash")


def diff(tiny: Tiny, *arguments: str) -> str:
    """Return what the command prints where nobody pages it."""
    ran = tiny.command("diff", *arguments, GIT_PAGER="cat")
    assert ran.status == 0, ran.said
    return ran.said


def refused(tiny: Tiny, *arguments: str) -> str:
    """Return what the command says of a mistake."""
    ran = tiny.command("diff", *arguments)
    assert ran.status == 1
    return ran.said


@pytest.mark.parametrize("pair", [("1", "2"), ("01-tiny", "02-moved"), ("01.1", "2.1")])
def test_the_diff_of_two_points_shows_a_rename(moved: Tiny, pair: tuple[str, str]) -> None:
    said = diff(moved, *pair)

    assert "rename from greeting.txt\nrename to words.txt\n" in said
    assert said.endswith("-hello\n+goodbye\n")


def test_a_git_of_elsewhere_does_not_lead_astray(moved: Tiny) -> None:
    ran = moved.command("diff", "1", "2", GIT_DIR="x", GIT_PAGER="cat")

    assert "rename from greeting.txt" in ran.said


@pytest.mark.parametrize("words", [("--stat", "01", "02"), ("01", "02", "--stat", "words.txt")])
def test_the_diff_can_be_a_summary(moved: Tiny, words: tuple[str, ...]) -> None:
    assert " greeting.txt => words.txt | 2 +-" in diff(moved, *words)


@pytest.mark.parametrize("path", ["greeting.txt", "words.txt", "./words.txt", "."])
def test_a_file_that_moved_is_followed_from_either_name(moved: Tiny, path: str) -> None:
    assert "rename from greeting.txt\nrename to words.txt\n" in diff(moved, "01", "02", path)


def test_a_folder_shows_only_what_is_in_it(tiny: Tiny) -> None:
    tiny.step(console("$ mkdir some", "$ echo x > some/file.txt", "$ echo x > something.txt"))
    assert tiny.replay("--write").status == 0

    assert "some/file.txt" in diff(tiny, "1.1", "1.2", "some/")
    assert "something.txt" not in diff(tiny, "1.1", "1.2", "some/")
    assert diff(tiny, "1.1", "1.2", "greeting.txt") == "Between 1.1 and 1.2 nothing changes.\n"


def test_a_path_that_neither_side_has_is_said(moved: Tiny) -> None:
    said = refused(moved, "01", "02", "more.txt")

    assert said == "There is no more.txt at step 01.1, nor at step 02.1.\n"


def test_the_diff_of_a_stage_with_itself_says_so(moved: Tiny) -> None:
    assert diff(moved, "01", "01") == "Between 01 and 01 nothing changes.\n"


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("7", "There is no stage '7'. The stages are: 01-tiny.\n"),
        ("1.7", "There is no step '1.7'. The steps are 01.1 to 01.1.\n"),
    ],
)
def test_an_unknown_point_is_one_line_that_lists_them(tiny: Tiny, word: str, says: str) -> None:
    assert refused(tiny, "01", word) == says


def test_without_git_one_line_says_so(tiny: Tiny, tmp_path: Path) -> None:
    ran = tiny.command("diff", "01", "01", PATH=str(tmp_path))

    assert_one_line_says_that_git_is_missing(ran)


def test_the_history_is_a_repo_with_every_commit_and_tag(moved: Tiny, tmp_path: Path) -> None:
    folder = tmp_path / "mein Übungs ordner" / "history"

    ran = moved.command("history", str(folder))

    assert ran.status == 0, ran.said
    assert f"{folder} is a git repo with 2 commits, one a step, and the tags 01-tiny" in ran.said
    assert len(commits_of(folder)) == 2
    assert git(folder, "tag").split() == ["01-tiny", "02-moved"]
    assert git(folder, "branch", "--show-current") == "main\n"
    assert git(folder, "status", "--porcelain") == ""
    assert (folder / "words.txt").read_text() == "hello\neverybody\ngoodbye\n"


def test_the_history_has_the_commits_that_replay_leaves(moved: Tiny, tmp_path: Path) -> None:
    moved.command("history", "history")
    moved.replay("--to", "02.1", "played")

    assert commits_of(moved.root / "history") == commits_of(moved.root / "played")


def test_the_history_never_overwrites(tiny: Tiny) -> None:
    ran = tiny.command("history", "docs")

    assert ran.status == 1
    assert ran.said.startswith("docs is not empty, and nothing is ever overwritten.")


def test_a_history_that_is_damaged_leaves_no_folder(tiny: Tiny) -> None:
    tiny.page(HISTORY[:50], STREAM)

    ran = tiny.command("history", "new")

    assert ran.status == 1
    assert f"{STREAM} is" in ran.said
    assert not (tiny.root / "new").exists()
