"""Live is put together whole, or left out with a word about it."""

import re
from pathlib import Path

import pytest

from tests.support.small_site import THEME
from workbook.core.errors import WorkbookError
from workbook.core.paths import ROOT
from workbook.site.live import assemble
from workbook.site.live.npm import Unreachable


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What registries have, in small."""
    folder = tmp_path / "parts"
    folder.mkdir()
    (folder / "python.wasm").write_bytes(b"wasm")
    monkeypatch.setattr(assemble, "fetched", lambda _lock: folder)
    monkeypatch.setattr(assemble, "HOME", tmp_path / "live")
    return folder


def build_of(folder: Path) -> str:
    found = re.search(r'KEPT = "taskmaster\.live\.(\w+)"', (folder / "sw.js").read_text())
    assert found
    return found[1]


def test_a_change_of_any_part_makes_another_build(parts: Path, tmp_path: Path) -> None:
    told = assemble.with_live()
    first = build_of(tmp_path / "live")
    assemble.with_live()
    assert build_of(tmp_path / "live") == first

    (parts / "python.wasm").write_bytes(b"another")
    assemble.with_live()

    assert build_of(tmp_path / "live") != first
    assert told == {"WORKBOOK_LIVE": "all but 01-minimal/1-an-empty-project/"}
    assert (tmp_path / "live" / "steps" / "01-minimal.json").is_file()


def test_without_a_network_the_site_is_built_without_it(
    parts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assemble.with_live()

    def away(_lock: object) -> Path:
        raise Unreachable("pyodide-1.0 of npm cannot be fetched: no network")

    monkeypatch.setattr(assemble, "fetched", away)

    assert assemble.live_or_not() == {}
    assert "Without live, the apps in the page: pyodide-1.0" in capsys.readouterr().out
    assert not (tmp_path / "live").exists()


def test_what_is_not_as_the_lock_says_is_no_site_without_it(
    parts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def another(_lock: object) -> Path:
        raise WorkbookError("pyodide-1.0 of npm is not what lock.toml says: another hash.")

    monkeypatch.setattr(assemble, "fetched", another)

    with pytest.raises(WorkbookError, match="another hash"):
        assemble.live_or_not()


def test_what_is_more_than_the_pages_say_is_refused(
    parts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (parts / "python.wasm").write_bytes(bytes(assemble.MOST))

    with pytest.raises(WorkbookError, match=r"fetches 20\.\d MB, and 20 are the most"):
        assemble.with_live()


def test_the_pages_say_how_much_is_fetched_at_most() -> None:
    for page in (ROOT / THEME / "main.html", assemble.PAGE / "index.html"):
        said = re.findall(r"up to (\d+) MB", page.read_text(encoding="utf-8"))
        assert said == [str(assemble.MOST // 1_000_000)]
