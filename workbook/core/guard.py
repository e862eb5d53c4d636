"""End what a program has started once that program is gone: killed, it could not do so itself.

It runs beside the program, out of reach of its terminal, and reads which processes there are: ``+``
and a number for one that was started, ``-`` for one that has ended. It reads to the end, which
comes when the program ends, however that may be. It imports nothing of the workbook's.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

LOOK = 0.05  # seconds from one look, whether they are gone, to the next


def main(lines: Iterable[str], seconds: float) -> None:
    """Read to the end, and end what is left by then, with all that it has started.

    Args:
        lines: what the program tells.
        seconds: how long they have to end by themselves.
    """
    started: set[int] = set()
    for line in lines:
        (started.add if line[0] == "+" else started.discard)(int(line[1:]))
    if os.name == "nt":
        for each in started:
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(each)], check=False)
        return
    _send(signal.SIGTERM, started)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and any(_all_of(started)):
        time.sleep(LOOK)
    _send(signal.SIGKILL, started)


def _send(signal_: int, started: set[int]) -> None:
    for each in _all_of(started):
        with suppress(ProcessLookupError, PermissionError):
            os.kill(each, signal_)


def _all_of(started: set[int]) -> Iterator[int]:
    """Yield the processes of their sessions: each leads its own, whoever else may be in it."""
    for each in _running() if started else ():
        with suppress(ProcessLookupError, PermissionError):
            if os.getsid(each) in started:
                yield each


def _running() -> list[int]:
    if Path("/proc/self").exists():
        return [int(each.name) for each in Path("/proc").iterdir() if each.name.isdigit()]
    listed = subprocess.run(["ps", "-A", "-o", "pid="], capture_output=True, check=False)
    return [int(word) for word in listed.stdout.split()]


if __name__ == "__main__":
    main(sys.stdin, float(sys.argv[1]))
