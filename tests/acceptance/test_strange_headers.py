"""The stories of strange headers: each is text from a stranger, and none breaks the app."""

from base64 import b64encode

import pytest

from tests.acceptance.visitor import Visitor

pytestmark = pytest.mark.since("01")

# What a client sends of itself, without what says where one request ends and the next begins.
HEADERS = [
    "Accept",
    "Accept-Encoding",
    "Accept-Language",
    "Authorization",
    "Cache-Control",
    "Content-Type",
    "Cookie",
    "Host",
    "If-Modified-Since",
    "If-None-Match",
    "If-Range",
    "Origin",
    "Range",
    "Referer",
    "User-Agent",
    "X-CSRFToken",
    "X-Forwarded-Host",
    "X-Request-ID",
]
VALUES = [
    b"",
    b"\xff",
    b"\xc3\xa9",
    b"x" * 3000,
    b"9" * 3000,
    b",;=",
    b'"',
    b"a..b",
    b"http://[",
    b"Basic \xff",
    b"Basic " + b64encode(b"\xff:\0"),
    b"Basic " + b64encode("é:\0".encode()),
    b"Bearer \xff",
    b'Digest username="\xff',
    b"application/json; charset=\xff",
    b"multipart/form-data",
    b"multipart/form-data; boundary=\xff",
    b"application/x-www-form-urlencoded; charset=none",
    b"bytes=" + b"9" * 3000 + b"-",
    b"en;q=" + b"9" * 400,
    b"session=\xff",
    b"session=eyJ1c2VyX2lkIjoxfQ.\xff.\xff",
    b"Thu, 99 Nov 9999 99:99:99 GMT",
]
# Dates that Python cannot hold. Werkzeug fails at them, and a server keeps them from it.
VALUES_SINCE_05 = [
    b"Thu, 01 Jan 99999999999 00:00:00 GMT",
    b"Thu, 01 Jan 2026 99999999999:00:00 GMT",
    b"Thu, 01 Jan 2026 00:00:00 +99999999999999999999",
]
# What a header says nothing without.
BESIDE = {"If-Range": {b"Range": b"bytes=9-"}}
PATHS = [("GET", "/"), ("POST", "/tasks"), ("GET", "/static/style.css")]
PATHS_SINCE_02 = [
    ("GET", "/tasks/"),
    ("POST", "/tasks/new"),
    ("POST", "/api/token"),
    ("GET", "/api/tasks"),
    ("POST", "/api/tasks"),
]


@pytest.mark.parametrize("header", HEADERS)
def test_no_header_breaks_the_app_whatever_it_says(visitor: Visitor, header: str) -> None:
    broken = []
    for method, path in PATHS + (PATHS_SINCE_02 if visitor.stage >= "02" else []):
        for value in VALUES + (VALUES_SINCE_05 if visitor.stage >= "05" else []):
            sent = {header.encode(): value, **BESIDE.get(header, {})}
            answer = visitor.client.request(method, visitor.address + path, headers=sent)
            if answer.status_code >= 500:
                broken.append((method, path, value, answer.status_code))

    assert broken == []
