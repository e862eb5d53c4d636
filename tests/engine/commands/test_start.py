"""How a learner gets a copy of their own, at any stage or step."""

import os
import shutil
from pathlib import Path
from shlex import quote

import pytest

from tests.support.tiny import (
    Ran,
    Tiny,
    assert_one_line_says_that_git_is_missing,
    commits_of,
)
from tests.support.tiny_pages import MOVE, SECOND
from workbook.core.git import git

pytestmark = pytest.mark.skipif(os.name == "nt", reason="replay types into bash")


@pytest.fixture(scope="module")
def moved_template(template: Tiny, tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """A workbook of two stages: 01 has two steps, and 02 moves the file."""
    tiny = template.copy(tmp_path_factory.mktemp("moved") / "workbook")
    tiny.step('```text title="more.txt"\nmore\n```\n')
    tiny.page(MOVE, SECOND)
    assert tiny.replay("--write").status == 0
    return tiny


def started(tiny: Tiny, *arguments: str | Path, **variables: str) -> Ran:
    """Run the start command."""
    return tiny.command("start", *map(str, arguments), **variables)


def test_a_copy_has_the_files_commits_and_tags_up_to_its_step(moved: Tiny, tmp_path: Path) -> None:
    folder = tmp_path / "mein Übungs ordner" / "copy"

    ran = started(moved, "1.2", folder)

    assert ran.status == 0, ran.said
    assert sorted(path.name for path in folder.iterdir()) == [".git", "greeting.txt", "more.txt"]
    assert git(folder, "log", "--format=%s").splitlines() == ["Do step 2", "Say hello"]
    assert git(folder, "tag") == "01-tiny\n"
    assert git(folder, "branch", "--show-current") == "main\n"
    assert git(folder, "status", "--porcelain") == ""
    assert git(folder, "remote") == ""
    assert str(moved.root) not in "".join(
        path.read_text(errors="replace") for path in (folder / ".git").rglob("*") if path.is_file()
    )


def test_a_stage_means_its_last_step(moved: Tiny) -> None:
    assert started(moved, "02-moved").status == 0

    assert git(moved.root / "work", "tag") == "01-tiny\n02-moved\n"
    assert len(commits_of(moved.root / "work")) == 3


def test_a_copy_half_way_through_a_stage_has_no_tag_of_it(moved: Tiny) -> None:
    assert started(moved, "01.1").status == 0

    assert git(moved.root / "work", "tag") == ""


@pytest.mark.parametrize(
    ("point", "what", "count", "then"),
    [
        ("01.1", "step 01.1", "one commit", "Then read on: step 01.2, Step 2: docs/01-tiny/2-more"),
        ("1", "stage 01-tiny", "a commit for each of 2 steps", "Then read on: stage 02, docs/02-m"),
        ("02.1", "stage 02-moved", "a commit for each of 3 steps", ""),
    ],
)
def test_what_comes_next_is_said(moved: Tiny, point: str, what: str, count: str, then: str) -> None:
    said = started(moved, point, "new").said

    assert said.startswith(f"new is your copy of {what}, with {count}. Yours follow, on the branch")
    assert "\nNext: go to new, and do what its README says.\n" in said
    assert then in said
    assert then or "Then read on" not in said


def test_a_copy_is_of_the_person_at_the_keyboard(moved: Tiny, tmp_path: Path) -> None:
    (tmp_path / ".gitconfig").write_text("[user]\nname = Ada\nemail = ada@example.com\n")
    ran = started(moved, "01", HOME=str(tmp_path), XDG_CONFIG_HOME=str(tmp_path))

    assert "Git doesn't know your name" not in ran.said
    assert "user" not in (moved.root / "work/.git/config").read_text()


def test_a_person_whom_git_does_not_know_is_told(moved: Tiny) -> None:
    nobody = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}

    ran = started(moved, "01", **nobody)

    assert ran.status == 0
    assert ran.said.endswith("know your name yet: docs/setup.md#tell-git-who-you-are\n")


@pytest.mark.parametrize("folder", ["full", "full/mine.txt"])
def test_a_copy_never_overwrites(tiny: Tiny, folder: str) -> None:
    tiny.page("mine", "full/mine.txt")

    ran = started(tiny, "01", folder)

    assert ran.status == 1
    assert "Name a new or an empty folder" in ran.said
    assert ran.said.strip().count("\n") == 0
    assert (tiny.root / "full/mine.txt").read_text() == "mine"
    assert [path.name for path in (tiny.root / "full").iterdir()] == ["mine.txt"]


def test_a_copy_that_cannot_be_made_is_refused(tiny: Tiny) -> None:
    tiny.page("mine", "mine.txt")

    ran = started(tiny, "01", "mine.txt/copy")

    assert ran.status == 1
    assert ran.said.startswith("mine.txt/copy cannot be made: ")


@pytest.mark.parametrize(
    ("point", "says"),
    [
        ("7", "There is no stage '7'. The stages are: 01-tiny.\n"),
        ("01.7", "There is no step '01.7'. The steps are 01.1 to 01.1.\n"),
        ("x", "There is no stage 'x'. The stages are: 01-tiny.\n"),
    ],
)
def test_an_unknown_point_is_one_line_that_lists_those_that_are(
    tiny: Tiny, point: str, says: str
) -> None:
    ran = started(tiny, point)

    assert ran.status == 1
    assert ran.said == says
    assert not (tiny.root / "work").exists()


def test_without_git_one_line_says_so(tiny: Tiny, tmp_path: Path) -> None:
    assert_one_line_says_that_git_is_missing(started(tiny, "01", PATH=str(tmp_path)))


@pytest.mark.parametrize(
    ("version", "runs"),
    [
        ("git version 2.25.1", False),
        ("git version 2.31.0.windows.1", False),
        ("git version 2.32.0 (Apple Git-132)", True),
        ("git version 3.0.rc1", True),
    ],
)
def test_a_git_that_does_not_know_the_variables_it_is_told_is_refused(
    tiny: Tiny, tmp_path: Path, version: str, runs: bool
) -> None:
    real = shutil.which("git")
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "git"
    program.write_text(
        f'#!/bin/sh\ntest "$1" = --version || exec {real} "$@"\necho {quote(version)}\n'
    )
    program.chmod(0o755)
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"

    ran = started(tiny, "01", PATH=path)

    assert ran.status == (0 if runs else 1), ran.said
    if not runs:
        says = f"This is {version}, and the workbook needs git 2.32 or newer. The setup page (docs/"
        assert ran.said.startswith(says)
        assert ran.said.count("\n") == 1


def test_a_console_that_cannot_show_a_name_shows_the_rest(tiny: Tiny) -> None:
    ran = started(tiny, "01", "Übungen", PYTHONIOENCODING="ascii")

    assert ran.status == 0, ran.said
    assert ran.said.startswith("?bungen is your copy of stage 01-tiny, with one commit.")


def test_a_chapter_that_was_not_replayed_yet_is_said(tiny: Tiny) -> None:
    tiny.page("# More\n", "docs/02-more/1-more.md")

    ran = started(tiny, "01")

    assert ran.status == 1
    assert "is not the history of the chapters" in ran.said


def test_help_is_given(tiny: Tiny) -> None:
    ran = started(tiny, "--help")

    assert ran.status == 0
    assert ran.said.startswith("usage: nox -s start -- [-h] STAGE [dir]\n")
    assert "(default: work)" in ran.said


def test_a_folder_with_a_space_is_named_in_quotes(tiny: Tiny, copy: Path) -> None:
    assert f"\nNext: go to '{copy} 2', and" in started(tiny, "01.1", f"{copy} 2").said
