"""What a learner is told of how far they have come."""

import os
import re
from pathlib import Path

import pytest

from tests.support.copies import content
from tests.support.others import give_away
from tests.support.tiny import STEP, Ran, Tiny, assert_one_line_says_that_git_is_missing
from tests.support.tiny_pages import SECOND
from workbook.core.arguments import CALLED
from workbook.core.git import git

pytestmark = pytest.mark.skipif(os.name == "nt", reason="replay types into bash")


def progress(tiny: Tiny, *arguments: str | Path, **variables: str) -> Ran:
    """Run the progress command."""
    return tiny.command("progress", *map(str, arguments), **variables)


def counts(ran: Ran) -> list[str]:
    """Return the counts of a table: of stage 01, of stage 02, and of both."""
    assert ran.status == 0, ran.said
    return re.findall(r"^(?:0|all).*?(\d of \d)", ran.said, re.MULTILINE)


def test_a_copy_has_reached_its_step_and_those_before(tiny: Tiny, copy: Path) -> None:
    before = content(copy)

    ran = progress(tiny, copy)

    assert counts(ran) == ["2 of 2", "0 of 1", "2 of 3"]
    assert ran.said.endswith(
        "\n\nIt is the same as step 01.2, Step 2.\nNext: stage 02, docs/02-moved/index.md\n"
    )
    assert content(copy) == before


def test_a_bar_is_as_long_as_what_is_reached(tiny: Tiny, copy: Path) -> None:
    said = progress(tiny, copy).said

    bars = [(found.count("#"), len(found)) for found in re.findall("[#.]{18}", said)]
    assert bars == [(18, 18), (0, 18), (12, 18)]


@pytest.mark.parametrize("lost", [".git", ".gitignore"])
def test_files_are_enough(tiny: Tiny, copy: Path, lost: str) -> None:
    (copy / lost).rename(copy.parent / "aside")

    assert counts(progress(tiny, copy)) == ["2 of 2", "0 of 1", "2 of 3"]


def test_a_mistake_takes_no_step_away_and_is_pointed_at(tiny: Tiny, copy: Path) -> None:
    (copy / "more/words.txt").write_text("one\ntwo\n3\n")

    ran = progress(tiny, copy)

    assert counts(ran) == ["2 of 2", "0 of 1", "2 of 3"]
    assert "\nIt is nearest to step 01.2, Step 2.\nWhat differs: nox -s compare -- " in ran.said


def test_a_step_that_is_only_begun_is_not_reached_and_comes_next(tiny: Tiny, copy: Path) -> None:
    words = [f"word {number}\n" for number in range(40)]
    tiny.edit("one\ntwo\nthree\n", "".join(words), STEP)
    assert tiny.replay("--write").status == 0
    (copy / "more/words.txt").write_text("".join(words[:30]))

    ran = progress(tiny, copy)

    assert counts(ran) == ["1 of 2", "0 of 1", "1 of 3"]  # its history has a commit of that name
    (copy / ".git").rename(copy.parent / "aside")
    ran = progress(tiny, copy)
    assert counts(ran) == ["1 of 2", "0 of 1", "1 of 3"]
    assert ran.said.endswith("\nNext: step 01.2, Step 2: docs/01-tiny/2-more.md\n")


def test_the_history_remembers_what_the_files_have_lost(tiny: Tiny, copy: Path) -> None:
    git(copy, "checkout", "--quiet", "-b", "back", "HEAD~1")

    ran = progress(tiny, copy)

    assert counts(ran) == ["2 of 2", "0 of 1", "2 of 3"]
    assert "\nIt is the same as step 01.1, Begin.\n" in ran.said


def test_a_commit_of_the_learners_counts_by_what_is_in_it(tiny: Tiny, copy: Path) -> None:
    git(copy, "checkout", "--quiet", "-b", "further")
    git(copy, "mv", "greeting.txt", "words.txt")
    (copy / "words.txt").write_text("hello\neverybody\ngoodbye\n")
    (copy / "own.txt").write_text("mine\n")
    git(copy, "add", ".")
    git(copy, "commit", "--quiet", "-m", "Move the words")
    git(copy, "checkout", "--quiet", "main")

    assert counts(progress(tiny, copy)) == ["2 of 2", "1 of 1", "3 of 3"]


