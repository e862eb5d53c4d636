"""Answer for an app: what its pages cost. Runs in the app's own environment and folder.

It takes the names of what to leave out of the app, and with none of them it is the whole app that
it answers for. For each line that it reads, it prints a line of JSON: first its process, when the
app is there; then what each page is, when there are tasks; and from then on how many microseconds
of CPU each page takes, or the list as it is and without each of those things.
"""

import json
import math
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from workbook.bench.cost import TASKS, TURNS
from workbook.bench.cost.leaving_out import WHOLE, Without
from workbook.bench.cost.loading import load, set_up_log
from workbook.bench.cost.visitor import PAGES, Visitor


def main(names: Sequence[str]) -> None:
    """Load the app, and answer for it as long as somebody asks."""
    out = set_up_log()
    answers = answers_without(names) if names else answers_of_all()
    for _, answer in zip(sys.stdin, answers, strict=False):
        print(json.dumps(answer), file=out, flush=True)


def answers_of_all() -> Iterator[Any]:
    """Answer for the whole app."""
    app = load()
    yield os.getpid()
    visitor = Visitor(app, "bench")
    visitor.settle(TASKS)
    yield described(visitor)
    while True:
        visitor.look()  # so that nothing is timed in the wake of another app
        pages = one_round(visitor)
        yield {"pages": pages, "process": os.getpid(), "requests": visitor.asked}


def answers_without(names: Sequence[str]) -> Iterator[Any]:
    """Answer for the list alone: as it is, and as it is without each thing."""
    whole = Without(WHOLE)
    yield os.getpid()
    lacking = {name: Without(name) for name in names}
    yield {}
    while True:
        yield {name: pair(whole, each) for name, each in lacking.items()}


def described(visitor: Visitor) -> dict[str, dict[str, int]]:
    """Return how many queries each page takes, and how many bytes and addresses are in it."""
    found = {}
    with queries() as sent:
        for name, (_, body) in visitor.turn():
            addresses = len(re.findall('(?:href|action)="', body))
            found[name] = {
                "queries": len(sent),
                "bytes": len(body.encode()),
                "addresses": addresses,
            }
            sent.clear()
    return {name: found[name] for name in PAGES}


@contextmanager
def queries() -> Iterator[list[str]]:
    """Collect what a database is sent, if the app has one."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    sqlalchemy = sys.modules.get("sqlalchemy")
    if sqlalchemy:
        sqlalchemy.event.listen(sqlalchemy.Engine, "before_cursor_execute", note)
    yield sent
    if sqlalchemy:
        sqlalchemy.event.remove(sqlalchemy.Engine, "before_cursor_execute", note)


def one_round(visitor: Visitor) -> dict[str, int]:
    """Return what each page costs at least in some turns: what disturbs only adds to it."""
    times: dict[str, list[float]] = {name: [] for name in PAGES}
    for _ in range(TURNS):
        for name, (took, _) in visitor.turn():
            times.get(name, []).append(took)
    return {name: round(1e6 * min(each)) for name, each in times.items()}


def pair(whole: Without, lacking: Without) -> list[int]:
    """Return what the list costs at least in some turns: as it is, and without something."""
    apps, least = [whole, lacking], {whole: math.inf, lacking: math.inf}
    for app in apps:
        app.look()  # so that neither is timed in the wake of another one
    for _ in range(TURNS):
        apps.reverse()
        least |= {app: min(least[app], app.look()) for app in apps}
    return [round(1e6 * least[app]) for app in (whole, lacking)]


if __name__ == "__main__":
    main(sys.argv[1:])
