"""What asks for a page as often as it can: wrk where it is installed, else Python's own sockets.

wrk needs less of the machine for itself, and so leaves more of it to the server.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from workbook.apps.ports import HOST
from workbook.core.errors import WorkbookError

COUNT = re.compile(r"(\d+) requests in")
REFUSED = re.compile(r"(?:Non-2xx|Socket errors).*")
SCRIPT = Path(__file__).with_name("ask.py")
CONNECTIONS = 4


@dataclass(frozen=True)
class Target:
    """A page: what it is called, and what asks for it."""

    name: str
    port: int
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)


def generator() -> str:
    """Return the name of what asks on this machine."""
    return "wrk" if shutil.which("wrk") else "Python"


def answers(target: Target, seconds: int) -> int:
    """Ask for a page over some connections at a time, and count the answers.

    Args:
        target: the page.
        seconds: how long.

    Raises:
        WorkbookError: if an answer is no page.
    """
    by_generator = {"wrk": by_wrk, "Python": by_python}
    return by_generator[generator()](target, seconds)


def by_wrk(target: Target, seconds: int) -> int:
    """Do what ``answers`` does, with wrk."""
    headers = [word for pair in target.headers.items() for word in ("-H", ": ".join(pair))]
    options = ["-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", *headers]
    done = subprocess.run(
        ["wrk", *options, f"http://{HOST}:{target.port}{target.path}"],
        capture_output=True,
        text=True,
        check=False,
    )
    said, refused = done.stdout + done.stderr, REFUSED.search(done.stdout)
    count = COUNT.search(said)
    if refused or not count:
        reason = refused[0] if refused else said.strip()
        raise WorkbookError(f"{target.name} at {target.path} cannot be measured: {reason}")
    return int(count[1])


def by_python(target: Target, seconds: int) -> int:
    """Do what ``answers`` does, with a process for each connection."""
    headers = {"Host": HOST, "Connection": "close", **target.headers}
    lines = [f"GET {target.path} HTTP/1.1", *(": ".join(pair) for pair in headers.items())]
    request = "\r\n".join([*lines, "\r\n"])
    with ExitStack() as stack:
        askers = [stack.enter_context(_asker(target.port, seconds)) for _ in range(CONNECTIONS)]
        for asker in askers:  # each waits for its request, so they begin together
            assert asker.stdin
            asker.stdin.write(request)
            asker.stdin.close()
        return sum(_count(asker, target) for asker in askers)


def _asker(port: int, seconds: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-I", SCRIPT, str(port), str(seconds)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _count(asker: "subprocess.Popen[str]", target: Target) -> int:
    assert asker.stdout
    said = asker.stdout.read().strip()
    if asker.wait():
        reason = said.splitlines()[-1]
        raise WorkbookError(f"{target.name} at {target.path} cannot be measured: {reason}")
    return int(said)
