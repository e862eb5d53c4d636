"""How long anything may take: each kind of wait by its name, and one variable that scales them all.

What a learner is judged by is counted in seconds of computing, which a busy machine doesn't use up.
All else is counted by the clock; those waits are long, and only end what would hang for ever.
"""

import os
from dataclasses import dataclass

PATIENCE = "WORKBOOK_PATIENCE"  # so many times as long; 3, say, for a slow machine


def scaled(seconds: float) -> float:
    """Return a number of seconds, as long as somebody's patience makes it.

    Args:
        seconds: how long it is on any machine that is not very slow.
    """
    word = os.environ.get(PATIENCE, "1")
    try:
        factor = float(word)
    except ValueError:
        factor = 0
    if not 0 < factor < float("inf"):
        raise SystemExit(f"{PATIENCE} is {word!r}; give a number above 0, 3 say.")
    return seconds * factor


@dataclass(frozen=True)
class Limits:
    """How many seconds things may take."""

    command: float = scaled(900)  # a command of a page, to its end: a suite on a busy machine
    server: float = scaled(300)  # from the start of a server to its first answer
    stop: float = scaled(30)  # from Ctrl+C to the end of a server, before it is killed
    answer: float = scaled(60)  # one request
    change: float = scaled(120)  # until it shows that a server was told something
    part: float = scaled(20)  # of computing: one part of a check
    idle: float = scaled(300)  # in which a part of a check computes next to nothing


LIMITS = Limits()
