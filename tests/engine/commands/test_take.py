"""The files that a step gives: folded on its page, and put into a learner's folder."""

import os
from pathlib import Path

import pytest

from tests.support.tiny import STEP, Ran, Tiny

pytestmark = pytest.mark.skipif(os.name == "nt", reason="replay types into bash")
GIVES = """??? given "Two lists of words"
    ```text title="more/words.txt"
    one
      two

    three
    ```

    ```text title="last.txt"
    end
    ```

```text title="typed.txt"
mine
```
"""
WORDS = "one\n  two\n\nthree\n"


@pytest.fixture
def giving(tiny: Tiny) -> Tiny:
    """A workbook whose second step gives two files."""
    tiny.step(GIVES)
    return tiny


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A learner's folder, with a space in its name."""
    folder = tmp_path / "my copy"
    folder.mkdir()
    return folder


def took(tiny: Tiny, *words: str | Path) -> Ran:
    """Run the command."""
    return tiny.command("take", *map(str, words))


def files(folder: Path) -> dict[str, str]:
    """Return what stands in a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_given_files_are_put_where_they_belong_and_no_other(giving: Tiny, mine: Path) -> None:
    ran = took(giving, "1.2", mine)

    assert ran.said == "took more/words.txt, 4 lines\ntook last.txt, one line\n"
    assert files(mine) == {"more/words.txt": WORDS, "last.txt": "end\n"}


def test_what_is_taken_is_what_the_chapter_builds(giving: Tiny, mine: Path) -> None:
    assert giving.replay("--write").status == 0
    took(giving, "01.2", mine)

    built = files(giving.root / "stages" / "01-tiny")

    assert files(mine).items() <= built.items()


def test_no_file_is_overwritten_and_the_learner_is_told(giving: Tiny, mine: Path) -> None:
    (mine / "more").mkdir()
    (mine / "more" / "words.txt").write_text("of my own\n")

    ran = took(giving, "01.2", mine)

    assert ran.status == 0
    assert "left more/words.txt alone\n  Yours differs" in ran.said
    assert "took last.txt" in ran.said
    assert files(mine)["more/words.txt"] == "of my own\n"


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_file_that_is_there_already_is_told(giving: Tiny, mine: Path, end: bytes) -> None:
    (mine / "last.txt").write_bytes(b"end" + end)

    ran = took(giving, "01.2", mine)

    assert "last.txt is there already, and the same" in ran.said
    assert (mine / "last.txt").read_bytes() == b"end" + end


def test_a_file_that_cannot_be_there_is_refused_in_words(giving: Tiny, mine: Path) -> None:
    (mine / "more").touch()

    ran = took(giving, "01.2", mine)

    assert ran.status == 1
    assert "more/words.txt cannot be in a folder that is a file" in ran.said


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["01.1", "."], "Step 01.1 gives no files: what it has, you type."),
        (["01.9", "."], "There is no step '01.9'."),
        (["01.2", "nowhere"], "nowhere does not exist."),
    ],
)
def test_what_cannot_be_taken_is_refused(giving: Tiny, words: list[str], says: str) -> None:
    (giving.root / "here").mkdir()

    ran = took(giving, *(word.replace(".", "here") if word == "." else word for word in words))

    assert ran.status == 1
    assert says in ran.said


@pytest.mark.parametrize(
    "block",
    [
        '```diff title="greeting.txt"\n    -everybody\n    +all\n    ```',
        "```console\n    $ true\n    ```",
        "```text\n    words\n    ```",
    ],
)
def test_only_a_whole_file_can_be_given(tiny: Tiny, block: str) -> None:
    tiny.step(f'??? given "Something"\n    {block}\n')

    ran = tiny.replay()

    assert ran.status == 1
    assert f"{STEP}:4: only a whole new file can be given" in ran.said
