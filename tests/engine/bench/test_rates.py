"""The bench of rates: which tool asks, what it is told, and what is taken from what it says."""

import os
from contextlib import nullcontext
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from workbook.bench import rates
from workbook.bench.options import parse_options
from workbook.bench.rates import BARE, TOOLS, Page, bench, rate
from workbook.core.errors import WorkbookError

PAGE = Page("list", 5000, "/tasks/", {"Cookie": "session=ada"})
FAKE = """#!/bin/sh
printf '%s\\n' "$@" > '{told}'
cat '{says}'
"""
WRK = """  1 threads and 4 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     4.26ms    3.15ms  16.92ms   81.53%
  1009 requests in 1.00s, 844.45KB read
Requests/sec:   1008.63
Transfer/sec:    844.14KB
"""
HEY = """
Summary:
  Requests/sec:\t721.1409

Response time histogram:
  0.000 [1]\t|
  0.002 [75]\t|■■■■■■■■■■

Status code distribution:
  [200]\t724 responses
"""
OHA = f"{HEY}\nError distribution:\n  [4] aborted due to deadline\n"


class Tool:
    """A load generator that only says something."""

    def __init__(self, folder: Path, name: str, says: str) -> None:
        """Put it into a folder."""
        self.told, spoken = folder / "told", folder / "says"
        spoken.write_text(says, encoding="utf-8")
        (folder / name).write_text(FAKE.format(told=self.told, says=spoken))
        (folder / name).chmod(0o755)

    @property
    def words(self) -> list[str]:
        """What it was told the last time."""
        return self.told.read_text(encoding="utf-8").splitlines()


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is first on the PATH."""
    if os.name == "nt":
        pytest.skip("the tool is a script for sh")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "says", "a_second"),
    [("wrk", WRK, 1008.63), ("hey", HEY, 721.1409), ("oha", OHA, 721.1409)],
)
def test_the_rate_is_what_the_tool_says(path: Path, name: str, says: str, a_second: float) -> None:
    tool = Tool(path, name, says)

    assert rate(PAGE, name) == a_second
    options, asked = tool.words[:-3], tool.words[-3:]
    assert options == TOOLS[name][1:]
    assert asked == ["-H", "Cookie: session=ada", "http://127.0.0.1:5000/tasks/"]


@pytest.mark.parametrize(
    ("says", "reason"),
    [
        (f"  Non-2xx or 3xx responses: 9\n{WRK}", "Non-2xx or 3xx responses: 9"),
        (f"  Socket errors: connect 4, read 0\n{WRK}", "Socket errors: connect 4, read 0"),
        (HEY.replace("[200]", "[302]"), "[302]\t724 responses"),
        (f"{HEY}  [11]\tGet http://: connection refused", "[11]\tGet http://: connection refused"),
        ("Killed", "Killed"),
    ],
)
def test_an_answer_that_is_no_page_is_never_counted(path: Path, says: str, reason: str) -> None:
    Tool(path, "wrk", says)

    with pytest.raises(WorkbookError) as raised:
        rate(PAGE, "wrk")

    assert str(raised.value) == f"list at /tasks/ cannot be measured: {reason}"


def printed(*words: str) -> list[str]:
    """Return the lines that the bench prints, in a terminal of 80 columns."""
    text = StringIO()
    bench(parse_options([*words]), Console(width=80, file=text))
    return text.getvalue().splitlines()


def test_where_there_is_no_tool_one_line_says_how_to_get_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")

    assert printed() == ["", rates.GET_ONE]
    assert "apt install wrk" in rates.GET_ONE


def test_a_stage_that_no_gunicorn_serves_has_no_rates() -> None:
    assert printed("03") == ["", "No gunicorn serves stage 03-models here: no rates."]


def test_each_page_stands_beside_the_bare_one(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = Page("bare page", 5000, "/")
    monkeypatch.setattr(rates, "_pages", lambda *_: nullcontext([bare, PAGE]))
    monkeypatch.setattr(rates, "rate", lambda page, _: 1008.63 if page == bare else 252.0)
    Tool(path, "hey", HEY)

    lines = [line.split() for line in printed()]

    assert ["Page", "Address", "Requests/s", "Ratio"] in lines
    assert ["bare", "page", "/", "1,009", "1.000"] in lines
    assert ["list", "/tasks/", "252", "0.250"] in lines
    assert lines[-2][:3] == ["Asked", "by", "hey"]


def test_the_bare_page_has_twenty_kilobytes() -> None:
    assert len(BARE["templates/page.html"]) == pytest.approx(20_000, rel=0.01)
