"""The stories of the proxy that the app ships: by TLS, past the slow, and past one that ends."""

import signal
import socket
import ssl
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import psutil
import pytest

from tests.acceptance.apps import App
from tests.acceptance.databases import Database, NewDatabase
from tests.acceptance.front import Front, front_of
from tests.acceptance.gunicorn import ON_GUNICORN
from tests.acceptance.servers import Server, eventually
from tests.acceptance.visitor import Visitor

pytestmark = [pytest.mark.since("05"), ON_GUNICORN]

SLOW = 600
HEAD = b"POST /auth/login HTTP/1.1\r\nHost: localhost\r\nX-Request-ID: slow-one\r\n"
PART = b"Content-Length: 60000\r\n\r\n" + b"x" * 20_000


@pytest.fixture(scope="module")
def machines(
    app: App, redis: str, ready_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Server]]:
    """Two machines of the app, on one database and one Redis."""
    folder, own = tmp_path_factory.mktemp("machines"), app.telling(REDIS_URL=redis)
    database: Database = ready_database()
    with ExitStack() as stack:
        yield [
            stack.enter_context(own.serving(folder / f"{name}.log", database, prepared=True))
            for name in ("one", "two")
        ]


@pytest.fixture(scope="module")
def front(
    app: App, machines: list[Server], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Front]:
    """The proxy before them."""
    with front_of(app.folder, machines, tmp_path_factory.mktemp("front")) as front:
        yield front


@pytest.fixture
def somebody(app: App, front: Front) -> Iterator[Visitor]:
    """Somebody with an account, who comes by the proxy."""
    with front.visitor(app.stage).arrive() as visitor:
        yield visitor


def test_people_work_by_tls_whichever_machine_answers(
    somebody: Visitor, machines: list[Server]
) -> None:
    for count in range(8):
        somebody.add(f"Task {count}")

    assert len(somebody.tasks().rows()) == 8
    assert all(server.requests(route="/tasks/new", status=303) for server in machines)


def test_who_comes_without_tls_is_sent_to_the_same_page_with_it(front: Front) -> None:
    with front.client() as client:
        answer = client.get(f"http://localhost:{front.http}/tasks/?q=bread")

    assert answer.status_code == 308
    assert answer.headers["location"].startswith("https://localhost")
    assert answer.headers["location"].endswith("/tasks/?q=bread")


def test_what_a_visitor_says_of_proxies_is_not_believed(
    front: Front, machines: list[Server]
) -> None:
    lies = {"X-Forwarded-For": "6.6.6.6", "X-Forwarded-Proto": "http", "X-Request-ID": "liar-liar"}
    with front.client() as client:
        answer = client.get(f"{front.address}/auth/login", headers=lies)

    [line] = [line for server in machines for line in server.requests(request_id="liar-liar")]
    assert answer.status_code == 200
    assert line["client"] == "127.0.0.1"


@pytest.mark.parametrize("size", [65_537, 99_999, 100_000, 10_000_000])
def test_a_large_body_is_too_much(front: Front, size: int) -> None:
    with front.client() as client:
        for _ in range(4):
            answer = client.post(f"{front.address}/auth/login", content=b"x" * size)

            assert answer.status_code == 413


def test_a_stylesheet_travels_compressed_and_a_page_does_not(front: Front) -> None:
    ask = {"Accept-Encoding": "gzip"}
    with front.client() as client:
        file = client.get(f"{front.address}/static/style.css", headers=ask)
        page = client.get(f"{front.address}/auth/login", headers=ask)

    assert file.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in page.headers  # its length would tell of the secrets in it


def begin(front: Front, words: bytes) -> ssl.SSLSocket:
    """Begin a request, and keep the rest of it."""
    bare = socket.create_connection(("localhost", front.https))
    begun = front.trust.wrap_socket(bare, server_hostname="localhost")
    begun.sendall(words)
    return begun


def connections(server: Server) -> int:
    """Return how many connections the workers of a machine have taken."""
    workers = psutil.Process(server.process.pid).children(recursive=True)
    ends = [end for worker in workers for end in worker.net_connections()]
    return sum(end.laddr.port == server.port and bool(end.raddr) for end in ends)


def test_slow_visitors_by_the_hundred_take_no_thread_and_keep_nobody_waiting(
    app: App, front: Front, machines: list[Server]
) -> None:
    with ExitStack() as stack:
        for count in range(SLOW):
            stack.enter_context(begin(front, HEAD + PART if count % 2 else HEAD))

        with front.visitor(app.stage).arrive() as visitor:
            visitor.add("Done meanwhile")
            assert visitor.tasks().row("Done meanwhile")

        assert eventually(lambda: sum(map(connections, machines)) == 0)
        assert [server.requests(request_id="slow-one") for server in machines] == [[], []]


def test_a_machine_that_ends_loses_no_page(
    app: App, ready_database: NewDatabase, redis: str, tmp_path: Path
) -> None:
    database, own = ready_database(), app.telling(REDIS_URL=redis)
    with (
        own.serving(tmp_path / "one.log", database, prepared=True) as one,
        own.serving(tmp_path / "two.log", database, prepared=True) as two,
        front_of(app.folder, [one, two], tmp_path) as front,
        front.client() as client,
        ThreadPoolExecutor(4) as pool,
    ):

        def open_pages(first: int) -> list[int]:
            if first == 0:
                one.send(signal.SIGTERM)
            return [client.get(f"{front.address}/auth/login").status_code for _ in range(50)]

        answers = list(pool.map(open_pages, (1, 2, 3, 0)))

    assert answers == [[200] * 50] * 4
