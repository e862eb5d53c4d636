"""What replay says of a block that cannot be played."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.tiny import (
    BEGIN,
    STEP,
    Tiny,
    console,
)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="replay types into bash")


@pytest.mark.parametrize(
    ("hunk", "says"),
    [
        ("-hello\n+bye\n", "occurs twice in greeting.txt\nIt occurs at the lines 1, 3."),
        ("-world\n+bye\n", "occurs nowhere in greeting.txt\n--- expected by the hunk\n"),
        ("@@ one\n-everybody\n+all\n@@ two\n-world\n+bye\n", "occurs nowhere in greeting.txt"),
    ],
)
def test_a_hunk_whose_place_is_not_clear_is_refused(tiny: Tiny, hunk: str, says: str) -> None:
    tiny.step(f'```diff title="greeting.txt"\n{hunk}```\n')

    ran = tiny.replay()

    assert ran.status == 1
    assert f"{STEP}:{8 if '@@' in hunk else 4}: the old side of this hunk {says}" in ran.said
    assert "\nTo mend: " in ran.said


@pytest.mark.parametrize(
    ("block", "says"),
    [
        ('```text title="greeting.txt"\nx\n```\n', "3: greeting.txt is there already\nTo mend: "),
        ('```diff title="none.txt"\n-x\n```\n', "3: there is no none.txt to change yet"),
        ('```text title="a.txt" mode=1\nx\n```\n', "3: a text block has no option 'mode'"),
        ('```text title="../a.txt"\nx\n```\n', "3: '../a.txt' cannot be a file"),
        ('=== "Mac"\n\n    ```console\n    $ ls\n    ```\n', "5: no tab is called 'Mac'"),
        ("<!--\n```console\n$ ls\n```\n-->\n", "4: this block stands in a comment"),
        (console("$ ls", options="exit=-1"), "3: exit=-1 is not a whole number"),
        (console("$ ls", options="terminal=²"), "3: terminal=² is not a whole number"),
    ],
)
def test_a_block_that_cannot_be_played_is_refused(tiny: Tiny, block: str, says: str) -> None:
    tiny.step(block)

    ran = tiny.replay()

    assert ran.status == 1
    assert f"{STEP}:{says}" in ran.said


def test_a_fence_that_is_never_closed_is_refused(tiny: Tiny) -> None:
    tiny.page("# More\n\n```console\n$ ls\n", STEP)

    ran = tiny.replay()

    assert ran.status == 1
    assert f"{STEP}:3: this block is never closed" in ran.said


def test_a_page_that_is_not_utf8_is_refused(tiny: Tiny) -> None:
    (tiny.root / STEP).write_bytes(b"# More\n\ncaf\xe9\n")

    ran = tiny.replay()

    assert ran.status == 1
    assert f"{STEP}:3: this page is not UTF-8 text\nTo mend: save it as UTF-8" in ran.said


def test_a_page_with_the_line_ends_of_windows_is_played_the_same(tiny: Tiny) -> None:
    tiny.page("\ufeff" + BEGIN.replace("\n", "\r\n"))

    assert tiny.replay().status == 0


def test_the_windows_tab_and_untitled_blocks_are_not_played(tiny: Tiny) -> None:
    tiny.step(
        '=== "macOS / Linux"\n\n    ```console\n    $ echo here\n    here\n    ```\n\n'
        '=== "Windows"\n\n    ```console\n    $ exit 7\n    ```\n\n'
        "```python\nraise SystemExit\n```\n"
    )

    assert tiny.replay("--write").status == 0


# A disk of its own, for this one process, on which nothing may be run.
MOUNTED = """
mount -t tmpfs -o noexec nothing "$1" || exit 77
shift
exec "$@"
"""


@pytest.mark.parametrize("where", ["the folder", "what is temporary"])
def test_a_disk_on_which_nothing_runs_is_named_and_no_page_is_blamed(
    tiny: Tiny, tmp_path: Path, where: str
) -> None:
    (disk := tmp_path / "disk").mkdir()
    words = [sys.executable, "-m", "workbook.commands", "replay"]
    mounted = ["unshare", "--map-root-user", "--mount", "sh", "-c", MOUNTED, "sh", str(disk)]
    told = {"TMPDIR": str(disk)} if where == "what is temporary" else {}
    to = [] if told else ["--to", "01.1", str(disk / "copy")]
    try:
        done = subprocess.run(
            [*mounted, *words, *to],
            cwd=tiny.root,
            env=os.environ | told,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    except FileNotFoundError:
        pytest.skip("this system has no unshare")
    if "unshare failed" in done.stderr or done.returncode == 77:
        pytest.skip("this system lets nobody mount a disk for one process alone")

    assert done.returncode == 1
    assert done.stderr.startswith(f"No program can be run in {disk}/")
    assert ": its disk is mounted with noexec. Name a folder on another disk;" in done.stderr
