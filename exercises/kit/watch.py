"""Watch a check: what it uses of the processor is counted, not the time that goes by.

This runs the check in a process of its own, and writes the last line of its report if a part comes
to no end: it computes for too long, or it waits for something that does not come.
"""

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import psutil

LOOK = 0.2  # seconds from one look to the next
IDLE = 0.005  # seconds of computing; who does less from one look to the next is waiting
LAST = 2.0, 10.0  # seconds, computing and idle, in which a check may still say where it is
COMPUTES, WAITS = "computes", "waits"


class Watch:
    """What a process and those that it has started have used."""

    def __init__(self, process: psutil.Process, part: float, idle: float) -> None:
        """Take a process, and how much each part of it may compute, and be idle."""
        self.process, self.part, self.idle = process, part, idle
        self.used: dict[psutil.Process, float] = {}  # seconds; those that have ended, too
        self.begin()

    def begin(self) -> None:
        """Begin to count anew."""
        self.before = self.last = self.computed()
        self.waited = 0.0

    def computed(self) -> float:
        """Return how many seconds all of them have computed."""
        for each in self._all():
            with suppress(psutil.Error):  # it may have ended
                times = each.cpu_times()
                self.used[each] = times.user + times.system
        return sum(self.used.values())

    def look(self) -> str:
        """Return why it comes to no end, or nothing.

        A wait is counted in looks: whoever is stopped, or sleeps with the machine, is not waiting.
        """
        now = self.computed()
        if now - self.last < IDLE and not self._is_stopped():
            self.waited += LOOK
        self.last = now
        if now - self.before > self.part:
            return COMPUTES
        return WAITS if self.waited > self.idle else ""

    def kill(self) -> None:
        """End all of them."""
        for each in self._all():
            with suppress(psutil.Error):
                each.kill()

    def _all(self) -> set[psutil.Process]:
        """Return all that were ever seen: a child goes on when the one that started it ends."""
        known = {self.process, *self.used}
        for each in list(known):
            with suppress(psutil.Error):
                known |= set(each.children(recursive=True))
        return known

    def _is_stopped(self) -> bool:
        with suppress(psutil.Error):
            return any(each.status() == psutil.STATUS_STOPPED for each in self._all())
        return False


def main(words: list[str]) -> None:
    """Run a check to its end, or until a part comes to none."""
    *told, part, idle = words
    scratch, report = Path(told[2]), Path(told[3])
    asked = scratch / "asked"
    process = subprocess.Popen([sys.executable, "-P", "-m", "kit", *told, str(asked)])
    watch = Watch(psutil.Process(process.pid), float(part), float(idle))
    if why := _wait(process, watch, report):
        asked.touch()
        watch.part, watch.idle = LAST
        _wait(process, watch, report)
        watch.kill()
        process.wait()
        with report.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"endless": why}) + "\n")


def _wait(process: "subprocess.Popen[bytes]", watch: Watch, report: Path) -> str:
    """Wait for its end; return why a part comes to none, if so."""
    watch.begin()
    written = 0
    while not (why := watch.look()):
        with suppress(subprocess.TimeoutExpired):
            process.wait(LOOK)
            return ""
        now = report.stat().st_size if report.is_file() else 0
        if now != written:
            written = now
            watch.begin()
    return why


if __name__ == "__main__":
    main(sys.argv[1:])
