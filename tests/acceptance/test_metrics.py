"""The stories of the numbers for Prometheus: the same whichever worker is asked for them."""

import os
import re
import signal
from collections.abc import Iterator
from functools import partial

import httpx
import pytest

from tests.acceptance.at_once import at_once, statuses
from tests.acceptance.gunicorn import ON_GUNICORN
from tests.acceptance.machines import METRICS_TOKEN
from tests.acceptance.proxy import new_client
from tests.acceptance.servers import Server, eventually

pytestmark = [pytest.mark.since("05"), ON_GUNICORN]

TIMES = "http_request_duration_seconds"
LOGIN = {"method": "GET", "route": "/auth/login", "status": "200"}
LINE = re.compile(r"^(\w+)\{([^}]*)\} (\S+)$", re.MULTILINE)
MANY = 24


class Prometheus:
    """A program that reads the numbers of a server."""

    def __init__(self, server: Server, client: httpx.Client) -> None:
        """Take a server, and what asks it."""
        self.server, self.client = server, client
        self.key = {"Authorization": f"Bearer {METRICS_TOKEN}"}

    def read(self) -> str:
        """Return the page with the numbers."""
        answer = self.client.get(f"{self.server.address}/metrics", headers=self.key)
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"].startswith("text/plain; version=")
        return answer.text

    def labels(self, label: str) -> set[str]:
        """Return the values that a label has anywhere."""
        return {dict(pairs(found[2]))[label] for found in LINE.finditer(self.read())}

    def count(self, **labels: str) -> float:
        """Return how many requests there were of a kind."""
        return sum(
            float(found[3])
            for found in LINE.finditer(self.read())
            if found[1] == f"{TIMES}_count" and dict(pairs(found[2])).items() >= labels.items()
        )

    def visit(self, path: str, times: int) -> list[int]:
        """Ask for a page so many times at once, by both workers."""
        get = partial(self.client.get, self.server.address + path)
        return statuses(at_once([get] * times))


def pairs(labels: str) -> list[tuple[str, str]]:
    """Return the names and the values of labels."""
    return re.findall(r'(\w+)="([^"]*)"', labels)


@pytest.fixture
def prometheus(two_workers: Server) -> Iterator[Prometheus]:
    """Prometheus, at a server of two workers."""
    with new_client() as client:
        yield Prometheus(two_workers, client)


def test_each_request_is_counted_once_whichever_worker_answers(prometheus: Prometheus) -> None:
    before = prometheus.count(**LOGIN)

    answers = prometheus.visit("/auth/login", MANY)

    counts = {prometheus.count(**LOGIN) for _ in range(10)}
    assert answers == [200] * MANY
    assert counts == {before + MANY}


def test_requests_are_told_apart_by_route_and_status_and_not_by_path(
    prometheus: Prometheus,
) -> None:
    prometheus.visit("/tasks/1/edit", 2)
    prometheus.visit("/no/such/page", 2)
    prometheus.client.request("BREW", f"{prometheus.server.address}/auth/login")

    assert prometheus.count(route="/tasks/<int:task_id>/edit", status="303") >= 2
    assert prometheus.count(route="none", status="404") >= 2
    assert not {"/tasks/1/edit", "/no/such/page"} & prometheus.labels("route")
    assert "BREW" not in prometheus.labels("method")


def test_how_long_requests_take_is_told_in_buckets(prometheus: Prometheus) -> None:
    prometheus.visit("/auth/login", 1)

    found = [each for each in LINE.finditer(prometheus.read()) if each[1] == f"{TIMES}_bucket"]
    of_login = [each for each in found if dict(pairs(each[2])).items() >= LOGIN.items()]
    counts = [float(each[3]) for each in of_login]
    assert len(counts) > 5
    assert counts == sorted(counts)
    assert counts[-1] == prometheus.count(**LOGIN)


def test_nobody_reads_the_numbers_without_the_token(prometheus: Prometheus) -> None:
    for sent in ({}, {"Authorization": "Bearer x"}, {"Authorization": METRICS_TOKEN}):
        answer = prometheus.client.get(f"{prometheus.server.address}/metrics", headers=sent)

        assert answer.status_code == 401
        assert TIMES not in answer.text


def test_what_was_counted_outlives_a_worker(prometheus: Prometheus) -> None:
    prometheus.visit("/auth/login", MANY)
    before, workers = prometheus.count(**LOGIN), prometheus.server.workers()

    os.kill(workers[-1], signal.SIGKILL)

    assert eventually(lambda: len(prometheus.server.workers()) == len(workers) + 1)
    prometheus.visit("/auth/login", 4)
    assert {prometheus.count(**LOGIN) for _ in range(5)} == {before + 4}


def test_what_was_counted_outlives_a_new_start_of_all_workers(prometheus: Prometheus) -> None:
    prometheus.visit("/auth/login", MANY)
    before, workers = prometheus.count(**LOGIN), prometheus.server.workers()

    prometheus.server.send(signal.SIGHUP)

    assert eventually(lambda: len(prometheus.server.workers()) == len(workers) + 2)
    prometheus.visit("/auth/login", 4)
    assert {prometheus.count(**LOGIN) for _ in range(5)} == {before + 4}
