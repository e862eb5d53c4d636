"""How a learner finds out where their copy differs from a step."""

import os
from pathlib import Path

import pytest

from tests.support.copies import content
from tests.support.tiny import Ran, Tiny, assert_one_line_says_that_git_is_missing

pytestmark = pytest.mark.skipif(os.name == "nt", reason="replay types into bash")
HEAD = "In the lines, - is what the step has, and + is what you have.\n"


def compared(tiny: Tiny, *arguments: str | Path, **variables: str) -> Ran:
    """Run the compare command, and see that it changes nothing."""
    return tiny.command("compare", *map(str, arguments), **variables)


@pytest.mark.parametrize("point", ["01.2", "1.2", "01", "1", "01-tiny", None])
def test_a_copy_that_is_the_same_is_said_to_be(tiny: Tiny, copy: Path, point: str | None) -> None:
    ran = compared(tiny, *([point] if point else []), copy)

    assert ran == Ran(0, f"{copy} is the same as step 01.2, Step 2.\n")


def test_the_folder_is_work_unless_one_is_named(tiny: Tiny, copy: Path) -> None:
    copy.rename(tiny.root / "work")

    assert compared(tiny).said == "work is the same as step 01.2, Step 2.\n"
    assert compared(tiny, "01").said == "work is the same as step 01.2, Step 2.\n"


def test_each_difference_is_shown_with_the_page_that_explains_it(tiny: Tiny, copy: Path) -> None:
    (copy / "greeting.txt").write_text("hello\neverybuddy\nhello\n")
    (copy / "more/words.txt").unlink()
    (copy / "mine.txt").write_text("mine\n")
    before = content(copy)

    ran = compared(tiny, "01.2", copy)

    assert ran.status == 0
    assert ran.said == (
        f"{copy} differs from step 01.2, Step 2, in 3 files.\n"
        f"It has not come so far: it is nearest to step 01.1.\n{HEAD}"
        "\nDifferent\n  greeting.txt\n    step 01.1: docs/01-tiny/1-begin.md#begin\n"
        "       hello\n      -everybody\n      +everybuddy\n       hello\n"
        "\nMissing\n  more/words.txt\n    step 01.2: docs/01-tiny/2-more.md#more-words\n"
        "\nExtra\n  mine.txt\n    is in no step, so it is your own\n"
    )
    assert content(copy) == before


def test_lines_that_are_only_the_learners_are_shown_below_those_of_the_step(
    tiny: Tiny, copy: Path
) -> None:
    (copy / "more/words.txt").write_text("one\ntwo\nthree\nfour\n")

    said = compared(tiny, copy).said

    assert "    step 01.2: docs/01-tiny/2-more.md#more-words\n       three\n      +four\n" in said


def test_a_file_under_another_name_is_recognised(tiny: Tiny, copy: Path) -> None:
    (copy / "more/words.txt").rename(copy / "more/wörter.txt")

    said = compared(tiny, copy).said

    assert said.endswith(
        "\nDifferent\n  more/wörter.txt\n"
        "    is called more/words.txt there; step 01.2: docs/01-tiny/2-more.md#more-words\n"
    )


def test_files_of_other_steps_are_said_to_come_or_to_go(tiny: Tiny, copy: Path) -> None:
    early = compared(tiny, "01.1", copy).said
    (copy / "words.txt").write_text("else\n")
    late = compared(tiny, "02", copy).said

    assert "  more/words.txt\n    comes in step 01.2: docs/01-tiny/2-more.md\n" in early
    assert "  greeting.txt\n    goes in step 02.1: docs/02-moved/1-move.md\n" in late


@pytest.mark.parametrize(
    ("point", "says"),
    [
        ("01.1", "It is further: it is nearest to step 01.2."),
        ("02", "It has not come so far: it is nearest to step 01.2."),
    ],
)
def test_a_step_that_is_not_the_nearest_is_compared_and_the_nearest_named(
    tiny: Tiny, copy: Path, point: str, says: str
) -> None:
    ran = compared(tiny, point, copy)

    assert ran.status == 0
    assert ran.said.splitlines()[1] == says


def test_the_nearest_step_is_the_one_that_the_fewest_lines_part_from(
    tiny: Tiny, copy: Path
) -> None:
    (copy / "greeting.txt").rename(copy / "words.txt")
    (copy / "words.txt").write_text("hello\neverybody\ngoodbye\nall\n")

    assert f"{copy} is nearest to step 02.1, Move, and differs" in compared(tiny, copy).said


def test_what_does_not_matter_is_left_out(tiny: Tiny, copy: Path) -> None:
    environment = copy / "my env"
    environment.mkdir()
    (environment / "pyvenv.cfg").touch()
    for name in (
        "__pycache__/app.pyc", "instance/app.db", "app.db", ".env", ".idea/x.xml",
        ".vscode/x.json", ".DS_Store", "sub/.git/HEAD", "run.log", "more/run.log",
        ".pytest_cache/x", "htmlcov/index.html",
    ):  # fmt: skip
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_text("x")
    (copy / "large.bin").write_bytes(b"x" * 2_000_000)
    (copy / "greeting.txt").write_bytes(b"hello\r\neverybody  \r\nhello")
    (copy / "more/words.txt").chmod(0o755)
    os.mkfifo(copy / "pipe")

    assert compared(tiny, "01.2", copy).said.endswith("is the same as step 01.2, Step 2.\n")


