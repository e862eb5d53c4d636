"""What a learner is told of an error leads to the file that it is in."""

from importlib import import_module
from pathlib import Path

import pytest

from workbook.core.paths import ROOT

# What importing a module in UTF-16 raises: from Python 3.11.4 on, and before.
IN_UTF_16 = [
    SyntaxError("source code string cannot contain null bytes"),
    ValueError("source code string cannot contain null bytes"),
    UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"),
]


@pytest.mark.parametrize("error", IN_UTF_16, ids=lambda error: type(error).__name__)
def test_a_file_that_is_not_utf_8_is_named_whatever_is_raised(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "exercises"))
    (tmp_path / "app.py").write_text("# é\n", encoding="utf-16")
    (tmp_path / "pages.py").write_text("# é\n", encoding="utf-8")

    told = import_module("kit.traces").explain(error, tmp_path).splitlines()

    assert told[-1] == "app.py is not saved as UTF-8. Let your editor save it so."
    assert not [line for line in told if line.startswith("pages.py")]
