"""The bench of rates: what it asks with, what it counts, and how it shows it."""

import http.server
import os
import threading
from collections.abc import Iterator
from io import StringIO

import pytest
from rich.console import Console

from workbook.bench import generators, rates
from workbook.bench.generators import Target, answers, by_python
from workbook.bench.processor import seconds_used
from workbook.bench.ratios import Sample, compare, table
from workbook.core.errors import WorkbookError

PAGES = [Target("bare page", 1, "/"), Target("list", 2, "/tasks/")]
SAMPLES = [
    [Sample(1000, 0.5), Sample(200, 1.0)],
    [Sample(2000, 0.5), Sample(100, 1.0)],
    [Sample(1000, 0.5), Sample(500, 0.5)],
]


class Page(http.server.BaseHTTPRequestHandler):
    """A page for those who bring a cookie; for anybody else there is none."""

    def do_GET(self) -> None:
        """Answer."""
        self.send_response(200 if self.headers["Cookie"] == "session=ada" else 404)
        self.send_header("Content-Length", "6")
        self.end_headers()
        self.wfile.write(b"a page")

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@pytest.fixture
def target() -> Iterator[Target]:
    """A page that a server in a thread gives."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield Target("list", server.server_port, "/tasks/", {"Cookie": "session=ada"})
        server.shutdown()
        thread.join()


def test_answers_are_counted_whichever_generator_is_there(target: Target) -> None:
    assert answers(target, 1) > generators.CONNECTIONS
    assert by_python(target, 1) > generators.CONNECTIONS


@pytest.mark.parametrize("generator", ["wrk", "Python"])
def test_an_answer_that_is_no_page_is_never_counted(
    target: Target, generator: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if generator != generators.generator() == "Python":
        pytest.skip("wrk is not installed")
    monkeypatch.setattr(generators, "generator", lambda: generator)

    with pytest.raises(WorkbookError, match="list at /tasks/ cannot be measured: "):
        answers(Target("list", target.port, "/tasks/"), 1)


def test_a_page_is_compared_with_the_bare_one_of_the_same_round() -> None:
    bare, page = compare(PAGES, SAMPLES, 2)

    assert (bare.a_second, bare.ratio, bare.ratio_of_time) == (500, 1, 1)
    assert (page.a_second, page.ratio) == (100, 0.2)
    assert page.milliseconds == pytest.approx(5)
    assert page.ratio_of_time == pytest.approx(0.1)


def test_the_time_of_a_process_is_known_or_said_to_be_unknown() -> None:
    used = seconds_used([os.getpid()])

    assert used is None or used > 0


def drawn(samples: list[list[Sample]]) -> list[list[str]]:
    """Return the words of each line of a table, in a terminal of 80 columns."""
    text = StringIO()
    Console(width=80, file=text).print(table(compare(PAGES, samples, 2)))
    return [line.split() for line in text.getvalue().split("\n")]


def test_the_table_has_each_ratio_beside_what_it_is_of() -> None:
    lines = drawn(SAMPLES)

    assert ["Page", "Address", "Requests/s", "Ratio", "CPU", "ms", "Ratio"] in lines
    assert ["list", "/tasks/", "100", "0.200", "5.00", "0.100"] in lines


def test_a_time_that_the_system_does_not_tell_is_not_made_up() -> None:
    unknown = [[Sample(each.answers, None) for each in samples] for samples in SAMPLES]

    assert ["list", "/tasks/", "100", "0.200", "?", "?"] in drawn(unknown)


def test_the_bare_page_has_twenty_kilobytes() -> None:
    assert len(rates.BARE["templates/page.html"]) == pytest.approx(20_000, rel=0.01)
