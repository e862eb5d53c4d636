"""Files of npm are fetched by their hash, and nothing else is taken."""

import hashlib
import io
import os
import sys
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest

from workbook.core.errors import WorkbookError
from workbook.site.live.locked import Fetched
from workbook.site.live.npm import Unreachable, fetch

# A script is no program on Windows.
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the npm of these tests is a script")
HELLO = b"export const hello = 1;\n"


NPM = """#!{python}
import pathlib, shutil, sys
wanted, to = sys.argv[2], sys.argv[3].partition("=")[2]
found = pathlib.Path(__file__).parent / (wanted.rpartition("/")[2] + ".tgz")
if not found.exists():
    sys.exit("npm error code " + ("E404" if "9.0" in wanted else "EAI_AGAIN"))
shutil.copy(found, to)
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fetched:
    """A package of two files that an npm of the test's own has; the lock names one of them."""
    archive = tmp_path / "hello@1.0.tgz"
    with tarfile.open(archive, mode="w:gz") as packed:
        for name in ("package/hello.js", "package/other.js"):
            entry = tarfile.TarInfo(name)
            entry.size = len(HELLO)
            packed.addfile(entry, io.BytesIO(HELLO))
    program = tmp_path / "npm"
    program.write_text(NPM.format(python=sys.executable))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    return Fetched("@some/hello", "1.0", digest, "MIT", ("hello.js",))


def test_the_files_that_the_lock_names_are_taken(package: Fetched, tmp_path: Path) -> None:
    folder = tmp_path / "taken"
    folder.mkdir()

    fetch(package, folder)

    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"hello.js": HELLO}


def test_another_hash_is_refused(package: Fetched, tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match=r"hello-1\.0 of npm is not what lock\.toml says"):
        fetch(replace(package, sha256="0" * 64), tmp_path)

    assert not (tmp_path / "hello.js").exists()


def test_a_registry_that_is_away_is_told_of(package: Fetched, tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match=r"hello-2\.0 of npm cannot be fetched: .*EAI_AGAIN"):
        fetch(replace(package, version="2.0"), tmp_path)


def test_a_version_that_is_not_there_is_no_network_that_is_away(
    package: Fetched, tmp_path: Path
) -> None:
    with pytest.raises(WorkbookError, match="E404") as refused:
        fetch(replace(package, version="9.0"), tmp_path)

    assert not isinstance(refused.value, Unreachable)
