"""A test that reads pages and does not say so is red, however it reads them."""

import subprocess
import sys
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.support import page_readers
from workbook.core.paths import DOCS, ROOT

Ran: TypeAlias = "subprocess.CompletedProcess[str]"
MARK = "@pytest.mark.pages"
READS = {
    "itself": 'open(ROOT / "docs" / "setup.md").close()',
    "a folder of them": 'list((ROOT / "docs" / "exercises").iterdir())',
    "beside docs": '(ROOT / "README.md").read_text(encoding="utf-8")',
    "in another process": 'subprocess.run([sys.executable, "-m", "workbook", "-h"], cwd=ROOT)',
}
READS_NONE = {
    "a stage": '(ROOT / "stages" / "history.txt").read_bytes()',
    "which stages there are": 'list((ROOT / "docs").iterdir())',
    "an asset": '(ROOT / "docs" / "assets" / "site.css").read_bytes()',
}
AT_ONCE = {
    "when it is imported": "TEXT = (ROOT / 'docs' / 'setup.md').read_text(encoding='utf-8')",
    "for its parameters": "@pytest.mark.parametrize('page', [*(ROOT / 'docs' / 'bugs').iterdir()])",
}
TEST = """import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path({root!r})

{at_once}
{mark}
def test_it({taken}) -> None:
    {line}
"""


def ran(folder: Path, line: str = "pass", mark: str = "", at_once: str = "") -> Ran:
    """Run one test of this kind in a process of its own."""
    test, taken = folder / "test_it.py", "page" if "'page'" in at_once else ""
    text = TEST.format(root=str(ROOT), mark=mark, line=line, at_once=at_once, taken=taken)
    test.write_text(text, encoding="utf-8")
    words = ["-m", "pytest", "-q", "-p", page_readers.__name__, "-p", "no:cacheprovider"]
    return subprocess.run(
        [sys.executable, *words, "-c", ROOT / "pyproject.toml", f"--rootdir={folder}", folder],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def hold(red: Ran, marked: Ran) -> None:
    """Require that a test is red without the mark, and green with it."""
    assert red.returncode == 1, red.stdout
    assert "and does not say so: mark it, or its file, with pytest.mark.pages." in red.stdout
    assert marked.returncode == 0, marked.stdout


@pytest.mark.parametrize("line", READS.values(), ids=READS)
def test_a_test_that_reads_a_page_has_to_say_so(tmp_path: Path, line: str) -> None:
    hold(ran(tmp_path, line), ran(tmp_path, line, MARK))


@pytest.mark.parametrize("line", AT_ONCE.values(), ids=AT_ONCE)
def test_a_test_whose_file_reads_a_page_has_to_say_so(tmp_path: Path, line: str) -> None:
    hold(ran(tmp_path, at_once=line), ran(tmp_path, mark=MARK, at_once=line))


def test_what_is_told_from_a_cache_is_read_as_well(tmp_path: Path) -> None:
    read = "from workbook.course.exercises import exercises\nFOUND = exercises()"
    other = TEST.format(root=str(ROOT), mark=MARK, line="pass", at_once=read, taken="")
    (tmp_path / "test_before.py").write_text(other, encoding="utf-8")
    line = "from workbook.course.exercises import exercises; exercises()"

    hold(ran(tmp_path, line), ran(tmp_path, line, MARK))


@pytest.mark.parametrize("line", READS_NONE.values(), ids=READS_NONE)
def test_what_is_beside_the_pages_is_no_page(tmp_path: Path, line: str) -> None:
    done = ran(tmp_path, line)

    assert done.returncode == 0, done.stdout


def test_what_is_made_is_no_page() -> None:
    assert page_readers.is_page(DOCS / "setup.md")
    assert not page_readers.is_page(DOCS / "diffs" / "index.md")
    assert not page_readers.is_page(ROOT.parent / "README.md")
