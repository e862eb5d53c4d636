"""The static files of a server: their addresses, and how long a browser keeps them."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

STATIC = Path(__file__).parents[2] / "taskmaster" / "static"
FOR_A_YEAR = "public, max-age=31536000, immutable"
NO_DATE = "Thu, 01 Jan 99999999999 00:00:00 GMT"


def test_every_link_to_a_static_file_has_an_address_that_changes_with_it(
    visitor: FlaskClient,
) -> None:
    links = re.findall(r'"(/static/[^"]*)"', visitor.get("/").text)

    assert len(links) == 6
    for link in links:
        name, digest = re.fullmatch(r"/static/(.+)\?v=([0-9a-f]{12})", link).groups()
        with visitor.get(link) as answer:
            assert answer.data == (STATIC / name).read_bytes()
            assert answer.headers["Cache-Control"] == FOR_A_YEAR
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert "X-Request-ID" in answer.headers


@pytest.mark.parametrize("query", ["", "?v=", "?v=0123456789ab"])
def test_a_file_under_another_address_is_asked_for_anew(visitor: FlaskClient, query: str) -> None:
    with visitor.get(f"/static/style.css{query}") as answer:
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-cache"


def test_a_file_that_is_not_there_is_not_kept(visitor: FlaskClient) -> None:
    assert visitor.get("/static/nowhere.css").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "sent", [{"If-Modified-Since": NO_DATE}, {"If-Range": NO_DATE, "Range": "bytes=9-"}]
)
def test_a_date_that_is_none_brings_the_whole_file(
    visitor: FlaskClient, sent: dict[str, str]
) -> None:
    with visitor.get("/static/style.css", headers=sent) as answer:
        assert answer.status_code == 200
        assert answer.data == (STATIC / "style.css").read_bytes()


def test_search_engines_find_what_they_may_read(visitor: FlaskClient) -> None:
    with visitor.get("/robots.txt") as answer:
        assert answer.mimetype == "text/plain"
        assert answer.data == (STATIC / "robots.txt").read_bytes()
