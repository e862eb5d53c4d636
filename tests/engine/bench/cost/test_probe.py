"""What a probe says of an app: what its pages are, what they send to a database, what they take."""

from collections.abc import Iterator

import pytest
import sqlalchemy

from tests.engine.bench.cost.small import small_visitor
from workbook.bench.cost import TURNS, probe
from workbook.bench.cost.visitor import PAGES


def test_each_page_is_described_and_the_app_of_stage_01_sends_no_query() -> None:
    found = probe.described(small_visitor(tasks=3))

    assert [*found] == [*PAGES]
    assert {page["queries"] for page in found.values()} == {0}
    assert found["list"]["addresses"] == 8  # a stylesheet, a form to add, and two a task
    assert found["list"]["bytes"] > found["added"]["bytes"] > 0


def test_queries_are_counted_while_somebody_counts() -> None:
    engine = sqlalchemy.create_engine("sqlite://")
    with engine.connect() as connection:
        with probe.queries() as sent:
            connection.execute(sqlalchemy.text("SELECT 1"))
            connection.execute(sqlalchemy.text("SELECT 2"))
        connection.execute(sqlalchemy.text("SELECT 3"))

    assert sent == ["SELECT 1", "SELECT 2"]


def test_of_the_turns_of_a_round_the_least_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = small_visitor()
    seconds = iter([0.009, 0.002, 0.003, 0.004, 0.005])
    pages = ((page, (next(seconds), "")) for _ in range(TURNS) for page in ["list"])
    monkeypatch.setattr(visitor, "turn", lambda: [next(pages)])
    monkeypatch.setattr(probe, "PAGES", ("list",))

    assert probe.one_round(visitor) == {"list": 2000}


class Told:
    """What takes as long as is told."""

    def __init__(self, *seconds: float) -> None:
        """Remember it; the first look is not timed."""
        self.seconds: Iterator[float] = iter([9.0, *seconds])

    def look(self) -> float:
        """Return the next time."""
        return next(self.seconds)


def test_of_a_pair_the_least_of_each_counts_the_one_as_it_is_first() -> None:
    whole, lacking = Told(*[0.005] * 4, 0.004), Told(0.001, *[0.003] * 4)

    assert probe.pair(whole, lacking) == [4000, 1000]  # type: ignore[arg-type]
