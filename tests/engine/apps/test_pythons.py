"""Which Python of a machine is the newest, whoever installed it."""

import json
import os
import sys
from pathlib import Path

import pytest

from workbook.apps import pythons

pytestmark = pytest.mark.skipif(os.name == "nt", reason="stands in for uv with a shell script")
THIS = f"{sys.version_info.major}.{sys.version_info.minor}"


def says(folder: Path, monkeypatch: pytest.MonkeyPatch, *found: dict[str, str]) -> Path:
    """Have uv find these Pythons; return the file in which it notes where it looks."""
    told = [{"implementation": "cpython", "variant": "default", **each} for each in found]
    (folder / "found.json").write_text(json.dumps(told))
    uv = folder / "uv"
    uv.write_text(f'#!/bin/sh\necho "$PATH" > {folder}/looked\ncat {folder}/found.json\n')
    uv.chmod(0o755)
    monkeypatch.setattr(pythons, "find_uv", lambda: str(uv))
    return folder / "looked"


def test_the_newest_release_is_found_and_the_first_of_two_that_are_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    says(
        tmp_path,
        monkeypatch,
        {"version": "3.99.0rc1", "path": "unfinished"},
        {"version": "3.98.1", "path": "without a lock", "variant": "freethreaded"},
        {"version": "3.97.0", "path": "another", "implementation": "pypy"},
        {"version": "3.96.10", "path": "this one"},
        {"version": "3.96.9", "path": "older"},
        {"version": "3.9.18", "path": "much older"},
    )

    assert pythons.newest() == "this one"


@pytest.mark.parametrize("found", [[], [{"version": f"{THIS}.99", "path": "alike"}]])
def test_where_none_is_newer_than_this_one_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, found: list[dict[str, str]]
) -> None:
    says(tmp_path, monkeypatch, *found)

    assert pythons.newest() == ""


def test_all_versions_of_pyenv_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = says(tmp_path, monkeypatch)
    folder = tmp_path / "versions" / "3.99.0" / "bin"
    folder.mkdir(parents=True)
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))

    pythons.newest()

    assert str(folder) in looked.read_text().split(os.pathsep)
