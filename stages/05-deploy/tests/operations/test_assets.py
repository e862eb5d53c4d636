"""The static files of a server: their names, and how long a browser keeps them."""

import gzip
import re
from pathlib import Path

from flask.testing import FlaskClient

STATIC = Path(__file__).parents[2] / "taskmaster" / "static"


def test_every_link_to_a_static_file_has_a_name_that_changes_with_it(
    visitor: FlaskClient,
) -> None:
    links = re.findall(r'"(/static/[^"]*)"', visitor.get("/").text)

    assert len(links) == 6
    for link in links:
        name, digest, ending = re.split(r"\.", link.rpartition("/")[2])
        with visitor.get(link) as answer:
            assert re.fullmatch("[0-9a-f]{12}", digest)
            assert answer.data == (STATIC / f"{name}.{ending}").read_bytes()
            assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_static_file_travels_compressed(visitor: FlaskClient) -> None:
    (link,) = re.findall(r'"(/static/style[^"]*)"', visitor.get("/").text)

    with visitor.get(link, headers={"Accept-Encoding": "gzip"}) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(answer.data) == (STATIC / "style.css").read_bytes()


def test_a_file_under_its_own_name_is_there_too_and_is_asked_for_anew(
    visitor: FlaskClient,
) -> None:
    with visitor.get("/static/style.css") as answer:
        assert answer.status_code == 200
        assert "immutable" not in answer.headers["Cache-Control"]
