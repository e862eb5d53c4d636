"""What replay says of a step that does not end as steps do, or of a page in the wrong place."""

import os

import pytest

from tests.support.tiny import (
    STEP,
    Tiny,
    commit_block,
    commits_of,
    console,
)
from workbook.core.git import git

pytestmark = pytest.mark.skipif(os.name == "nt", reason="replay types into bash")


def test_a_step_without_a_commit_is_refused(tiny: Tiny) -> None:
    tiny.step(console("$ true"), commit=False)

    ran = tiny.replay()

    assert ran.status == 1
    assert f"{STEP}:3: step 01.2 makes no commit; a step ends with exactly one" in ran.said


def test_a_step_without_a_block_is_refused(tiny: Tiny) -> None:
    tiny.step("Words.\n", commit=False)

    ran = tiny.replay()

    assert ran.status == 1
    assert f"{STEP}:1: step 01.2 has no block, so no commit" in ran.said


def test_a_step_with_two_commits_is_refused(tiny: Tiny) -> None:
    tiny.step(commit_block("Do one more"))

    ran = tiny.replay()

    assert ran.status == 1
    assert f"{STEP}:10: step 01.2 makes two commits" in ran.said


def test_a_commit_with_a_body_is_refused(tiny: Tiny) -> None:
    tiny.step(console('$ git commit --quiet --allow-empty -m "Do it" -m "Why."'), commit=False)

    assert f"{STEP}:4: this commit has a body" in tiny.replay().said


def test_a_step_that_rewrites_the_last_commit_is_refused(tiny: Tiny) -> None:
    tiny.step(console("$ git commit --quiet --amend -m Other"), commit=False)

    assert f"{STEP}:4: step 01.2 makes no commit" in tiny.replay().said


def test_work_that_is_left_at_the_end_of_a_step_is_refused(tiny: Tiny) -> None:
    tiny.step(commit_block("Do it") + '\n```text title="late/more.txt"\nx\n```\n', commit=False)

    ran = tiny.replay()

    assert ran.status == 1
    assert f"{STEP}:5: step 01.2 leaves work that is not committed\n?? late/more.txt" in ran.said


def test_a_subject_of_51_characters_is_refused(tiny: Tiny) -> None:
    tiny.step(commit_block("x" * 51), commit=False)

    ran = tiny.replay()

    assert ran.status == 1
    assert f"{STEP}:5: the subject " in ran.said
    assert "has 51 characters; 50 at most" in ran.said


def test_a_subject_of_50_characters_is_taken(tiny: Tiny) -> None:
    tiny.step(commit_block("x" * 50), commit=False)

    assert tiny.replay("--write").status == 0


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("docs/01-tiny/3-late.md", "docs/01-tiny/3-late.md:1: step 2 is missing before this one"),
        ("docs/01-tiny/1-too.md", "docs/01-tiny/1-too.md:1: another page is step 1 as well"),
        ("docs/01-tiny/index.md", "docs/01-tiny/index.md:1: this page is no step, so nobody plays"),
        ("docs/01-tiny/2-Loud.md", "docs/01-tiny/2-Loud.md:1: this page is no step"),
        ("docs/2-data/1-a.md", "docs/2-data is no chapter. Name it with two digits"),
    ],
)
def test_a_page_in_the_wrong_place_is_refused(tiny: Tiny, page: str, says: str) -> None:
    tiny.page(commit_block("Do it"), page)

    ran = tiny.replay()

    assert ran.status == 1
    assert says in ran.said


def test_a_chapter_without_a_step_is_refused(tiny: Tiny) -> None:
    tiny.page("# Soon\n", "docs/02-later/index.md")
    (tiny.root / "stages/02-later").mkdir()

    assert "docs/02-later has no step." in tiny.replay().said


def test_a_page_that_forgets_git_init_commits_to_no_repo_around_it(tiny: Tiny) -> None:
    tiny.edit("$ git init --quiet --initial-branch=main", "$ true")
    git(tiny.root, "init", "--quiet")

    ran = tiny.replay("--to", "01.1", "copy")

    assert ran.status == 1
    assert "not a git repository" in ran.said
    assert commits_of(tiny.root) == []
