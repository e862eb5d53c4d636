"""What was proven is proven anew as soon as anything that it depends on has changed."""

import os
from pathlib import Path

import pytest

from workbook.core import proofs
from workbook.core.errors import WorkbookError
from workbook.core.paths import ROOT
from workbook.core.proofs import Proof, digest, engine, files, machine


@pytest.fixture(autouse=True)
def kept_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep proofs in a file of the test's own."""
    monkeypatch.setattr(proofs, "FILE", tmp_path / "cache" / "proofs.sqlite")
    monkeypatch.delenv(proofs.ANEW, raising=False)
    return tmp_path / "cache" / "proofs.sqlite"


def test_what_was_proven_is_known_again() -> None:
    Proof("bug x", {"stage": "1", "engine": "2"}).keep(["red"])

    assert Proof("bug x", {"engine": "2", "stage": "1"}).kept() == ["red"]


@pytest.mark.parametrize(
    "other",
    [
        Proof("bug y", {"stage": "1", "engine": "2"}),
        Proof("bug x", {"stage": "9", "engine": "2"}),
        Proof("bug x", {"stage": "1", "engine": "9"}),
        Proof("bug x", {"stage": "1"}),
        Proof("bug x", {"stage": "1", "engine": "2", "page": ""}),
        Proof("bug x", {"stage": "1engine", "": "2"}),
    ],
)
def test_with_another_ingredient_nothing_is_known(other: Proof) -> None:
    Proof("bug x", {"stage": "1", "engine": "2"}).keep(["red"])

    assert other.kept() is None


def test_if_it_is_asked_for_all_is_proven_anew_and_kept_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Proof("bug x").keep("old")
    monkeypatch.setenv(proofs.ANEW, "1")

    assert Proof("bug x").kept() is None
    Proof("bug x").keep("new")
    monkeypatch.delenv(proofs.ANEW)
    assert Proof("bug x").kept() == "new"


def test_the_last_versions_of_a_proof_are_kept_and_no_other() -> None:
    every = [Proof("bug x", {"stage": str(number)}) for number in range(proofs.KEPT_OF_EACH + 2)]
    Proof("bug y").keep("stays")
    for proof in every:
        proof.keep("red")

    assert [proof.kept() for proof in every] == [None] * 2 + ["red"] * proofs.KEPT_OF_EACH
    assert Proof("bug y").kept() == "stays"


def test_a_damaged_file_holds_no_proof_and_begins_anew(kept_here: Path) -> None:
    Proof("bug x").keep("red")
    kept_here.write_bytes(b"no database at all" * 99)

    assert Proof("bug x").kept() is None
    Proof("bug x").keep("red")
    assert Proof("bug x").kept() == "red"


def test_a_file_that_cannot_be_used_is_named_and_not_taken_for_empty(kept_here: Path) -> None:
    kept_here.mkdir(parents=True)

    for use in (Proof("bug x").kept, lambda: Proof("bug x").keep("red")):
        with pytest.raises(WorkbookError, match="proofs.sqlite, where proofs are kept, cannot be "):
            use()


def test_nothing_is_proven_of_files_that_may_not_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "scandir", refuse)  # root may read everything

    with pytest.raises(WorkbookError, match="cannot be read: Permission denied."):
        files(tmp_path)


def test_all_proofs_stand_in_one_file_that_can_be_carried_along(
    kept_here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Proof("bug x").keep("red")
    assert [path.name for path in kept_here.parent.iterdir()] == ["proofs.sqlite"]

    monkeypatch.setattr(proofs, "FILE", kept_here.rename(tmp_path / "carried.sqlite"))

    assert Proof("bug x").kept() == "red"


def test_files_are_known_by_their_names_what_they_hold_and_whether_they_run(
    tmp_path: Path,
) -> None:
    one, other = tmp_path / "app" / "one.py", tmp_path / "app" / "other.py"
    one.parent.mkdir()
    one.write_text("1")
    seen = {files(one.parent)}
    for change in (
        lambda: one.write_text("2"),
        lambda: one.rename(other),
        lambda: other.chmod(0o755),
        lambda: one.symlink_to("other.py"),
        lambda: (tmp_path / "app" / "empty.py").touch(),
        lambda: other.unlink(),
    ):
        change()
        seen.add(files(one.parent))

    assert len(seen) == 7
    assert files(one.parent / "none") != files(one.parent / "empty.py")


def test_what_machines_leave_behind_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "one.py").touch()
    before = files(tmp_path)
    for name in proofs.PASSED_OVER:
        (tmp_path / name).mkdir()
        (tmp_path / name / "made.py").touch()

    assert files(tmp_path) == before


def test_the_engine_of_a_package_has_all_that_it_may_import_and_no_more() -> None:
    folders = {path.parent.name for path in (ROOT / "workbook").glob("*/__init__.py")}

    assert folders == set(proofs.PACKAGES)
    assert len({engine(package) for package in proofs.PACKAGES}) == len(proofs.PACKAGES)


def test_a_change_in_a_package_counts_for_those_below_it_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proofs, "ROOT", tmp_path)
    for package in proofs.PACKAGES:
        (tmp_path / "workbook" / package).mkdir(parents=True)
    engine.cache_clear()
    before = {package: engine(package) for package in proofs.PACKAGES}
    (tmp_path / "workbook" / "replay" / "new.py").touch()
    engine.cache_clear()
    changed = [package for package in proofs.PACKAGES if engine(package) != before[package]]
    engine.cache_clear()

    assert changed == ["replay", "learner", "classroom", "site", "bench", "commands"]


def test_a_machine_is_its_python_its_system_and_its_processor() -> None:
    assert machine().startswith("CPython 3.")


def test_where_one_text_ends_and_the_next_begins_counts() -> None:
    assert len({digest("ab", "c"), digest("a", "bc"), digest("abc"), digest("ab", "c", "")}) == 4
