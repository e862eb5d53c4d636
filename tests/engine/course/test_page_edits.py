"""How shown output is rewritten to what commands print."""

import os

import pytest

from tests.support.tiny import (
    BEGIN,
    PAGE,
    STEP,
    Tiny,
    console,
)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="replay types into bash")


def test_accepting_rewrites_the_wrong_lines_and_keeps_the_rest(tiny: Tiny) -> None:
    wrong = (
        console("$ echo more than is shown")
        + '\n=== "macOS / Linux"\n\n    ```console\n    $ printf "a\\nb\\n\\nc\\n"\n'
        "    a\n    wrong\n    ...\n"
        "    $ echo x1; echo new\n    x...\n    old\n    ```\n\n"
        + console("$ echo lost")
        + "\nEnd.\n"
    )
    right = (
        wrong.replace("    wrong\n", "    b\n")
        .replace("is shown\n", "is shown\nmore than is shown\n")
        .replace("old", "new")
        .replace("lost\n", "lost\nlost\n")
    )
    tiny.step(wrong)
    page = (tiny.root / STEP).read_text()

    ran = tiny.replay("--accept")

    assert ran.status == 0
    assert ran.said.endswith(f"wrote {STEP}\n")
    assert (tiny.root / STEP).read_text() == page.replace(wrong, right)
    assert (tiny.root / PAGE).read_text() == BEGIN
    assert tiny.replay("--write").status == 0


def test_accepting_writes_nothing_where_all_is_true(tiny: Tiny) -> None:
    ran = tiny.replay("--accept")

    assert ran.status == 0
    assert "nothing to write" in ran.said
    assert (tiny.root / PAGE).read_text() == BEGIN


def test_accepting_keeps_the_line_ends_of_windows(tiny: Tiny) -> None:
    right = BEGIN.replace("\n", "\r\n")
    tiny.page(right.replace("two\r\n$", "2\r\n$"))

    ran = tiny.replay("--accept")

    assert ran.status == 0
    assert (tiny.root / PAGE).read_bytes().decode() == right


@pytest.mark.parametrize("line", ["$ ls", "```"])
def test_output_that_a_page_cannot_show_is_not_accepted(tiny: Tiny, line: str) -> None:
    tiny.step(console(f"$ echo '{line}'"))

    ran = tiny.replay("--accept")

    assert ran.status == 1
    assert f"{STEP}:4: " in ran.said
    assert "prints a line that a page cannot show" in ran.said


def test_accepting_takes_no_failing_command(tiny: Tiny) -> None:
    tiny.step(console("$ false"))

    assert tiny.replay("--accept").status == 1
