"""The bench of live: what its rows say of the rounds. No time is asserted."""

from io import StringIO

import pytest
from rich.console import Console

from workbook.bench import live
from workbook.bench.live import Round, cells

ROUNDS = [Round(4.0, 5.0, 0.2, 0.1), Round(8.0, 9.0, 0.9, 0.3), Round(5.0, 6.0, 0.3, 0.2)]


def test_a_row_has_the_middle_of_each_time_and_of_the_ratios() -> None:
    assert cells(ROUNDS) == ["5.00", "6.00", "1.20", "0.30", "0.20", "5.0"]


def test_each_stage_has_a_row_of_its_own_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    times = {"01": ROUNDS[0], "03": ROUNDS[1]}
    monkeypatch.setattr(live, "measured", lambda _browser, _address, stage: times[stage.number])
    text = StringIO()

    live.bench(None, "http://there/", Console(width=80, file=text), 2)  # type: ignore[arg-type]

    rows = [line.split() for line in text.getvalue().splitlines()]
    assert ["01", "4.00", "5.00", "1.25", "0.20", "0.10", "4.0"] in rows
    assert ["03", "8.00", "9.00", "1.12", "0.90", "0.30", "10.0"] in rows
