"""The history in stages/: held against the chapters by replay, and read without playing them."""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.support.others import give_away
from tests.support.tiny import PAGE, STREAM, Tiny, console
from tests.support.tiny_pages import HISTORY
from workbook.core.git import git

pytestmark = pytest.mark.skipif(os.name == "nt", reason="replay types into bash")

MEND = "To mend: nox -s replay -- --write"


def ask(tiny: Tiny, expression: str) -> object:
    """Return what an expression about the history gives."""
    ran = tiny.run("-c", "\n".join([*ASKED, f"print(json.dumps({expression}))"]))
    assert ran.status == 0, ran.said
    return json.loads(ran.said)


def refusal(tiny: Tiny) -> str:
    """Return what is said when the history is asked for."""
    code = (
        "from workbook.core.errors import WorkbookError\n"
        "from workbook.history.history import history\n"
        "try: history()\nexcept WorkbookError as error: print(error)"
    )
    return tiny.run("-c", code).said


ASKED = (
    "import json",
    "from workbook.course.chapters import find_point",
    "from workbook.history.history import history",
    "made = history()",
    "old, new = find_point('01'), find_point('02.1')",
)


def test_replay_writes_the_history_that_the_chapters_make(moved: Tiny) -> None:
    written = (moved.root / STREAM).read_text()

    assert written.startswith(HISTORY[: HISTORY.index("reset refs/heads/main")])
    assert written.count("\ncommit ") == 2
    assert moved.replay().status == 0


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("Say hello", "Say hallo", f"{PAGE}:1: step 01.1 makes another commit than {STREAM} has"),
        ("\nhello\n", "\nhallo\n", f"{PAGE}:1: step 01.1 makes another commit than {STREAM} has"),
        ("data 28", "data 29", f"{STREAM} is not the history that the chapters make."),
        ("reset refs/tags/01-tiny", "reset refs/tags/01-tidy", f"{STREAM} is not the history"),
    ],
)
def test_a_history_that_differs_is_refused(tiny: Tiny, old: str, new: str, says: str) -> None:
    tiny.page(HISTORY.replace(old, new, 1), STREAM)

    ran = tiny.replay()

    assert ran.status == 1
    assert says in ran.said
    assert MEND in ran.said


def test_a_history_that_is_missing_is_refused_and_can_be_written(tiny: Tiny) -> None:
    (tiny.root / STREAM).unlink()

    refused, said, written = tiny.replay(), refusal(tiny), tiny.replay("--write")

    assert f"{STREAM} does not exist.\n{MEND}" in refused.said
    assert said == f"{STREAM} does not exist.\n{MEND}\n"
    assert f"wrote {STREAM}\n" in written.said
    assert (tiny.root / STREAM).read_text() == HISTORY


def test_a_step_that_is_not_replayed_yet_is_said(tiny: Tiny) -> None:
    tiny.step(console("$ echo x > more.txt"))

    assert refusal(tiny) == (
        f"{STREAM} is not the history of the chapters: it has 1 commits, and the chapters have 2 "
        f"steps.\n{MEND}\n"
    )


def test_a_commit_that_its_page_does_not_make_is_said(tiny: Tiny) -> None:
    tiny.edit('"Say hello"', '"Say more"')

    assert "for step 01.1 it has the commit 'Say hello'." in refusal(tiny)


def test_a_tag_that_is_not_a_stage_is_said(tiny: Tiny) -> None:
    tiny.page(HISTORY.replace("tags/01-tiny", "tags/01-tidy"), STREAM)

    assert "its tags are not at the last steps of the chapters." in refusal(tiny)


def test_a_stream_that_git_cannot_read_is_said(tiny: Tiny) -> None:
    tiny.page(HISTORY.replace("data 28", "data 99"), STREAM)

    assert refusal(tiny).startswith(f"{STREAM} is damaged: git fast-import failed")


def test_a_tree_has_the_files_after_a_step(moved: Tiny) -> None:
    assert ask(moved, "list(made.tree(old))") == ["greeting.txt"]
    assert ask(moved, "list(made.tree(new))") == ["words.txt"]
    assert ask(moved, "made.text(new, 'words.txt')") == "hello\neverybody\ngoodbye\n"