def test_a_copy_without_git_or_gitignore_is_compared_all_the_same(tiny: Tiny, copy: Path) -> None:
    (copy / ".git").rename(copy.parent / "aside")
    (copy / ".gitignore").unlink()
    (copy / "__pycache__").mkdir()
    (copy / "__pycache__/x.pyc").touch()

    said = compared(tiny, copy).said

    assert said.endswith(
        "\nMissing\n  .gitignore\n    step 01.2: docs/01-tiny/2-more.md#a-file-for-git\n"
    )


@pytest.mark.parametrize(
    "content",
    ["hello\neverybödy\n".encode("utf-16"), "hello\neverybödy\n".encode("latin-1"), b"\0\xff\1"],
)
def test_a_file_that_is_not_utf_8_is_said_to_be_so(tiny: Tiny, copy: Path, content: bytes) -> None:
    (copy / "greeting.txt").write_bytes(content)

    ran = compared(tiny, "01.2", copy, PYTHONIOENCODING="ascii")

    assert ran.status == 0
    assert "\n  greeting.txt\n    is not saved as UTF-8; let your editor save it so" in ran.said


def test_a_link_and_a_file_that_is_now_a_folder_are_differences(tiny: Tiny, copy: Path) -> None:
    (copy / "greeting.txt").unlink()
    (copy / "greeting.txt").mkdir()
    (copy / "greeting.txt/inner.txt").write_text("x\n")
    (copy / "more/words.txt").unlink()
    (copy / "more/words.txt").symlink_to("nowhere")

    ran = compared(tiny, "01.2", copy)

    assert ran.status == 0, ran.said
    assert "\n  greeting.txt/inner.txt\n" in ran.said
    assert "\n  more/words.txt\n" in ran.said


def test_much_is_shortened_unless_all_is_asked_for(tiny: Tiny, copy: Path) -> None:
    for number in range(10):
        (copy / f"mine-{number}.txt").write_text("x\n")
    (copy / "more/words.txt").write_text("x\n" * 40)

    short, whole = (compared(tiny, "01.2", copy, *more).said for more in ([], ["--all"]))

    assert short.endswith("  more files: 2 (--all shows them)\n")
    assert "      more lines: 31 (--all shows them)\n" in short
    assert "mine-9.txt" in whole
    assert "more lines" not in whole


@pytest.mark.parametrize(("name", "status"), [("greeting.txt", 1), ("none.log", 0)])
def test_a_script_can_ask_for_a_status(tiny: Tiny, copy: Path, name: str, status: int) -> None:
    (copy / name).write_text("x\n")

    ran = compared(tiny, copy, "--exit-code")

    assert ran.status == status
    assert ran.said.endswith(f"{copy} is not the same as step 01.2.\n") == bool(status)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("07.1",), "There is no step '07.1'. The steps are 01.1 to 02.1."),
        (("7",), "There is no stage '7'. The stages are: 01-tiny, 02-moved."),
        (("none",), "none does not exist. nox -s start -- 01 DIR makes a copy"),
        (("01", "greeting.txt"), "greeting.txt is a file. nox -s start -- 01 DIR makes a copy"),
        ((), "You named no folder, so 'work' was looked for, and it isn't there. Put your folder"),
        ((".",), ". is the workbook itself; name your own folder."),
        (("mes", "tâches"), "mes is no step, and one folder at a time is compared. Put quotes "),
        (("empty",), "empty is no copy of Task Master: it shares no file. nox -s start"),
        (("other",), "other is no copy of Task Master: it shares no file. nox -s start"),
        (("other", "empty"), "other is no step, and one folder at a time is compared."),
    ],
)
def test_what_cannot_be_compared_is_refused_in_one_line(
    tiny: Tiny, copy: Path, arguments: tuple[str, ...], says: str
) -> None:
    (tiny.root / "greeting.txt").touch()
    (tiny.root / "empty").mkdir()
    tiny.page("x\n", "other/notes.txt")

    ran = compared(tiny, *arguments)

    assert ran.status == 1
    assert ran.said.startswith(says)
    assert ran.said.strip().count("\n") == 0


def test_a_folder_with_too_many_files_is_refused(tiny: Tiny, copy: Path) -> None:
    for number in range(2_001):
        (copy / f"{number}.txt").touch()

    ran = compared(tiny, copy)

    assert ran.status == 1
    assert ran.said.startswith(f"{copy} has more than 2000 files, so it is no copy of Task Master")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
@pytest.mark.parametrize("name", ["more", "more/words.txt"])
def test_what_cannot_be_read_is_named(tiny: Tiny, copy: Path, name: str) -> None:
    (copy / name).chmod(0)

    ran = compared(tiny, copy)

    (copy / name).chmod(0o755)
    assert ran == Ran(1, f"{copy / name} cannot be read: Permission denied.\n")


def test_without_git_one_line_says_so(tiny: Tiny, copy: Path, tmp_path: Path) -> None:
    assert_one_line_says_that_git_is_missing(compared(tiny, copy, PATH=str(tmp_path)))


def test_help_is_given(tiny: Tiny) -> None:
    ran = compared(tiny, "--help")

    assert ran.status == 0
    assert ran.said.startswith("usage: nox -s compare -- ")
