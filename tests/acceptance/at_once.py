"""Do several things at the same moment."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import httpx

from workbook.core.deadlines import LIMITS

Done = TypeVar("Done")
Request = Callable[[], httpx.Response]


def at_once(jobs: Sequence[Callable[[], Done]]) -> list[Done]:
    """Do jobs at the same moment, each in a thread of its own; return what each returns."""
    ready = Barrier(len(jobs))

    def do(job: Callable[[], Done]) -> Done:
        ready.wait(LIMITS.change)
        return job()

    with ThreadPoolExecutor(len(jobs)) as threads:
        return list(threads.map(do, jobs))


def statuses(answers: Sequence[httpx.Response]) -> list[int]:
    """Return how answers end, the lowest first."""
    return sorted(answer.status_code for answer in answers)