def test_a_diff_follows_a_file_that_moved(moved: Tiny) -> None:
    patch = str(ask(moved, "made.diff(old, new)"))

    assert "rename from greeting.txt\nrename to words.txt\n" in patch
    assert patch.endswith("-hello\n+goodbye\n")
    assert ask(moved, "made.diff(old, new, '--name-only', '--', 'other')") == ""


def test_what_a_step_changes_has_no_lines_around_it_and_follows_a_file(moved: Tiny) -> None:
    asked = "[(f.kind, f.old, f.new, [h.text for h in f.hunks]) for f in made.changes({})]"

    assert ask(moved, asked.format("new")) == [
        ["moved", "greeting.txt", "words.txt", ["-hello\n+goodbye\n"]]
    ]
    assert ask(moved, "[f.kind for f in made.changes(old)]") == ["added"]
    assert ask(moved, "made.moves(new)") == {"words.txt": "greeting.txt"}
    assert ask(moved, "made.moves(old)") == {}


def test_an_entry_has_the_mode_of_a_file_and_what_its_blob_holds(moved: Tiny) -> None:
    asked = "[(mode, made.content(blob).decode()) for mode, blob in made.entries(new).values()]"

    assert ask(moved, asked) == [["100644", "hello\neverybody\ngoodbye\n"]]


def test_blame_knows_the_step_and_the_first_name_of_each_line(moved: Tiny) -> None:
    asked = "[(l.text, l.step.name, l.path, l.number) for l in made.blame(new, 'words.txt')]"

    assert ask(moved, asked) == [
        ["hello", "01.1", "greeting.txt", 1],
        ["everybody", "01.1", "greeting.txt", 2],
        ["goodbye", "02.1", "words.txt", 3],
    ]


@pytest.mark.parametrize("word", ["2", "02", "02-moved", "02.1", "2.1"])
def test_a_point_is_a_step_or_the_last_step_of_a_stage(moved: Tiny, word: str) -> None:
    assert ask(moved, f"find_point('{word}').name") == "02.1"


def damage(path: Path) -> None:
    """Change a byte in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.chmod(0o644)
    path.write_bytes(content)


@pytest.mark.parametrize("fault", [Path.unlink, damage])
@pytest.mark.parametrize("file", ["objects/??/*", "HEAD"])
def test_a_damaged_cache_is_made_anew(moved: Tiny, fault: object, file: str) -> None:
    git(moved.root, "init", "--quiet")  # a git that loses its way finds the workbook's own repo
    ask(moved, "1")
    cached = next((moved.root / ".nox/history").glob(f"*/{file}"))
    fault(cached)  # type: ignore[operator]

    assert ask(moved, "made.text(new, 'words.txt')") == "hello\neverybody\ngoodbye\n"
    assert len(list((moved.root / ".nox/history").iterdir())) == 1


def test_a_cache_that_git_may_not_look_into_is_not_taken_for_damaged(
    moved: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refusal(moved) == ""
    (repo,) = (moved.root / ".nox" / "history").iterdir()
    (repo / "mark").touch()
    give_away(moved.root / ".nox", tmp_path, monkeypatch)

    said = refusal(moved)

    assert f"{repo} belongs to another user, so git does not look into it." in said
    assert (repo / "mark").exists()
    assert "commits.git belongs to another user" in moved.replay().said  # it is another cache


def test_a_cache_serves_again_and_leaves_nothing_beside_it(moved: Tiny) -> None:
    ask(moved, "1")
    (cached,) = (moved.root / ".nox/history").iterdir()
    before = cached.stat().st_ctime_ns

    ask(moved, "1")

    assert [path.stat().st_ctime_ns for path in (moved.root / ".nox/history").iterdir()] == [before]


def test_two_may_make_the_cache_at_once(moved: Tiny) -> None:
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(ask, moved, "made.text(new, 'words.txt')") for _ in range(4)]

    assert {future.result() for future in asked} == {"hello\neverybody\ngoodbye\n"}
    assert len(list((moved.root / ".nox/history").iterdir())) == 1
