"""A Redis for the stories: a real one where there is one, else one that plays it in Python."""

import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.acceptance.servers import eventually
from workbook.apps.ports import HOST, free_port
from workbook.core.processes import Begun

QUIET = ["--save", "", "--appendonly", "no", "--loglevel", "warning"]


def command(port: int, password: str) -> list[str]:
    """Return what starts a Redis on a port; only a real one can ask for a password."""
    if program := shutil.which("redis-server"):
        asks = ["--requirepass", password] if password else []
        return [program, "--bind", HOST, "--port", str(port), *QUIET, *asks]
    if password:
        pytest.skip("there is no redis-server on this machine")
    return [sys.executable, str(Path(__file__).with_name("serve_redis.py")), str(port)]


def answers(port: int) -> bool:
    """Tell whether a Redis answers."""
    try:
        with closing(socket.create_connection((HOST, port), 5)) as connection:
            connection.sendall(b"*1\r\n$4\r\nPING\r\n")
            return connection.recv(7) in (b"+PONG\r\n", b"-NOAUTH")
    except OSError:
        return False


@contextmanager
def redis_server(port: int = 0, password: str = "") -> Iterator[str]:
    """Start a Redis that keeps nothing, and end it at once in the end; yield its URL.

    Args:
        port: where it listens; none: a free one.
        password: what it asks for, and the URL lacks; none: nothing.
    """
    port = port or free_port()
    with tempfile.TemporaryDirectory() as folder:
        process = Begun(command(port, password), cwd=folder, stdout=subprocess.DEVNULL)
        try:
            assert eventually(lambda: answers(port)), "no Redis answers"
            yield f"redis://{HOST}:{port}"
        finally:
            process.kill()
            process.wait()
