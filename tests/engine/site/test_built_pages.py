"""A page of the site that is not as it should be is refused, with the page and the reason."""

from pathlib import Path

import pytest

from workbook.core.errors import WorkbookError
from workbook.site.built_pages import BYTES_MAX, check_site

GOOD = "<h1 id='top'>Home</h1><a href='#top'>top</a><img src='a.png' alt='A task'>"


def site(folder: Path, body: str) -> Path:
    """Make a built site of two pages, one of them with this body."""
    (folder / "other").mkdir()
    (folder / "other" / "index.html").write_text("<p id='part'>Other</p>")
    (folder / "a.png").write_bytes(b"")
    (folder / "index.html").write_text(f"<!doctype html><body>{body}</body>")
    return folder


def test_a_good_site_is_counted(tmp_path: Path) -> None:
    assert check_site(site(tmp_path, GOOD + "<a href='other/#part'>other</a>")) == 2


def test_a_link_that_a_person_may_follow_can_lead_anywhere(tmp_path: Path) -> None:
    assert check_site(site(tmp_path, "<a href='https://flask.palletsprojects.com/'>Flask</a>")) == 2


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<a href='nowhere/'>x</a>", "nowhere/ leads nowhere"),
        ("<a href='#gone'>x</a>", "#gone names a part that the page doesn't have"),
        ("<a href='other/#gone'>x</a>", "other/#gone names a part that the page doesn't have"),
        ("<img src='b.png' alt='x'>", "b.png leads nowhere"),
        ("<img src='a.png'>", "the picture a.png has no words"),
        ("<script src='https://cdn.example/x.js'></script>", "asks another host"),
        ("<link rel='stylesheet' href='//fonts.example/x.css'>", "asks another host"),
        ("<p>```python title=app.py</p>", "shows a fence as text"),
        ("<p>```python</p><pre>```</pre>", "shows a fence as text"),
        ("<img src='a.png' alt=''>", "the picture a.png has no words"),
        ("<table><tr><th>A</th><th> </th></tr></table>", "a table with a column that has no name"),
    ],
)
def test_a_fault_is_named_with_its_page(tmp_path: Path, body: str, reason: str) -> None:
    with pytest.raises(WorkbookError, match="index.html") as raised:
        check_site(site(tmp_path, body))

    assert reason in str(raised.value)


def test_a_page_that_is_too_large_is_refused(tmp_path: Path) -> None:
    site(tmp_path, GOOD + "x" * BYTES_MAX)

    with pytest.raises(WorkbookError, match="index.html: is larger than 500 kB"):
        check_site(tmp_path)


def test_a_fence_in_a_listing_is_code_and_no_fault(tmp_path: Path) -> None:
    assert check_site(site(tmp_path, "<code>```console</code>")) == 2


def test_a_stylesheet_that_asks_another_host_is_refused(tmp_path: Path) -> None:
    site(tmp_path, GOOD)
    (tmp_path / "x.css").write_text("@import url('https://fonts.example/x.css');")

    with pytest.raises(WorkbookError, match="x.css"):
        check_site(tmp_path)


def test_a_site_without_pages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="no pages"):
        check_site(tmp_path)


@pytest.mark.parametrize(
    ("base", "link", "reason"),
    [
        ("/", "/other/", ""),
        ("/workbook/", "/workbook/other/#part", ""),
        ("/workbook/", "/other/", "/other/ leads out of the site"),
        ("/workbook/", "/workbook/nowhere/", "/workbook/nowhere/ leads nowhere"),
    ],
)
def test_a_link_from_the_root_leads_to_where_the_site_stands(
    tmp_path: Path, base: str, link: str, reason: str
) -> None:
    found = ""
    try:
        check_site(site(tmp_path, f"<a href='{link}'>x</a>"), base)
    except WorkbookError as error:
        found = str(error)

    assert reason in found
    assert bool(reason) == bool(found)
