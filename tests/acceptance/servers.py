"""An app that is served: where it answers, which processes it has, and what it logs."""

import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbook.apps.ports import HOST
from workbook.core.deadlines import LIMITS


@dataclass(frozen=True)
class Server:
    """A server of an app, in a process of its own."""

    process: "subprocess.Popen[bytes]"
    port: int
    log: Path
    tls: bool  # whether visitors come through a proxy that ends TLS

    @property
    def address(self) -> str:
        """Where visitors find it."""
        return f"{'https' if self.tls else 'http'}://{HOST}:{self.port}"

    @property
    def inside(self) -> str:
        """Where it answers to whoever is on the same machine."""
        return f"http://{HOST}:{self.port}"

    def lines(self) -> list[dict[str, Any]]:
        """Return what it has logged, each line a JSON object; a release before it logs others."""
        lines = self.log.read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines if line.startswith("{")]

    def requests(self, **fields: object) -> list[dict[str, Any]]:
        """Return the lines of requests that have these fields."""
        return [line for line in self.lines() if "route" in line and line.items() >= fields.items()]

    def workers(self) -> list[int]:
        """Return the processes that gunicorn has ever started for requests."""
        words = [str(line["message"]).rpartition(": ") for line in self.lines()]
        return [int(number) for said, _, number in words if said == "Booting worker with pid"]

    def send(self, signal: int) -> None:
        """Send a signal to its first process."""
        os.kill(self.process.pid, signal)


def eventually(holds: Callable[[], object]) -> bool:
    """Wait until something holds, and say whether it did before anything would hang."""
    return any(holds() for _ in moments())


def moments() -> Iterator[None]:
    """Yield again and again until waiting makes no more sense."""
    deadline = time.monotonic() + LIMITS.change
    while time.monotonic() < deadline:
        yield
        time.sleep(0.02)
