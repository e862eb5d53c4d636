"""What the app counts."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from flask import Flask

from taskmaster.analytics.services import summarise
from taskmaster.auth.models import User
from taskmaster.tasks.services import get_task, update_task
from tests.people import make_task

NOW = datetime.now(UTC)


def test_the_summary_counts_ones_own_tasks_only(owner: User, other: User) -> None:
    yesterday = NOW.date() - timedelta(days=1)
    for user in (owner, other, other):
        make_task(user, tags=["home"], due_on=yesterday)
        make_task(user, tags=["shop"], done=True)

    summary = summarise(owner)

    assert (summary.total, summary.done, summary.overdue) == (2, 1, 1)
    assert summary.per_tag == [("home", 1), ("shop", 1)]
    assert sum(number for _, number in summary.per_day) == 1


def test_what_is_done_or_due_today_is_not_overdue(owner: User) -> None:
    make_task(owner, due_on=NOW.date())
    make_task(owner, due_on=NOW.date() - timedelta(days=1), done=True)

    assert summarise(owner).overdue == 0


@pytest.mark.parametrize("hours", [-12, 0, 14])
@pytest.mark.parametrize(("ago", "counted"), [(0, 1), (13, 1), (14, 0)])
def test_the_last_fourteen_days_are_counted(
    app: Flask, monkeypatch: pytest.MonkeyPatch, owner: User, hours: int, ago: int, counted: int
) -> None:
    zone = timezone(timedelta(hours=hours))
    monkeypatch.setitem(app.config, "TIMEZONE", zone)
    task = get_task(owner, make_task(owner))
    first_moment = datetime.now(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    update_task(task, done_at=first_moment - timedelta(days=ago))

    per_day = summarise(owner).per_day

    assert len(per_day) == 14
    assert sum(number for _, number in per_day) == counted
    if counted:
        assert per_day[13 - ago][1] == 1


def test_each_day_is_counted_by_itself(owner: User) -> None:
    for ago in (0, 1, 1):
        task = get_task(owner, make_task(owner))
        update_task(task, done_at=datetime.now(UTC) - timedelta(days=ago))

    per_day = summarise(owner).per_day

    assert [number for _, number in per_day] == [0] * 12 + [2, 1]


def test_tags_are_counted_the_most_frequent_first_and_equals_by_name(owner: User) -> None:
    for tags in (["b"], ["b", "c"], ["a"]):
        make_task(owner, tags=tags)

    assert summarise(owner).per_tag == [("b", 2), ("a", 1), ("c", 1)]


def test_nothing_is_counted_where_there_is_nothing(owner: User) -> None:
    summary = summarise(owner)

    assert (summary.total, summary.done, summary.overdue, summary.per_tag) == (0, 0, 0, [])
