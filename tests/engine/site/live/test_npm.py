"""Files of npm are fetched by their hash, and nothing else is taken."""

import hashlib
import io
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest

from workbook.core.errors import WorkbookError
from workbook.site.live.locked import Fetched
from workbook.site.live.npm import fetch

HELLO = b"export const hello = 1;\n"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fetched:
    """A package of two files in a registry that is a folder; the lock names one of them."""
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w:gz") as archive:
        for name in ("package/hello.js", "package/other.js"):
            entry = tarfile.TarInfo(name)
            entry.size = len(HELLO)
            archive.addfile(entry, io.BytesIO(HELLO))
    place = tmp_path / "registry" / "@some" / "hello" / "-"
    place.mkdir(parents=True)
    (place / "hello-1.0.tgz").write_bytes(raw.getvalue())
    monkeypatch.setenv("NPM_CONFIG_REGISTRY", f"{(tmp_path / 'registry').as_uri()}/")
    digest = hashlib.sha256(raw.getvalue()).hexdigest()
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
    with pytest.raises(WorkbookError, match=r"hello-2\.0 of npm cannot be fetched"):
        fetch(replace(package, version="2.0"), tmp_path)
