"""How a bug is planted in a folder: wholly, or not at all."""

from pathlib import Path

import pytest

from tests.support.tiny import line_of
from tests.support.tiny_museum import APP, CHANGE, TESTS, bug_page
from workbook.core.errors import ChapterError, WorkbookError
from workbook.course import bugs
from workbook.course.bugs import plant


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to plant bugs in, beside a museum of one bug that changes two files."""
    pages = tmp_path / "pages"
    pages.mkdir()
    more = f'```diff title="test_app.py"\n{"-    assert double(0) == 0"}\n```\n'
    (pages / "two-files.md").write_text(bug_page(more=more), encoding="utf-8")
    monkeypatch.setattr(bugs, "BUGS", pages)
    folder = tmp_path / "mein Übungs ordner"
    folder.mkdir()
    (folder / "app.py").write_bytes(APP.encode())
    (folder / "test_app.py").write_bytes(TESTS.encode())
    return folder


def test_a_bug_is_planted_in_all_of_its_files(app: Path) -> None:
    plant(bugs.find_bug("two-files"), app)

    assert (app / "app.py").read_text() == APP.replace("+ other", "+ other + 1")
    assert (app / "test_app.py").read_text() == TESTS.removesuffix("    assert double(0) == 0\n")


def test_a_bug_that_does_not_fit_everywhere_is_planted_nowhere(app: Path) -> None:
    (app / "app.py").write_bytes(APP.replace("\n", "\r\n").encode())
    (app / "test_app.py").write_text("something else\n")

    with pytest.raises(ChapterError, match=r"occurs nowhere in test_app.py(.|\n)*To mend: make"):
        plant(bugs.find_bug("two-files"), app)

    assert (app / "app.py").read_bytes() == APP.replace("\n", "\r\n").encode()
    assert (app / "test_app.py").read_text() == "something else\n"


def test_a_bug_keeps_the_line_ends_of_windows(app: Path) -> None:
    (app / "app.py").write_bytes(APP.replace("\n", "\r\n").encode())

    plant(bugs.find_bug("two-files"), app)

    planted = APP.replace("+ other", "+ other + 1").replace("\n", "\r\n")
    assert (app / "app.py").read_bytes() == planted.encode()


def test_an_unknown_bug_is_one_line_that_lists_the_bugs(app: Path) -> None:
    with pytest.raises(WorkbookError, match=r"^There is no bug 'x'\. The bugs are: two-files\.$"):
        bugs.find_bug("x")


def test_a_bug_has_the_name_of_its_page_and_its_title(app: Path) -> None:
    bug = bugs.find_bug("two-files")

    assert (bug.name, bug.title) == ("two-files", "A sum off by one")
    assert bug.changes[0].text == CHANGE


BELOW = f"""# Two of them

## One

```diff title="app.py"
{CHANGE}```

```red-tests
tests/test_app.py::test_doubling
```

## The other

```diff title="test_app.py"
-    assert double(0) == 0
```
"""


def test_each_heading_of_a_page_has_a_bug_of_its_own(app: Path) -> None:
    page = app.parent / "two.md"
    page.write_text(f"{BELOW}\n```red-tests\n```\n", encoding="utf-8")

    one, other = bugs.bugs_below(page)
    plant(other, app)

    assert (one.title, one.red.lines) == ("One", ("tests/test_app.py::test_doubling",))
    assert (app / "app.py").read_text() == APP
    assert (app / "test_app.py").read_text() == TESTS.removesuffix("    assert double(0) == 0\n")


def test_a_heading_without_a_block_of_its_own_is_refused_where_it_stands(app: Path) -> None:
    page = app.parent / "two.md"
    page.write_text(BELOW, encoding="utf-8")

    where = rf"two\.md:{line_of(BELOW, '## The other')}: this page does not name the tests"
    with pytest.raises(ChapterError, match=where):
        bugs.bugs_below(page)
