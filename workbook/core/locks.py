"""Locks between processes: what two may not do at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout


@contextmanager
def alone(file: Path, does: str) -> Iterator[None]:
    """Keep other processes from something; the lock of one that crashes is free.

    Args:
        file: stands for it; nothing is written into it.
        does: what they may not do meanwhile, to be said of the one that does it.
    """
    lock = FileLock(file)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        print(f"Waiting for another process, which {does} ...", flush=True)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
