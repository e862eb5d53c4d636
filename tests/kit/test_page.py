"""The kit reads a page as a browser does."""

from importlib import import_module

import pytest
from bs4 import BeautifulSoup

from workbook.core.paths import ROOT


@pytest.mark.parametrize(
    ("written", "value"),
    [("\r\none\r\ntwo", "one\ntwo"), ("\none", "one"), ("one", "one"), ("\n\none", "\none")],
)
def test_the_line_break_that_opens_a_field_is_no_part_of_its_text(
    written: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "exercises"))
    form = f'<form><textarea name="notes">{written}</textarea><button>Save</button></form>'
    soup = BeautifulSoup(form, "html.parser")

    assert import_module("kit.page").filled(soup.form, soup.button) == {"notes": value}
