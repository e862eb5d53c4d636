"""A server that replay has started: does it answer, what has it printed, how is it stopped."""

import os
import re
import signal
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

# A line that starts a server; it runs until it is stopped, so replay does not wait for its end.
SERVER = re.compile(r"(flask (?:-\S+ (?:[^-\s]\S* )?)*run|gunicorn)\b(?!.*--(?:help|version)\b)")
ADDRESS = re.compile(r"http://(?:127\.0\.0\.1|localhost):\d+")
REQUEST = re.compile(r"^127\.0\.0\.1 - - \[", re.MULTILINE)
# Straight to the loopback address, even where a proxy is set for the rest of the world.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class Server:
    """The processes of a server, and the file that it prints into."""

    group: int  # the id of its process group, and of its first process
    log: Path

    @property
    def printed(self) -> str:
        """All that it has printed."""
        return self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""

    @property
    def greeting(self) -> str:
        """What it has printed before the first request."""
        return REQUEST.split(self.printed)[0]

    @property
    def runs(self) -> bool:
        """Whether any of its processes is there."""
        try:
            os.killpg(self.group, 0)
        except (ProcessLookupError, PermissionError):
            return False
        return True

    def answer(self, seconds: float) -> int | None:
        """Return the status of its answer to a request, or nothing if it does not answer.

        Args:
            seconds: how long to wait for the answer.
        """
        address = ADDRESS.search(self.printed)
        return status(address[0], seconds) if address else None

    def stop(self, seconds: float) -> None:
        """Press Ctrl+C, and end it if it does not listen to that.

        Args:
            seconds: how long to wait for its end.
        """
        for sent in (signal.SIGINT, signal.SIGKILL):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.group, sent)
            for _ in until(seconds):
                if not self.runs:
                    return


def until(seconds: float) -> Iterator[None]:
    """Yield every 20 ms until so many seconds have passed, and at least once."""
    deadline = time.monotonic() + seconds
    yield
    while time.monotonic() < deadline:
        time.sleep(0.02)
        yield


def status(address: str, seconds: float) -> int | None:
    """Return the status of the answer at an address, or nothing if nobody answers.

    Args:
        address: a URL on the loopback address.
        seconds: how long to wait for the answer.
    """
    try:
        with DIRECT.open(address, timeout=seconds) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    except OSError:
        return None
