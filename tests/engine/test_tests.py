"""A test that reads pages and does not say so is red, however it reads them."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import page_readers
from workbook.core.paths import DOCS, ROOT

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
TEST = """import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path({root!r})

{mark}
def test_it() -> None:
    {line}
"""


def ran(folder: Path, line: str, mark: str = "") -> "subprocess.CompletedProcess[str]":
    """Run one test of this kind in a process of its own."""
    test = folder / "test_it.py"
    test.write_text(TEST.format(root=str(ROOT), mark=mark, line=line), encoding="utf-8")
    words = ["-m", "pytest", "-q", "-p", page_readers.__name__, "-p", "no:cacheprovider"]
    return subprocess.run(
        [sys.executable, *words, "-c", ROOT / "pyproject.toml", f"--rootdir={folder}", test],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("line", READS.values(), ids=READS)
def test_a_test_that_reads_a_page_has_to_say_so(tmp_path: Path, line: str) -> None:
    red, marked = ran(tmp_path, line), ran(tmp_path, line, "@pytest.mark.pages")

    assert red.returncode == 1, red.stdout
    assert "and does not say so: mark it, or its file, with pytest.mark.pages." in red.stdout
    assert marked.returncode == 0, marked.stdout


@pytest.mark.parametrize("line", READS_NONE.values(), ids=READS_NONE)
def test_what_is_beside_the_pages_is_no_page(tmp_path: Path, line: str) -> None:
    done = ran(tmp_path, line)

    assert done.returncode == 0, done.stdout


def test_what_is_made_is_no_page() -> None:
    assert page_readers.is_page(DOCS / "setup.md")
    assert not page_readers.is_page(DOCS / "diffs" / "index.md")
    assert not page_readers.is_page(ROOT.parent / "README.md")
