"""Small pieces, each by itself: no request that is sent, and no row."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from flask import Flask
from sqlalchemy.dialects import sqlite
from werkzeug.datastructures import MultiDict

from taskmaster.analytics.services import Summary, last_days
from taskmaster.auth.session import next_page
from taskmaster.database import Moment
from taskmaster.tasks.forms import FilterForm, TaskForm

DIALECT = sqlite.dialect()
TOKYO = timezone(timedelta(hours=9))


def task_form(app: Flask, **typed: str) -> TaskForm:
    """Return the form of a task, with something typed into it."""
    with app.test_request_context():
        form = TaskForm(MultiDict({"title": "Buy milk", **typed}))
        form.validate()
        return form


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("", []),
        ("home", ["home"]),
        ("home, shop", ["home", "shop"]),
        (" shop ,home,, shop ", ["home", "shop"]),
        ("b, a, B, A", ["A", "B", "a", "b"]),
        (" , ,", []),
    ],
)
def test_tags_are_parted_at_commas_and_sorted(app: Flask, typed: str, tags: list[str]) -> None:
    form = task_form(app, tags=typed)

    assert not form.errors
    assert form.tags.data == tags


@pytest.mark.parametrize(
    ("field", "longest", "too_long"),
    [
        ("title", "x" * 120, "x" * 121),
        ("notes", "x" * 2000, "x" * 2001),
        ("tags", "x" * 30, "x" * 31),
        ("tags", "a, b, c, d, e", "a, b, c, d, e, f"),
    ],
)
def test_a_field_takes_its_longest_text_and_no_longer_one(
    app: Flask, field: str, longest: str, too_long: str
) -> None:
    assert not task_form(app, **{field: longest}).errors
    assert [*task_form(app, **{field: too_long}).errors] == [field]


@pytest.mark.parametrize("title", ["", "   ", "\t\n", "\u200b \u200b", "\u2800", "\ufe0f"])
def test_a_title_of_nothing_is_refused(app: Flask, title: str) -> None:
    assert [*task_form(app, title=title).errors] == ["title"]


def test_a_title_loses_the_space_around_it(app: Flask) -> None:
    assert task_form(app, title="  Buy milk ").title.data == "Buy milk"


def test_an_early_day_stands_in_its_field_as_a_browser_reads_it(app: Flask) -> None:
    with app.test_request_context():
        assert TaskForm(data={"due_on": date(900, 1, 2)}).due_on._value() == "0900-01-02"


def test_the_end_of_a_line_counts_as_one_character(app: Flask) -> None:
    form = task_form(app, notes="x\r\n" * 1000)

    assert not form.errors
    assert form.notes.data == "x\n" * 1000


@pytest.mark.parametrize("field", ["title", "notes", "tags"])
@pytest.mark.parametrize("character", ["\0", "\x1b", "\x7f", "\x85", "\ud800", "\uffff"])
def test_what_cannot_be_printed_is_refused(app: Flask, field: str, character: str) -> None:
    assert [*task_form(app, **{field: f"a{character}b"}).errors] == [field]


def test_letters_of_any_language_lines_and_tabs_are_taken(app: Flask) -> None:
    form = task_form(app, title="Zoë 買い物 🥕", notes="one\n\ttwo", tags="żółw")

    assert not form.errors


@pytest.mark.parametrize(
    ("typed", "day"),
    [("2030-01-31", date(2030, 1, 31)), ("", None), ("2024-02-29", date(2024, 2, 29))],
)
def test_a_day_is_read(app: Flask, typed: str, day: date | None) -> None:
    assert task_form(app, due_on=typed).due_on.data == day


@pytest.mark.parametrize("typed", ["tomorrow", "2030-02-30", "31.01.2030"])
def test_what_is_no_day_is_refused(app: Flask, typed: str) -> None:
    assert [*task_form(app, due_on=typed).errors] == ["due_on"]


@pytest.mark.parametrize(
    ("address", "filters"),
    [
        ("", {}),
        ("status=all&tag=&q=", {}),
        ("status=open&tag= home &q=milk", {"status": "open", "tag": "home", "q": "milk"}),
        ("before=7", {"before": 7}),
        (f"before={2**63 - 1}", {"before": 2**63 - 1}),
    ],
)
def test_filters_are_what_is_set_in_the_address(app: Flask, address: str, filters: dict) -> None:
    with app.test_request_context(f"/?{address}") as request:
        form = FilterForm(request.request.args)

        assert form.validate()
        assert form.values() == filters


@pytest.mark.parametrize(
    "address",
    [
        "status=maybe",
        "before=x",
        "before=1_000",
        "before=" + "9" * 309,
        "before=0",
        "before=-1",
        f"before={2**63}",
        "q=%00",
        "tag=%00",
        f"q={'x' * 201}",
    ],
)
def test_filters_that_make_no_sense_are_refused(app: Flask, address: str) -> None:
    with app.test_request_context(f"/?{address}") as request:
        assert not FilterForm(request.request.args).validate()


@pytest.mark.parametrize("path", ["/tasks/", "/tasks/7/edit", "/analytics/?a=b%20c", "/"])
def test_after_signing_in_one_goes_on_to_a_page_of_this_site(app: Flask, path: str) -> None:
    with app.test_request_context(query_string={"next": path}):
        assert next_page() == path


@pytest.mark.parametrize(
    "path",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "/\t/evil.example/",
        "javascript:alert(1)",
        "tasks/",
        "",
    ],
)
def test_after_signing_in_nobody_is_sent_to_another_site(app: Flask, path: str) -> None:
    with app.test_request_context(query_string={"next": path}):
        assert next_page() == "/tasks/"


@pytest.fixture(params=["Etc/GMT-14", "Etc/GMT+12"], ids=["far east", "far west"])
def far_away(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine far from Greenwich: at any hour, one of the two has another day than UTC."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system sets no time zone for one program")
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("far_away", "context")
def test_the_last_days_are_fourteen_and_end_today_in_utc() -> None:
    days = last_days()

    assert len(days) == 14
    assert days[-1] == datetime.now(UTC).date()
    assert all(after - day == timedelta(days=1) for day, after in pairwise(days))


@pytest.mark.parametrize(
    ("done", "total", "rate"), [(0, 0, 0), (0, 3, 0), (1, 3, 33), (2, 3, 67), (3, 3, 100)]
)
def test_the_completion_rate_is_a_whole_percentage(done: int, total: int, rate: int) -> None:
    assert Summary(total, done, 0, [], []).completion_rate == rate


def test_a_moment_is_kept_in_utc_and_comes_back_in_utc() -> None:
    noon = datetime(2030, 1, 31, 12, tzinfo=TOKYO)

    kept = Moment().process_bind_param(noon, DIALECT)

    assert kept == datetime(2030, 1, 31, 3)
    assert Moment().process_result_value(kept, DIALECT) == noon


def test_no_moment_is_kept_as_no_moment() -> None:
    assert Moment().process_bind_param(None, DIALECT) is None
    assert Moment().process_result_value(None, DIALECT) is None
