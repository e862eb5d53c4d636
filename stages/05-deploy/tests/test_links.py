"""Where the links and the forms of each page lead."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.people import task_of
from tests.routes import PATHS

LINK = re.compile(r'(?:href|src|action)="([^"#]*)"')


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("signed_in", [True, False])
def test_every_link_has_a_route(
    app: Flask, ada: FlaskClient, client: FlaskClient, signed_in: bool, path: str
) -> None:
    numbers = [task_of(app, "ada", tags=["home"]) for _ in range(21)]
    adapter = app.url_map.bind("localhost")
    page = (ada if signed_in else client).get(path.format(numbers[0]), follow_redirects=True).text

    links = {unescape(link).partition("?")[0] for link in LINK.findall(page)}

    assert links
    for link in links - {""}:
        ways = adapter.allowed_methods(link)
        assert {"GET", "POST"} & set(ways), f"{path} leads to {link}"
