"""What replay proves, and what it says of each fault that is planted in a workbook."""

import os
import shutil
from pathlib import Path

import pytest

from tests.tiny import (
    BEGIN,
    PAGE,
    Tiny,
    commit_block,
    commits_of,
    console,
    make,
)
from workbook.git import git

pytestmark = pytest.mark.skipif(os.name == "nt", reason="replay types into bash")
STEP = "docs/01-tiny/2-more.md"
SNAPSHOT = "stages/01-tiny/greeting.txt"


def line_of(text: str, part: str) -> int:
    """Return the line of a page that has a part."""
    return text[: text.index(part)].count("\n") + 1


def test_a_workbook_that_holds_is_proven(tiny: Tiny) -> None:
    ran = tiny.replay()

    assert ran.status == 0
    assert "01.1  Begin" in ran.said
    assert "they build stages/01-tiny byte for byte" in ran.said.splitlines()[-1]


# Faults of stages/


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


def test_a_snapshot_that_differs_by_the_end_of_a_line_is_refused(tmp_path: Path) -> None:
    tiny = make(tmp_path / "workbook")
    tiny.edit("# Begin\n", '# Begin\n\n```text title=".gitattributes"\n* text=auto\n```\n')
    tiny.page("* text=auto\n", "stages/01-tiny/.gitattributes")
    assert tiny.replay().status == 0
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


# Faults of blocks


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

    assert tiny.replay().status == 0


# Faults of commands


@pytest.mark.parametrize(
    ("block", "says"),
    [
        (console("$ true", "$ echo one", "two"), "5: 'echo one' prints something else"),
        (console("$ echo one"), "4: 'echo one' prints something else"),
        (console("$ true", "one"), "4: 'true' prints something else"),
        (console("$ true", "$ false"), "5: 'false' exits with 1, and the page says that it"),
        (console("$ true", options="exit=1"), "4: 'true' exits with 0, and the page says that it"),
        (console("$ (exit 2)", options="exit=1"), "4: '(exit 2)' exits with 2, and the page says"),
        (console("$ nonsense"), "4: 'nonsense' exits with 127"),
        (console("$ echo 'open"), '4: "echo \'open" exits with '),
        (console("$ true", "$ exit 0"), "5: 'exit 0': this command closes the terminal"),
        (console("$ kill -9 $$"), "4: 'kill -9 $$': this command closes the terminal"),
    ],
)
def test_a_command_that_does_not_do_what_the_page_says_is_refused(
    tiny: Tiny, block: str, says: str
) -> None:
    tiny.step(block)

    ran = tiny.replay()

    assert ran.status == 1
    assert f"{STEP}:{says}" in ran.said


def test_wrong_output_is_shown_beside_the_page_with_the_command_that_mends_it(tiny: Tiny) -> None:
    tiny.edit("one\ntwo\n$", "one\n2\n$")

    ran = tiny.replay()

    assert f"{PAGE}:{line_of(BEGIN, '$ echo one')}: " in ran.said
    assert "--- expected by the page\n+++ found\n one\n-2\n+two\n" in ran.said
    assert ran.said.endswith("To mend: nox -s replay -- --accept\n")


def test_what_a_failing_command_prints_is_shown(tiny: Tiny) -> None:
    tiny.step(console("$ echo the reason; false"))

    assert "\nthe reason\nTo mend: correct what it runs, or write exit=1" in tiny.replay().said


def test_a_command_that_is_meant_to_fail_may(tiny: Tiny) -> None:
    tiny.step(console("$ (echo no; exit 3)", "no", "$ (exit 3)", options="exit=3"))

    assert tiny.replay().status == 0


def test_what_a_command_changes_holds_for_the_next(tiny: Tiny) -> None:
    tiny.step(
        console("$ mkdir -p sub && cd sub && export WORD=kept")
        + "\n"
        + console("$ cd ..")
        + "\n"
        + console("$ echo $WORD; basename $OLDPWD", "kept", "sub")
    )

    assert tiny.replay().status == 0


def test_a_command_that_does_not_end_is_stopped_with_all_that_it_started(tiny: Tiny) -> None:
    tiny.step(console("$ echo waiting; sleep 3456 & sleep 3456"))

    ran = tiny.replay("--limit", "0.5")

    assert ran.status == 1
    assert f"{STEP}:4: " in ran.said
    assert "this command did not end within 0.5 s\nwaiting\nTo mend: " in ran.said
    for status in Path("/proc").glob("[0-9]*/cmdline"):
        assert b"sleep\x003456" not in status.read_bytes()


