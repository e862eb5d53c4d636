"""The bench: what it may be asked, and how it shows what it measured. No time is asserted."""

import sqlite3
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from tests.support.tiny import Tiny
from workbook.bench.options import BENCHES as NAMES
from workbook.bench.options import parse_options
from workbook.bench.pages import PAGES, SHOWN, Account
from workbook.bench.timings import Row, medians, table_of_times, verdict
from workbook.commands import bench as command
from workbook.commands.bench import BENCHES
from workbook.core.errors import WorkbookError
from workbook.course.stages import stages
from workbook.site.facts import costs

SIZES = (100, 10_000, 1_000_000)
ROWS = [
    Row("list", "/tasks/", (4.0, 4.2, 5.0)),
    Row("search", "/tasks/?q=lamp", (4.0, 40.0, 5000.0)),
]


def test_without_words_the_last_stage_is_measured_with_a_million_tasks() -> None:
    options = parse_options([])

    assert options.stage == stages()[-1]
    assert options.sizes == SIZES


@pytest.mark.parametrize("word", ["3", "03", "03-models"])
def test_a_stage_may_be_called_as_everywhere(word: str) -> None:
    assert parse_options([word]).stage.name == "03-models"


@pytest.mark.parametrize(
    ("tasks", "sizes"),
    [
        ("101", (100, 101)),
        ("10000", (100, 10_000)),
        ("10001", (100, 10_000, 10_001)),
        ("2000000", (100, 10_000, 2_000_000)),
    ],
)
def test_the_largest_account_is_as_large_as_asked_for(tasks: str, sizes: tuple[int, ...]) -> None:
    assert parse_options(["--tasks", tasks]).sizes == sizes


def test_without_words_all_is_measured_and_the_load_lasts_half_a_minute() -> None:
    options = parse_options([])

    assert options.seconds == 30
    assert all(options.has(name) for name in BENCHES)


def test_one_bench_alone_can_be_asked_for() -> None:
    options = parse_options(["--only", "load", "--seconds", "3"])

    assert [name for name in BENCHES if options.has(name)] == ["load"]
    assert options.seconds == 3
    assert not options.write


def test_each_bench_that_can_be_asked_for_is_there() -> None:
    assert [*BENCHES] == [*NAMES]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["99"], "There is no stage '99'. The stages are: 01-minimal"),
        (["01"], "Stage 01-minimal has no database that could be measured."),
        (["--tasks", "100"], "--tasks 100: give a whole number above 100, 10000 say."),
        (["--tasks", "-5"], "--tasks -5: give a whole number above 100"),
        (["--tasks", "1e6"], "--tasks 1e6: give a whole number above 100"),
        (["--tasks", "many"], "--tasks many: give a whole number above 100"),
        (["--seconds", "2"], "--seconds 2: give a whole number above 2, 30 say."),
        (["--only", "load", "--write"], "--write keeps what cost measures, and load is asked for."),
    ],
)
def test_a_mistake_is_answered_in_one_line(words: list[str], says: str) -> None:
    with pytest.raises(WorkbookError) as raised:
        parse_options(words)

    assert str(raised.value).startswith(says)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--only", "speed"], "argument --only: invalid choice: 'speed'"),
        (["--tasks"], "argument --tasks: expected one argument"),
        (["03", "more"], "unrecognized arguments: more"),
        (["--fast"], "unrecognized arguments: --fast"),
    ],
)
def test_a_word_that_is_none_of_its_options_is_answered_with_the_usage(
    words: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        parse_options(words)

    assert says in capsys.readouterr().err


def test_the_command_shows_that_line_alone_and_fails(tiny: Tiny) -> None:
    ran = tiny.run("-m", "workbook.commands", "bench", "7")

    assert ran.status == 1
    assert ran.said == "There is no stage '7'. The stages are: 01-tiny.\n"


def test_help_is_given(tiny: Tiny) -> None:
    ran = tiny.run("-m", "workbook.commands", "bench", "--help")

    assert ran.status == 0
    assert ran.said.startswith("usage: nox -s bench -- [-h] [--tasks TASKS] [--seconds SECONDS]")


@pytest.mark.parametrize(
    ("size", "before"), [(101, 79), (10_000, 9_979), (199_999, 199_959), (1_000_000, 199_979)]
)
def test_the_far_page_is_the_ten_thousandth_or_the_last_full_one(size: int, before: int) -> None:
    assert Account(size).before_far_page == before


def test_a_page_is_asked_for_with_what_stands_in_the_account(tmp_path: Path) -> None:
    file = tmp_path / "taskmaster.db"
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("CREATE TABLE user (id INTEGER PRIMARY KEY, username TEXT)")
        database.execute("CREATE TABLE task (id INTEGER PRIMARY KEY, owner_id INT, title TEXT)")
        database.execute("INSERT INTO user VALUES (1, 'other'), (2, 'bench-100')")
        tasks = [(1 + number % 2, f"Buy lamp{number}") for number in range(1, 201)]
        database.executemany("INSERT INTO task (owner_id, title) VALUES (?, ?)", tasks)

    paths = Account(100).paths(file)

    assert len(paths) == len(PAGES)
    assert "/tasks/?before=41" in paths  # their tasks are 1, 3 ... 199, and 20 are older than it
    assert "/tasks/?q=lamp41" in paths


def test_of_the_rounds_the_middle_counts() -> None:
    rounds = [[[0.001, 0.002]], [[0.009, 0.003]], [[0.002, 0.001]]]

    assert medians([("list", "/tasks/")], rounds) == [Row("list", "/tasks/", (2.0, 2.0))]


def drawn(rows: list[Row]) -> list[list[str]]:
    """Return the words of each line of a table, in a terminal of 80 columns."""
    text = StringIO()
    Console(width=80, file=text).print(table_of_times(rows, SIZES))
    return [line.split() for line in text.getvalue().split("\n")]


def test_the_table_has_a_column_for_each_account_and_the_ratio_last() -> None:
    lines = drawn(ROWS)

    assert ["Page", "Address", "100", "10,000", "1,000,000", "Ratio"] in lines
    assert ["list", "/tasks/", "4.00", "4.20", "5.00", "1.25"] in lines
    assert ["search", "/tasks/?q=lamp", "4.00", "40.00", "5,000.00", "1,250.00"] in lines


def test_the_table_of_pages_fits_a_terminal() -> None:
    times = (12.34, 123.45, 12345.67)

    lines = drawn([Row(*page, times) for page in SHOWN])

    for name, address in SHOWN:
        assert [*name.split(), address, "12.34", "123.45", "12,345.67", "1,000.46"] in lines


def test_the_ratios_above_the_limit_are_named() -> None:
    what = "Above 1.25 is the ratio of 1,000,000 to 100 tasks for:"

    assert verdict(ROWS, SIZES) == f"{what} search (1,250.00)."
    assert verdict(ROWS[:1], SIZES) == f"{what} no page."


@pytest.mark.parametrize(("words", "writes"), [([], False), (["--write"], True)])
def test_what_the_stages_cost_is_shown_and_kept_if_that_is_wanted(
    words: list[str], writes: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = costs.costs()
    monkeypatch.setattr(command, "measure", lambda _: kept)
    monkeypatch.setattr(costs, "path", lambda: tmp_path / "cost.json")
    text = StringIO()

    command.cost(parse_options(["--only", "cost", *words]), Console(width=80, file=text))

    assert "What each layer costs" in text.getvalue()
    assert costs.path().is_file() == writes
    if writes:
        assert costs.costs() == costs.stamped(kept)
        assert text.getvalue().endswith("cost.json written\n")
