"""Live is put together whole, or left out with a word about it."""

import json
import re
from pathlib import Path

import pytest

from tests.support.small_site import THEME
from workbook.core.errors import WorkbookError
from workbook.core.paths import ROOT
from workbook.site.diffs import beside as beside_of_diffs
from workbook.site.live import assemble, npm, wheels
from workbook.site.live.locked import Fetched, Lock, lock

pytestmark = pytest.mark.pages

OF_A_MODULE = re.compile(r"""(?:from|\bimport\()\s*["']([^"'.][^"']*)["']""")


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What registries have, in small."""
    folder = tmp_path / "parts"
    folder.mkdir()
    (folder / "python.wasm").write_bytes(b"wasm")
    monkeypatch.setattr(assemble, "fetched", lambda _lock: folder)
    monkeypatch.setattr(assemble, "HOME", tmp_path / "live")
    return folder


@pytest.fixture
def page(parts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of live, without the steps."""
    monkeypatch.setattr(assemble, "packs", lambda _history: {})
    monkeypatch.setattr(assemble, "checks", dict)
    assemble.write_live(tmp_path / "live")
    return tmp_path / "live"


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
    assert told.pop("WORKBOOK_LIVE") == "all but 01-minimal/1-an-empty-project/"
    (checked,) = told.values()
    assert checked.startswith("all of exercises/01-done-last/ ")
    assert checked.endswith(" exercises/04-slow-tests/")
    assert (tmp_path / "live" / "steps" / "01-minimal.json").is_file()
    assert (tmp_path / "live" / "checks" / "01-done-last.json").is_file()


def test_without_a_network_the_site_is_built_without_it(
    parts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assemble.with_live()

    def away(_lock: object) -> Path:
        raise npm.Unreachable("pyodide-1.0 of npm cannot be fetched: no network")

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


def test_a_package_stands_in_its_part_and_its_licence_with_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fetch(package: Fetched, place: Path) -> None:
        for name in package.files:
            (place / name).write_text(f"the {name} of {package.label}")

    monkeypatch.setattr(assemble, "CACHE", tmp_path)
    monkeypatch.setattr(npm, "fetch", fetch)
    monkeypatch.setattr(wheels, "fetch", lambda _packages, _folder: "")
    text = Fetched("@some/text", "1.0", "", "MIT", ("dist/index.js", "LICENSE.txt"), "editor")
    wanted = Lock((text,), (), "0" * 64)

    home = assemble.fetched(wanted)

    assert json.loads(assemble.imports(wanted)) == {"@some/text": "./editor/text/dist/index.js"}
    assert (home / "editor" / "text" / "dist" / "index.js").is_file()
    assert "the LICENSE.txt of text-1.0" in (home / "licences.txt").read_text()


def test_the_page_says_where_each_package_is_that_its_modules_import(page: Path) -> None:
    said = re.search('<script type="importmap">(.+)</script>', (page / "index.html").read_text())
    assert said
    named = json.loads(said[1])["imports"]
    modules = [path.read_text() for path in page.glob("*.js")]
    wanted = {name for text in modules for name in OF_A_MODULE.findall(text)}

    assert wanted <= {*named} == {each.name for each in lock().npm if each.part}
    assert {"@codemirror/view", "client-zip", "diff"} <= wanted


def test_what_the_page_needs_is_kept_before_the_network_goes(page: Path) -> None:
    kept = re.search(r"const OWN = (\[.+\]);", (page / "sw.js").read_text())
    assert kept
    loaded_later = {"checker.js", "codemirror.js", "python.js", "sw.js", "worker.js"}
    own = {path.name for kind in ("*.js", "*.css") for path in page.glob(kind)}

    assert {*json.loads(kept[1])} == own - loaded_later


def test_what_is_more_than_the_pages_say_is_refused(
    parts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (parts / "python.wasm").write_bytes(bytes(assemble.MOST))

    with pytest.raises(WorkbookError, match=r"fetches 2[01]\.\d MB, and 20 are the most"):
        assemble.with_live()


def test_the_pages_say_how_much_is_fetched_at_most() -> None:
    beside = Path(beside_of_diffs.__file__)
    for page in (ROOT / THEME / "main.html", assemble.PAGE / "index.html", beside):
        said = re.findall(r"up to (\d+) MB", page.read_text(encoding="utf-8"))
        assert {*said} == {str(assemble.MOST // 1_000_000)}
