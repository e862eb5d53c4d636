"""Who sits at the keyboard: known to git, not known, or not to be found out."""

from pathlib import Path

import pytest

from tests.support.tiny import Tiny
from workbook.core.errors import WorkbookError
from workbook.core.identity import known, person


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a person's own settings of git."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return tmp_path / "gitconfig"


def test_git_knows_a_person_or_not(settings: Path) -> None:
    settings.write_text("[user]\n\tname = Ada\n")

    assert known()[0] == "Ada"
    settings.write_text("")
    assert person()["GIT_AUTHOR_NAME"] == "Task Master"


def test_settings_that_git_cannot_read_do_not_make_anybody_unknown(
    settings: Path, moved: Tiny, tmp_path: Path
) -> None:
    settings.write_text("[user\n")

    with pytest.raises(WorkbookError, match="git cannot say who you are: fatal: bad config line"):
        known()
    ran = moved.command("start", "01", str(tmp_path / "copy"))

    assert ran.status == 1
    assert ran.said.startswith("git cannot say who you are: ")
    assert not (tmp_path / "copy").exists()
