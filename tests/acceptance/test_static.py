"""The stories of static files: at addresses that tell their content, and kept for a year."""

import re
from pathlib import Path

import pytest

from tests.acceptance.apps import App
from tests.acceptance.tour import tour
from tests.acceptance.visitor import Visitor

pytestmark = pytest.mark.since("05")

HASHED = re.compile(r"/static/(.+)\?v=[0-9a-f]{8,}$")
YEAR = 365 * 24 * 60 * 60
# Prints how the app names files.
NAME = """
import sys
from flask import url_for
from wsgi import app

with app.test_request_context(base_url="https://localhost"):
    for name in sys.argv[1:]:
        print(url_for("static", filename=name))
"""


@pytest.fixture(scope="module")
def links(address: str, app: App) -> dict[str, Path]:
    """The links of all pages to static files, and the file that each is one to."""
    with Visitor(address, app.stage).arrive() as user, Visitor(address, app.stage) as guest:
        tags = [
            tag
            for page in tour(user, guest).values()
            for tag in page.soup.select("link[href], img[src], script[src]")
        ]
    found = {str(tag.get("href") or tag.get("src")) for tag in tags}
    static = app.folder / "taskmaster" / "static"
    return {link: static / HASHED.sub(r"\1", link) for link in found}


def test_every_link_tells_the_content_of_its_file(links: dict[str, Path]) -> None:
    assert len(links) >= 4
    assert [link for link in links if not HASHED.fullmatch(link)] == []


def test_every_file_comes_as_it_is_and_may_be_kept_for_a_year(
    visitor: Visitor, links: dict[str, Path]
) -> None:
    for link, file in links.items():
        answer = visitor.request("GET", link)

        assert answer.status_code == 200, link
        assert answer.content == file.read_bytes(), link
        kept = re.search(r"max-age=(\d+)", answer.headers["cache-control"])
        assert kept, link
        assert int(kept[1]) >= YEAR, link
        assert "immutable" in answer.headers["cache-control"], link
        assert "set-cookie" not in answer.headers, link


def test_a_file_that_changes_gets_another_address_and_no_other_does(
    app: App, links: dict[str, Path], tmp_path: Path
) -> None:
    own = app.copy(tmp_path / "taskmaster")
    with (own.folder / "taskmaster/static/style.css").open("a", encoding="utf-8") as file:
        file.write("\n/* more */\n")
    names = [file.name for file in links.values()]

    ran = own.run("python", "-c", NAME, *names)

    changed = set(ran.said.split()) - set(links)
    assert {HASHED.sub(r"\1", name) for name in changed} == {"style.css"}


def test_search_engines_are_asked_to_read_the_first_page_alone(visitor: Visitor) -> None:
    answer = visitor.request("GET", "/robots.txt")

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.text.split("\n") == [
        "User-agent: *",
        "Allow: /$",
        "Allow: /static/",
        "Disallow: /",
        "",
    ]


@pytest.mark.parametrize("query", ["", "?v=", "?v=0123456789ab"])
def test_a_file_at_another_address_is_not_kept(visitor: Visitor, query: str) -> None:
    answer = visitor.request("GET", f"/static/style.css{query}")

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-cache"
