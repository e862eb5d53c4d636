"""How a database is named, wherever its file is."""

import os
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from workbook.apps.databases import sqlite_url

NAMES = ["plain", "two words", "what now?", "a?b=c&d", "100%", "%3F", "#1", "ada@home:1", "żółw"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_database_is_made_in_its_folder_however_that_is_called(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    engine = create_engine(sqlite_url(folder / "app.db"))

    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE task (id INTEGER)"))
    engine.dispose()

    assert [path.name for path in folder.iterdir()] == ["app.db"]
    assert [path.name for path in tmp_path.iterdir()] == [name]
