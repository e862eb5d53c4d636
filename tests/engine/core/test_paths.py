"""Whether something is there: yes, no, or *that may not be known*, which is no *no*."""

import os
from pathlib import Path

import pytest

from tests.support.tiny import Tiny
from workbook.core.arguments import named_folder
from workbook.core.errors import WorkbookError
from workbook.core.paths import is_there, make_folder, require_empty


@pytest.fixture
def closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in one that may not be looked into; root may look everywhere."""
    folder = tmp_path / "closed" / "folder"
    folder.mkdir(parents=True)
    stat = os.stat

    def refuse(path: "str | Path", **options: bool) -> os.stat_result:
        if str(path).startswith(str(folder)):
            raise PermissionError(13, "Permission denied", str(path))
        return stat(path, **options)

    monkeypatch.setattr(os, "stat", refuse)
    return folder


def test_what_is_there_is_told_from_what_is_not(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    found = [is_there(tmp_path / name) for name in (".", "file", "none", "file/none")]

    assert found == [True, True, False, False]


def test_a_folder_that_may_not_be_looked_at_is_not_taken_for_none(closed: Path) -> None:
    for look in (is_there, require_empty, lambda folder: named_folder(str(folder))):
        with pytest.raises(WorkbookError, match="folder cannot be looked at: Permission denied."):
            look(closed)


def test_a_folder_that_may_not_be_written_to_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # root may write everywhere

    with pytest.raises(WorkbookError, match="may not be written to: it belongs to another user"):
        make_folder(tmp_path)


def test_a_path_that_goes_round_in_a_circle_is_named(tiny: Tiny, tmp_path: Path) -> None:
    if os.name == "nt":
        pytest.skip("not everybody may make a symbolic link there")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")

    for command in (("compare",), ("start", "01"), ("history",)):
        ran = tiny.command(*command, str(tmp_path / "circle"))

        assert ran.status == 1
        assert ran.said.startswith(f"{tmp_path / 'circle'} cannot be looked at: Too many levels")
