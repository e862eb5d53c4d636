"""What a titled block does to a folder."""

import os
from pathlib import Path

import pytest

from tests.engine.course.test_blocks import only, titled
from workbook.core.errors import ChapterError
from workbook.course.apply_blocks import change, hunks, rewrite, write_new


def test_hunks_part_at_a_line_of_at_signs() -> None:
    fence = only('```diff title="a"\n@@ the top\n-a\n+b\n@@\n c\n\n+d\n```\n')

    one, two = hunks(fence)

    assert (one.old, one.new, one.at) == (("a",), ("b",), 2)
    assert (two.old, two.new, two.at) == (("c", ""), ("c", "", "d"), 5)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("-a\nb\n", "page.md:3: a line of a diff starts with a space, - or +"),
        (" a\n b\n", "page.md:2: this hunk changes nothing"),
        ("+a\n", "page.md:2: this hunk has no old side"),
        (" a\n+b\n+\n", "page.md:4: this hunk ends with an empty new line"),
        ("\n-a\n+b\n", "page.md:2: this change begins or ends with an empty line"),
        ("-a\n+b\n \n", "page.md:4: this change begins or ends with an empty line"),
    ],
)
def test_a_hunk_that_cannot_be_followed_is_refused(body: str, says: str) -> None:
    with pytest.raises(ChapterError) as error:
        list(hunks(only(f'```diff title="a"\n{body}```\n')))

    assert says in str(error.value)


@pytest.mark.parametrize("before", ["one\ntwo\n", "one\x0c\ntwo\nno end", "é\u2028x\r\ntwo\n"])
def test_a_change_leaves_every_other_byte_alone(tmp_path: Path, before: str) -> None:
    (tmp_path / "a.txt").write_bytes(before.encode())

    change(only('```diff title="a.txt"\n-two\n+2\n```\n'), tmp_path)

    assert (tmp_path / "a.txt").read_bytes() == before.replace("two", "2").encode()


def test_a_change_of_what_is_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\n")

    with pytest.raises(ChapterError, match="not UTF-8 text"):
        change(only('```diff title="a.txt"\n-two\n+2\n```\n'), tmp_path)


def test_a_file_in_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file")

    with pytest.raises(ChapterError, match="a folder that is a file"):
        write_new(only(titled("a/b/c.txt")), tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="not everybody may make links")
def test_a_file_behind_a_link_that_leads_out_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "learner"
    folder.mkdir()
    (folder / "up").symlink_to(tmp_path)

    with pytest.raises(ChapterError, match="leads out of the learner's folder"):
        write_new(only(titled("up/c.txt")), folder)

    assert not (tmp_path / "c.txt").exists()


def rewriting(*lines: str) -> str:
    return '```{.text .rewrite title="a.txt"}\n' + "".join(f"{line}\n" for line in lines) + "```\n"


def test_a_file_is_rewritten_whole(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one\ntwo\nthree\n")

    rewrite(only(rewriting("zero", "two", "three")), tmp_path)

    assert (tmp_path / "a.txt").read_bytes() == b"zero\ntwo\nthree\n"


@pytest.mark.parametrize(
    ("before", "says"),
    [
        (None, "there is no a.txt to rewrite yet"),
        ("one\ntwo\nthree\n", "3 of 3 lines are in a.txt already"),
        ("one\ntwo\nthree\nfour\n", "3 of 3 lines are in a.txt already"),
    ],
)
def test_a_file_that_stays_mostly_as_it_is_is_not_rewritten(
    tmp_path: Path, before: str | None, says: str
) -> None:
    if before:
        (tmp_path / "a.txt").write_text(before)

    with pytest.raises(ChapterError, match=says):
        rewrite(only(rewriting("one", "two", "three")), tmp_path)
