"""Where the tests keep their rows."""

from pathlib import Path

import pytest

from tests.databases import new_database


def test_two_folders_have_two_databases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)

    assert new_database(tmp_path / "one") != new_database(tmp_path / "two")
