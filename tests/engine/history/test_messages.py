"""What the commits of the history say: the subject that is typed, the reason, and the step."""

import os

import pytest

from tests.support.tiny import STREAM, Tiny, console
from workbook.core.git import git

pytestmark = pytest.mark.skipif(os.name == "nt", reason="replay types into bash")
WHY = "A stranger who is greeted by name stays, and one who is greeted by none goes on to the next."
FRONT = f"---\nreason: {WHY}\n---\n\n"
MESSAGE = """Say hello

A stranger who is greeted by name stays, and one who is greeted by none
goes on to the next.

Step: 01.1 Begin
"""


def test_a_commit_says_why_its_step_is_taken_and_which_it_is(tiny: Tiny) -> None:
    tiny.edit("# Begin\n", f"{FRONT}# Begin\n")

    assert tiny.replay("--write").status == 0
    assert tiny.command("history", "copy").status == 0

    copy = tiny.root / "copy"
    assert git(copy, "log", "--format=%B").strip() == MESSAGE.strip()
    assert git(copy, "log", "--format=%s %(trailers:key=Step)").startswith("Say hello Step: 01.1")


def test_a_repo_that_is_left_at_a_step_says_it_too(tiny: Tiny) -> None:
    tiny.edit("# Begin\n", f"{FRONT}# Begin\n")

    assert tiny.replay("--to", "01.1", "copy").status == 0

    copy = tiny.root / "copy"
    assert git(copy, "log", "--format=%B").strip() == MESSAGE.strip()
    assert git(copy, "status", "--porcelain") == ""
    assert git(copy, "rev-parse", "main") == git(copy, "rev-parse", "01-tiny")


def test_another_reason_makes_another_history_and_plays_nothing(tiny: Tiny) -> None:
    assert tiny.replay().status == 0
    tiny.edit("# Begin\n", f"{FRONT}# Begin\n")

    refused, written, again = tiny.replay(), tiny.replay("--write"), tiny.replay()

    assert refused.status == 1
    assert f"step 01.1 makes another commit than {STREAM} has" in refused.said
    assert "To mend: nox -s replay -- --write" in refused.said
    assert f"wrote {STREAM}" in written.said
    assert "01    1 steps are as they were when they were proven" in written.said
    assert again.status == 0
    assert all("01.1  " not in ran.said for ran in (refused, written, again))


def test_a_history_whose_commit_gives_no_reason_is_refused(tiny: Tiny) -> None:
    tiny.edit("# Begin\n", f"{FRONT}# Begin\n")
    assert tiny.replay("--write").status == 0
    text = (tiny.root / STREAM).read_text()
    bare = "Say hello\n"
    told = f"data {len(MESSAGE)}\n{MESSAGE}"
    assert told in text
    tiny.page(text.replace(told, f"data {len(bare)}\n{bare}"), STREAM)

    ran = tiny.replay()

    assert ran.status == 1
    assert f"step 01.1 makes another commit than {STREAM} has" in ran.said


def test_steps_that_do_not_follow_one_another_are_refused(tiny: Tiny) -> None:
    tiny.step(console("$ git checkout --quiet --orphan other"))

    ran = tiny.replay("--write")

    assert ran.status == 1
    assert "2 steps end with a line of 1 commits." in ran.said


def test_a_commit_of_a_copy_counts_whatever_its_body_says(tiny: Tiny) -> None:
    tiny.edit("# Begin\n", f"{FRONT}# Begin\n")
    assert tiny.replay("--write").status == 0
    assert tiny.command("start", "01", "copy").status == 0
    copy = tiny.root / "copy"
    (copy / "greeting.txt").write_text("mine\n")
    git(copy, "commit", "--quiet", "--amend", "--all", "-m", "Say hello", "-m", "As I like it.")

    ran = tiny.command("progress", "copy")

    assert ran.status == 0, ran.said
    assert "1 of 1" in ran.said, ran.said
