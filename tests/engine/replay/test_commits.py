"""How a repo is left at a step, the same each time."""

import os
import shutil
from pathlib import Path

import pytest

from tests.support.tiny import (
    Tiny,
    commit_block,
    commits_of,
)
from workbook.core.git import git

pytestmark = pytest.mark.skipif(os.name == "nt", reason="replay types into bash")


def test_a_repo_can_be_left_at_a_step(tiny: Tiny, tmp_path: Path) -> None:
    tiny.step('```text title="more.txt"\nx\n```\n')
    tiny.step("", number=3)
    folder = tmp_path / "mein Übungs ordner" / "new"

    ran = tiny.replay("--to", "1.2", str(folder))

    assert ran.status == 0
    assert ran.said.endswith("is a git repo at step 01.2.\n")
    assert (folder / "more.txt").read_text() == "x\n"
    assert git(folder, "log", "--format=%s").split("\n") == ["Do step 2", "Say hello", ""]
    assert git(folder, "status", "--porcelain") == ""
    assert git(folder, "tag") == ""


@pytest.mark.parametrize(
    ("step", "folder", "says"),
    [
        ("01.9", "new", "There is no step '01.9'. The steps are 01.1 to 01.1."),
        ("nonsense", "new", "There is no step 'nonsense'."),
        ("01.1", "full", "full is not empty, and nothing is ever overwritten."),
        ("01.1", "full/mine.txt", "full/mine.txt is a file. Name a new or an empty folder."),
        ("01.1", "full/mine.txt/new", "full/mine.txt/new cannot be made: Not a directory."),
    ],
)
def test_nothing_is_played_into_a_wrong_place(
    tiny: Tiny, step: str, folder: str, says: str
) -> None:
    tiny.page("mine", "full/mine.txt")

    ran = tiny.replay("--to", step, folder)

    assert ran.status == 1
    assert says in ran.said
    assert ran.said.strip().count("\n") == 0
    assert not (tiny.root / "new").exists()
    assert [path.name for path in (tiny.root / "full").iterdir()] == ["mine.txt"]


def test_two_replays_make_the_same_commits_and_one_tag_a_stage(tiny: Tiny, tmp_path: Path) -> None:
    tiny.page(f"# On\n\n{commit_block('Go on')}", "docs/02-more/1-on.md")

    for name in ("one", "other"):
        assert tiny.replay("--to", "02.1", str(tmp_path / name), TZ="Asia/Tokyo").status == 0

    assert commits_of(tmp_path / "one") == commits_of(tmp_path / "other")
    dates = git(tmp_path / "one", "log", "--format=%aI %cI").split()
    assert all(date.startswith("2026-01-01T09:") for date in dates)
    assert git(tmp_path / "one", "tag") == "01-tiny\n02-more\n"
    assert git(tmp_path / "one", "rev-parse", "02-more").strip() == commits_of(tmp_path / "one")[0]


def test_without_git_one_line_says_so(tiny: Tiny, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/bash").symlink_to(str(shutil.which("bash")))

    ran = tiny.replay(PATH=str(tmp_path / "bin"))

    assert ran.status == 1
    assert ran.said.startswith("git is not installed, or not on the PATH.")
    assert ran.said.strip().count("\n") == 0


def test_without_bash_one_line_says_so(tiny: Tiny, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/git").symlink_to(str(shutil.which("git")))

    ran = tiny.replay(PATH=str(tmp_path / "bin"))

    assert ran.status == 1
    assert "into bash, and there is none here" in ran.said
