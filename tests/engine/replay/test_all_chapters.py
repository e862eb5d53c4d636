"""Replay plays what has changed since it was proven, and what depends on that, and no more."""

import os
import re
import shutil

import pytest

from tests.support.tiny import PAGE, STEP, Ran, Tiny, console
from tests.support.tiny_pages import MORE, SECOND

pytestmark = pytest.mark.skipif(os.name == "nt", reason="replay types into bash")
STEPS = re.compile(r"^(\d\d\.\d)  ", re.MULTILINE)
SUMMARY = "3 steps played (3 files, 2 changes, 9 commands, 0 servers)"


@pytest.fixture
def proven(moved: Tiny) -> Tiny:
    """A workbook of two stages and three steps, all of it proven."""
    moved.step(MORE)
    assert moved.replay("--write").status == 0
    return moved


def played(ran: Ran) -> list[str]:
    """Return which steps were played."""
    return sorted(STEPS.findall(ran.said))


def test_nothing_that_was_proven_is_played_again(proven: Tiny) -> None:
    ran = proven.replay()

    assert ran.status == 0, ran.said
    assert played(ran) == []
    assert SUMMARY in ran.said


def test_a_page_may_say_more_without_being_played_again(proven: Tiny) -> None:
    proven.edit("# Begin\n", "# Begin\n\nIt is going to be short.\n")

    assert played(proven.replay()) == []


@pytest.mark.parametrize("word", ["--anew", "WORKBOOK_ANEW"])
def test_all_is_played_if_that_is_asked_for(proven: Tiny, word: str) -> None:
    ran = proven.replay("--anew") if word == "--anew" else proven.replay(WORKBOOK_ANEW="1")

    assert played(ran) == ["01.1", "01.2", "02.1"]
    assert SUMMARY in ran.said
    assert played(proven.replay()) == []


def test_a_step_that_has_changed_is_played_with_those_after_it(proven: Tiny) -> None:
    proven.edit("three\n", "four\n", STEP)

    first, again = proven.replay("--write"), proven.replay()

    assert first.status == 0, first.said
    assert played(first) == ["01.2", "02.1"]  # the next chapter begins with another commit
    assert "01    1 of 2 steps are as they were when they were proven" in first.said
    assert played(again) == []


def test_what_a_failed_replay_has_played_is_not_played_again(proven: Tiny) -> None:
    proven.edit("three\n", "four\n", STEP)

    refused, written = proven.replay(), proven.replay("--write")

    assert refused.status == 1
    assert f"{STEP}:{proven.line_of('four')}: stages/01-tiny/more/words.txt differs" in refused.said
    assert "01.2" not in played(written)


def test_the_step_before_is_brought_back_with_what_git_does_not_keep(proven: Tiny) -> None:
    proven.edit("$ echo one; echo two\n", "$ echo kept > notes.log; echo one; echo two\n")
    ignored = '```text title=".gitignore"\n*.log\n```\n\n```console\n$ git init'
    proven.edit("```console\n$ git init", ignored)
    proven.step(console("$ cat notes.log", "kept"))
    assert proven.replay("--write").status == 0
    proven.step(console("$ cat notes.log; echo more", "kept", "more"))

    ran = proven.replay("--write")

    assert ran.status == 0, ran.said
    assert "01.1" not in played(ran)


def test_without_what_git_does_not_keep_a_chapter_is_played_from_its_beginning(
    proven: Tiny,
) -> None:
    shutil.rmtree(proven.root / ".nox/replay/leftovers")
    proven.edit("three\n", "four\n", STEP)

    assert played(proven.replay("--write")) == ["01.1", "01.2", "02.1"]


@pytest.mark.parametrize("fault", ["gone", "damaged"])
def test_commits_that_are_lost_are_made_again(proven: Tiny, fault: str) -> None:
    store = proven.root / ".nox/replay/commits.git"
    shutil.rmtree(store) if fault == "gone" else (store / "HEAD").write_text("nonsense")

    ran = proven.replay()  # all of them stand in stages/history.txt, too

    assert ran.status == 0, ran.said
    assert played(ran) == []


def test_a_chapter_is_played_on_the_tag_before_it_alone(proven: Tiny) -> None:
    proven.edit(" everybody\n-hello", " everybody\n-hello\n+and", SECOND)

    assert played(proven.replay("--write")) == ["02.1"]


def test_another_engine_proves_all_again(proven: Tiny) -> None:
    with (proven.root / "workbook/replay/commits.py").open("a", encoding="utf-8") as module:
        module.write("# another one\n")

    assert played(proven.replay()) == ["01.1", "01.2", "02.1"]


def test_the_commands_around_the_engine_prove_nothing_again(proven: Tiny) -> None:
    with (proven.root / "workbook/commands/replay.py").open("a", encoding="utf-8") as module:
        module.write("# another one\n")

    assert played(proven.replay()) == []


def test_played_in_one_folder_the_chapters_make_the_same_commits(proven: Tiny) -> None:
    ran = proven.replay("--straight")

    assert ran.status == 0, ran.said
    assert played(ran) == ["01.1", "01.2", "02.1"]
    assert "replay: 3 steps played in one folder, from the first to the last" in ran.said


def test_what_is_not_true_is_not_kept_as_proven(proven: Tiny) -> None:
    proven.edit("one\ntwo\n$", "one\n2\n$")

    first, again = proven.replay(), proven.replay()

    assert first.status == again.status == 1
    assert f"{PAGE}:" in again.said


@pytest.mark.parametrize("fault", ["one\n2\n$", "one\ntwo\n$ echo > new.txt\n$"])
def test_what_is_found_in_a_chapter_stops_the_one_beside_it(proven: Tiny, fault: str) -> None:
    proven.edit("one\ntwo\n$", fault)
    marks = [console(f"$ sleep 0.3; touch '{proven.root}/{name}'") for name in "abcdefgh"]
    proven.edit("```console\n$ git mv", "\n".join([*marks, "```console\n$ git mv"]), SECOND)

    ran = proven.replay()

    assert ran.status == 1
    assert "Stopped before" not in ran.said
    assert not (proven.root / "h").exists()
