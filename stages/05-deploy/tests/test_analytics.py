"""The dashboard."""

import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.people import task_of


def figures(page: str) -> dict[str, str]:
    """Return the figures of the dashboard by their names."""
    return dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page))


def bars(page: str) -> dict[str, str]:
    """Return the numbers of the charts by their labels."""
    return dict(re.findall(r'<th scope="row">(.*?)</th>\s*<td>(\d+)</td>', page))


def test_the_dashboard_shows_figures_days_and_tags(app: Flask, ada: FlaskClient) -> None:
    task_of(app, "ada", tags=["home"])
    task_of(app, "ada", tags=["home", "shop"], done=True)
    task_of(app, "ada", due_on=datetime(2020, 1, 1).date())

    page = ada.get("/analytics/").text

    assert figures(page) == {"Tasks": "3", "Done": "1", "Completion rate": "33%", "Overdue": "1"}
    assert bars(page)["home"] == "2"
    assert bars(page)[str(datetime.now(UTC).date())] == "1"


def test_the_longest_bar_is_as_wide_as_its_column(app: Flask, ada: FlaskClient) -> None:
    for tags in (["home"], ["home"], ["shop"]):
        task_of(app, "ada", tags=tags)

    widths = re.findall(r'<rect width="([\d.]+)"', ada.get("/analytics/").text)

    assert [float(width) for width in widths[-2:]] == [100, 50]


def test_the_dashboard_counts_ones_own_tasks(
    app: Flask, ada: FlaskClient, bob: FlaskClient
) -> None:
    task_of(app, "ada", tags=["secret"])
    task_of(app, "bob", tags=["mine"])

    page = bob.get("/analytics/").text

    assert figures(page)["Tasks"] == "1"
    assert "secret" not in page


def test_somebody_without_tasks_is_told_what_to_do(ada: FlaskClient) -> None:
    page = ada.get("/analytics/").text

    assert "Nothing to count yet." in page
    assert not figures(page)


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_dashboard_can_only_be_read(ada: FlaskClient, method: str) -> None:
    assert getattr(ada, method)("/analytics/").status_code == 405
