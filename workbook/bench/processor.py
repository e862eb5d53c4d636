"""How long processes have kept the processor busy: a cost that a busy machine does not change."""

import os
from collections.abc import Iterable
from pathlib import Path

PROC = Path("/proc")
USER, SYSTEM = 11, 12  # counted from what follows the name of the program


def seconds_used(processes: Iterable[int]) -> float | None:
    """Return the seconds that processes have used, or nothing where the system does not tell.

    Args:
        processes: their ids.
    """
    if not (PROC / "self" / "stat").is_file():
        return None
    return sum(map(_ticks, processes)) / os.sysconf("SC_CLK_TCK")


def _ticks(process: int) -> int:
    fields = (PROC / str(process) / "stat").read_text().rpartition(")")[2].split()
    return int(fields[USER]) + int(fields[SYSTEM])
