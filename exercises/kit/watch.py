"""Watch a check: what it uses of the processor is counted, not the time that goes by.

This runs the check in a process of its own, and passes on what that says. The last line is its own
if a part comes to no end: it computes for too long, or it waits for something that does not come.
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from threading import Thread

import psutil

from kit.__main__ import close_to_others
from kit.beside import ASKED, LOOK

IDLE = 0.005  # seconds of computing; who does less from one look to the next is waiting
LAST = 2.0, 10.0  # seconds, computing and idle, in which a check may still say where it is
COMPUTES, WAITS, HOGS = "computes", "waits", "hogs"
MOST = 1_500_000_000  # bytes of memory, for all of them together


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
        if self.memory() > MOST:
            return HOGS
        return WAITS if self.waited > self.idle else ""

    def memory(self) -> int:
        """Return how many bytes all of them hold."""
        held = 0
        for each in self._all():
            with suppress(psutil.Error):
                held += each.memory_info().rss
        return held

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
    first = sys.stdin.readline()
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "kit", *told],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdin
    process.stdin.write(first)
    process.stdin.close()
    lines = Lines(process.stdout or [])
    watch = Watch(psutil.Process(process.pid), float(part), float(idle))
    why = _wait(process, watch, lines)
    if why and why != HOGS:
        (Path(told[2]) / ASKED).touch()
        watch.part, watch.idle = LAST
        _wait(process, watch, lines)
    watch.kill()
    process.wait()
    lines.join()
    if why:
        print(json.dumps({"word": json.loads(first)["word"], "endless": why}), flush=True)


class Lines(Thread):
    """What a check says, passed on and counted."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Take where it comes from, and begin."""
        super().__init__(daemon=True)
        self.lines, self.count = lines, 0
        self.start()

    def run(self) -> None:
        """Pass on each line."""
        for line in self.lines:
            sys.stdout.write(line)
            sys.stdout.flush()
            self.count += 1


def _wait(process: "subprocess.Popen[str]", watch: Watch, lines: Lines) -> str:
    """Wait for its end; return why a part comes to none, if so."""
    watch.begin()
    written = 0
    while not (why := watch.look()):
        with suppress(subprocess.TimeoutExpired):
            process.wait(LOOK)
            return ""
        if lines.count != written:
            written = lines.count
            watch.begin()
    return why


if __name__ == "__main__":
    close_to_others()
    main(sys.argv[1:])
