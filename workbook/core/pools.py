"""Do several things two at a time, and hear of them in their order."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TypeVar

AT_ONCE = 2
T = TypeVar("T")


def two_at_a_time(
    jobs: Sequence[Callable[[], T]], hear: Callable[[T], None], stop: Event | None = None
) -> None:
    """Do jobs two at a time, and pass on what each returns, in their order.

    Args:
        jobs: what is done.
        hear: told of each result, the first job's first.
        stop: set as soon as no more is heard, so that a job which looks at it need not go on.

    Raises:
        Exception: the first that a job or the listener raises; jobs that run come to their end,
            and the others are not begun.
    """
    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = [pool.submit(job) for job in jobs]
        try:
            for future in running:
                hear(future.result())
        finally:
            if stop:
                stop.set()
            pool.shutdown(wait=False, cancel_futures=True)


def report(name: str, title: str, seconds: float) -> None:
    """Say what was done and how long it took, as it is said of a step.

    Args:
        name: what it is called for short.
        title: what it is about.
        seconds: how long it took.
    """
    print(f"{f'{name}  {title}':<50.50} {seconds:5.1f} s", flush=True)


def say_proven(what: str, count: int) -> None:
    """Say how many things did not have to be done again; nothing if there are none.

    Args:
        what: what they are: bugs, say.
        count: how many of them.
    """
    if count:
        print(f"{count} {what} are as they were when they were proven", flush=True)
