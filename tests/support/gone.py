"""Processes that a command has started, and whether they are gone."""

import signal
import time
from collections.abc import Iterable
from contextlib import suppress

import psutil

from workbook.core.deadlines import LIMITS

# How a command ends without a word: stopped, with its terminal, and for want of memory.
ENDS = [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL]


def started_by(number: int, *words: str) -> list[psutil.Process]:
    """Return what a process has started, and what that has, once some words are in their lines."""
    for _ in _looks():
        found = psutil.Process(number).children(recursive=True)
        lines = "".join(f"{' '.join(_line(each))} \n" for each in found)
        if all(word in lines for word in words):
            return found
    raise AssertionError(f"it has not started {words}, but:\n{lines}")


def all_gone(processes: Iterable[psutil.Process]) -> bool:
    """Tell whether processes end, sooner or later; those that do not are ended."""
    every = list(processes)
    for _ in _looks():
        if not any(map(_runs, every)):
            return True
    for each in filter(_runs, every):
        each.kill()
    return False


def _line(process: psutil.Process) -> list[str]:
    with suppress(psutil.Error):  # it may have ended
        return process.cmdline()
    return []


def _runs(process: psutil.Process) -> bool:
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def _looks() -> Iterable[None]:
    deadline = time.monotonic() + LIMITS.change
    while time.monotonic() < deadline:
        yield
        time.sleep(0.05)