def test_what_a_person_has_set_does_not_reach_the_commands(tiny: Tiny, tmp_path: Path) -> None:
    (tmp_path / ".config/git").mkdir(parents=True)
    (tmp_path / ".config/git/ignore").write_text("*.txt\n")
    (tmp_path / ".gitconfig").write_text("[user]\nname = Somebody\n[commit]\ngpgsign = true\n")
    (tmp_path / "startup.sh").write_text("echo hello from the startup file\n")
    tiny.step(
        console("$ echo ${FLASK_APP-}${VIRTUAL_ENV-}${SECRET_KEY-}${FORCE_COLOR-}${GIT_DIR-}.", ".")
    )

    ran = tiny.replay(
        HOME=str(tmp_path),
        BASH_ENV=str(tmp_path / "startup.sh"),
        FLASK_APP="other",
        VIRTUAL_ENV=str(tmp_path),
        SECRET_KEY="secret",
        FORCE_COLOR="1",
        GIT_DIR="elsewhere",
    )

    assert ran.status == 0, ran.said


# Faults of steps


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

    assert tiny.replay().status == 0


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


# Accepting


def test_accepting_rewrites_the_wrong_lines_and_keeps_the_rest(tiny: Tiny) -> None:
    wrong = (
        '=== "macOS / Linux"\n\n    ```console\n    $ printf "a\\nb\\n\\nc\\n"\n'
        "    a\n    wrong\n    ...\n"
        "    $ echo x1; echo new\n    x...\n    old\n    ```\n\n"
        + console("$ echo lost")
        + "\nEnd.\n"
    )
    right = (
        wrong.replace("    wrong\n", "    b\n")
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
    assert tiny.replay().status == 0


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


# Stopping at a step


def test_a_repo_can_be_left_at_a_step(tiny: Tiny, tmp_path: Path) -> None:
    tiny.step('```text title="more.txt"\nx\n```\n')
    tiny.step("", number=3)
    folder = tmp_path / "mein Übungs ordner" / "new"

    ran = tiny.replay("--to", "1.2", str(folder))

    assert ran.status == 0
    assert ran.said.endswith("is a git repo at step 01.2.\n")
    assert (folder / "more.txt").read_text() == "x\n"
    assert git(folder, "log", "--format=%s").split("\n") == ["Do step 2", "Say hello", ""]
    assert git(folder, "status", "--porcelain") == ""
    assert git(folder, "tag") == ""


@pytest.mark.parametrize(
    ("step", "folder", "says"),
    [
        ("01.9", "new", "There is no step '01.9'. The steps are 01.1 to 01.1."),
        ("nonsense", "new", "There is no step 'nonsense'."),
        ("01.1", "full", "full is not empty, and nothing is ever overwritten."),
        ("01.1", "full/mine.txt", "full/mine.txt is a file. Name a new or an empty folder."),
        ("01.1", "full/mine.txt/new", "full/mine.txt/new cannot be made: Not a directory."),
    ],
)
def test_nothing_is_played_into_a_wrong_place(
    tiny: Tiny, step: str, folder: str, says: str
) -> None:
    tiny.page("mine", "full/mine.txt")

    ran = tiny.replay("--to", step, folder)

    assert ran.status == 1
    assert says in ran.said
    assert ran.said.strip().count("\n") == 0
    assert not (tiny.root / "new").exists()
    assert [path.name for path in (tiny.root / "full").iterdir()] == ["mine.txt"]


def test_two_replays_make_the_same_commits_and_one_tag_a_stage(tiny: Tiny, tmp_path: Path) -> None:
    tiny.page(f"# On\n\n{commit_block('Go on')}", "docs/02-more/1-on.md")

    for name in ("one", "other"):
        assert tiny.replay("--to", "02.1", str(tmp_path / name), TZ="Asia/Tokyo").status == 0

    assert commits_of(tmp_path / "one") == commits_of(tmp_path / "other")
    assert git(tmp_path / "one", "tag") == "01-tiny\n02-more\n"
    assert git(tmp_path / "one", "rev-parse", "02-more").strip() == commits_of(tmp_path / "one")[0]


def test_without_git_one_line_says_so(tiny: Tiny, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/bash").symlink_to(str(shutil.which("bash")))

    ran = tiny.replay(PATH=str(tmp_path / "bin"))

    assert ran.status == 1
    assert ran.said.startswith("\ngit is not installed, or not on the PATH.")
    assert ran.said.strip().count("\n") == 0


def test_without_bash_one_line_says_so(tiny: Tiny, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/git").symlink_to(str(shutil.which("git")))

    ran = tiny.replay(PATH=str(tmp_path / "bin"))

    assert ran.status == 1
    assert "into bash, and there is none here" in ran.said
