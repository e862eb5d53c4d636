"""How stages/ is held against what the chapters build, and rewritten."""

import os
from pathlib import Path

import pytest

from tests.support.tiny import (
    BEGIN,
    PAGE,
    SNAPSHOT,
    STEP,
    Tiny,
    console,
    line_of,
    make,
)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="replay types into bash")


def test_a_workbook_that_holds_is_proven(tiny: Tiny) -> None:
    ran = tiny.replay()

    assert ran.status == 0
    assert "01.1  Begin" in ran.said
    assert "they build stages/01-tiny byte for byte" in ran.said.splitlines()[-1]


@pytest.mark.parametrize("part", ["hello\nw", "hello\n```", "everybody"])
def test_a_changed_character_of_a_listing_is_named_where_it_stands(tiny: Tiny, part: str) -> None:
    line = line_of(BEGIN, part)
    tiny.edit(part, part[:2] + part[2].upper() + part[3:])

    ran = tiny.replay()

    assert ran.status == 1
    assert f"{PAGE}:{line}: {SNAPSHOT} differs" in ran.said
    assert "To mend: nox -s replay -- --write" in ran.said


def test_a_snapshot_that_differs_by_one_byte_is_refused(tiny: Tiny) -> None:
    tiny.edit("everybody", "everybodY", SNAPSHOT)

    ran = tiny.replay()

    assert ran.status == 1
    assert f"{PAGE}:{line_of(BEGIN, '+everybody')}: {SNAPSHOT} differs" in ran.said
    assert "-everybody\n+everybodY\n" in ran.said


def test_of_two_lines_that_are_the_same_the_one_that_differs_is_named(tiny: Tiny) -> None:
    tiny.edit("everybody\nhello", "everybody\nHello", SNAPSHOT)

    ran = tiny.replay()

    assert f"{PAGE}:{line_of(BEGIN, 'hello' + chr(10) + '```')}: {SNAPSHOT} differs" in ran.said


def test_a_snapshot_that_differs_by_the_end_of_a_line_is_refused(tmp_path: Path) -> None:
    tiny = make(tmp_path / "workbook")
    tiny.edit("# Begin\n", '# Begin\n\n```text title=".gitattributes"\n* text=auto\n```\n')
    tiny.page("* text=auto\n", "stages/01-tiny/.gitattributes")
    assert tiny.replay("--write").status == 0
    tiny.page("hello\r\neverybody\r\nhello\r\n", SNAPSHOT)

    ran = tiny.replay()

    assert ran.status == 1
    assert f"{SNAPSHOT} differs" in ran.said


def test_a_snapshot_that_differs_by_its_run_bit_is_refused(tiny: Tiny) -> None:
    (tiny.root / SNAPSHOT).chmod(0o755)

    ran = tiny.replay()

    assert ran.status == 1
    assert f"{SNAPSHOT} differs" in ran.said
    assert "new mode 100755" in ran.said


@pytest.mark.parametrize("content", ["", "x\n"])
def test_a_snapshot_without_a_file_is_refused(tiny: Tiny, content: str) -> None:
    tiny.step(f'```text title="empty/more.txt"\n{content}```\n')

    ran = tiny.replay()

    assert ran.status == 1
    assert f"{STEP}:{3 + len(content) // 2}: stages/01-tiny/empty/more.txt is missing" in ran.said


def test_a_file_of_a_snapshot_that_no_chapter_made_is_refused(tiny: Tiny) -> None:
    tiny.page("x", "stages/01-tiny/stray.txt")

    ran = tiny.replay()

    assert ran.status == 1
    assert "stages/01-tiny/stray.txt: no chapter made this file\nTo mend: delete it" in ran.said


def test_a_stray_folder_beside_the_snapshots_is_refused(tiny: Tiny) -> None:
    (tiny.root / "stages/09-lost").mkdir()

    ran = tiny.replay()

    assert ran.status == 1
    assert "stages/09-lost: no chapter made this\nTo mend: delete it" in ran.said


def test_a_stage_without_a_snapshot_is_refused_and_can_be_written(tmp_path: Path) -> None:
    tiny = make(tmp_path / "workbook", snapshot=False)

    refused, written = tiny.replay(), tiny.replay("--write")

    assert refused.status == 1
    assert "stages/01-tiny does not exist.\nTo mend: nox -s replay -- --write" in refused.said
    assert written.status == 0
    assert f"wrote {SNAPSHOT}\n" in written.said
    assert (tiny.root / SNAPSHOT).read_text() == "hello\neverybody\nhello\n"


def test_writing_makes_a_snapshot_what_the_chapters_build(tiny: Tiny) -> None:
    tiny.edit("everybody", "nobody", SNAPSHOT)
    (tiny.root / SNAPSHOT).chmod(0o755)
    tiny.page("x", "stages/01-tiny/stray/file.txt")

    ran = tiny.replay("--write")

    assert ran.status == 0
    assert (tiny.root / SNAPSHOT).read_text() == "hello\neverybody\nhello\n"
    assert not os.access(tiny.root / SNAPSHOT, os.X_OK)
    assert not (tiny.root / "stages/01-tiny/stray").exists()
    assert tiny.replay().status == 0


def test_a_line_that_moved_with_its_file_is_named_where_it_was_written(tiny: Tiny) -> None:
    tiny.step(console("$ git mv greeting.txt moved.txt"))
    (tiny.root / SNAPSHOT).unlink()
    tiny.page("hello\neverybodY\nhello\n", "stages/01-tiny/moved.txt")

    ran = tiny.replay()

    assert ran.status == 1
    assert f"{PAGE}:{line_of(BEGIN, '+everybody')}: stages/01-tiny/moved.txt differs" in ran.said