def test_an_empty_commit_reaches_no_step_whatever_it_is_called(tiny: Tiny, copy: Path) -> None:
    words = [f"word {number}\n" for number in range(40)]
    tiny.edit("one\ntwo\nthree\n", "".join(words), STEP)
    tiny.edit("+goodbye\n", "".join(f"+{word}" for word in words), SECOND)
    assert tiny.replay("--write").status == 0
    git(copy, "checkout", "--quiet", "HEAD~1")
    for subject in ("Do step 2", "Move the words"):
        git(copy, "commit", "--quiet", "--allow-empty", "-m", subject)

    assert counts(progress(tiny, copy)) == ["1 of 2", "0 of 1", "1 of 3"]


def test_another_folder_and_another_name_lose_nothing(tiny: Tiny, copy: Path) -> None:
    copy.rename(tiny.root / "work")

    assert counts(progress(tiny)) == ["2 of 2", "0 of 1", "2 of 3"]


@pytest.mark.parametrize("broken", ["gone", "empty"])
def test_a_git_folder_that_git_cannot_read_is_no_obstacle(
    tiny: Tiny, copy: Path, broken: str
) -> None:
    (copy / ".git").rename(copy.parent / "aside")
    if broken == "empty":
        (copy / ".git").mkdir()

    assert counts(progress(tiny, copy)) == ["2 of 2", "0 of 1", "2 of 3"]


def test_a_history_that_git_may_not_look_into_is_not_taken_for_none(
    tiny: Tiny, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_away(copy, tmp_path, monkeypatch)

    ran = progress(tiny, copy)

    assert ran.status == 1
    assert f"{copy} belongs to another user, so git does not look into it." in ran.said
    assert ran.said.strip().count("\n") == 0


@pytest.mark.parametrize("name", ["none", "empty"])
def test_a_folder_that_is_no_copy_is_refused_in_one_line(tiny: Tiny, name: str) -> None:
    (tiny.root / "empty").mkdir()

    ran = progress(tiny, name)

    assert ran.status == 1
    assert ran.said.startswith(name)
    assert "nox -s start -- 01 DIR makes a copy of a stage" in ran.said
    assert ran.said.strip().count("\n") == 0


def test_what_was_typed_in_place_of_nox_is_what_is_said(tiny: Tiny) -> None:
    ran = progress(tiny, "none", **{CALLED: "python3 -m workbook"})

    assert ran.said.startswith("none does not exist. python3 -m workbook -s start -- 01 DIR makes")


def test_a_path_in_two_words_is_told_that_it_needs_quotes(tiny: Tiny) -> None:
    spaced, mistyped = progress(tiny, "mes", "tâches"), progress(tiny, "--quikc")

    assert spaced.said.endswith(": tâches\nPut quotes around a path with a space.\n")
    assert "quotes" not in mistyped.said
    assert spaced.status == mistyped.status == 2


def test_without_git_one_line_says_so(tiny: Tiny, copy: Path, tmp_path: Path) -> None:
    assert_one_line_says_that_git_is_missing(progress(tiny, copy, PATH=str(tmp_path)))


def test_help_is_given(tiny: Tiny) -> None:
    ran = progress(tiny, "--help")

    assert ran.status == 0
    assert ran.said.startswith("usage: nox -s progress -- ")


def test_an_app_that_does_not_start_is_mended_before_the_next_stage(tiny: Tiny, copy: Path) -> None:
    (copy / "app.py").write_text("def create_app(:\n")

    ran = progress(tiny, copy)

    assert "\nIt does not start: " in ran.said
    assert ran.said.endswith("\nNext: make it start.\n")
    assert "stage 02" not in ran.said


def test_results_are_written_and_not_without_the_checks(tiny: Tiny, copy: Path) -> None:
    file = copy.parent / "results.csv"

    ran = progress(tiny, copy, "--quick", "--csv", file)
    assert (ran.status, file.exists()) == (1, False)
    assert "--quick leaves out the checks, so there are no results to write." in ran.said

    assert progress(tiny, copy, "--csv", file).status == 0
    assert file.read_text() == f"folder\n{copy.name}\n"
