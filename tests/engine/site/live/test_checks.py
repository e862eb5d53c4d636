"""Exercises that can be checked in a page are in live, with the check and the kit as they are."""

import json
from pathlib import Path

import pytest

from tests.support.answers import files_of
from workbook.core.errors import ChapterError, WorkbookError
from workbook.core.paths import ROOT
from workbook.course.exercises import exercises, find_exercise
from workbook.site.live import checks as live_checks
from workbook.site.live.checks import begin, checks

pytestmark = pytest.mark.pages


def test_each_exercise_of_four_stages_but_one_has_its_check_and_the_kit() -> None:
    found = {name: json.loads(text) for name, text in checks().items()}

    of = {each.page.stem for each in exercises() if each.stage.number < "05"}
    assert {*found} == of - {"04-tag-rule"}
    for name, pack in found.items():
        sources = pack["sources"]
        assert sources.pop("check.py") == (ROOT / "exercises" / name / "check.py").read_text()
        kit = (ROOT / "exercises" / "kit").glob("*.py")
        assert sources == {f"kit/{path.name}": path.read_text() for path in kit}
        words = f"PATIENCE = {pack['patience']}"
        assert (words in (ROOT / "exercises" / name / "check.py").read_text()) is (
            pack["patience"] > 1
        )


def test_it_begins_with_what_the_page_gives(tmp_path: Path) -> None:
    given, plain = find_exercise("03.tag-page"), find_exercise("03.priority")
    files = files_of(given, given.page, tmp_path)
    stage = given.stage.folder

    assert begin(plain) == {}
    assert len(begin(given)) == 3
    at_first = {path: (stage / path).read_text() for path in files if (stage / path).is_file()}
    assert at_first | begin(given) == files


def test_a_page_that_begins_with_a_command_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "# Exercise: one\n\n```console\n$ flask db upgrade\n```\n"
    monkeypatch.setattr(live_checks, "read_page", lambda _page: text)

    with pytest.raises(ChapterError, match="in the page no command is run"):
        begin(find_exercise("01.undo-delete"))


def test_another_version_of_what_the_kit_reads_pages_with_is_told_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(live_checks, "TOOLS", ("beautifulsoup4==9.9", "psutil==7.2.2"))

    with pytest.raises(WorkbookError, match=r"The checks need beautifulsoup4 as workbook/apps/kit"):
        checks()
