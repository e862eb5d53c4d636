"""Start programs so that they end with this one, however it ends.

A server that outlives the command which started it keeps its port, and its database.
"""

import atexit
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from workbook.core.deadlines import LIMITS

PARENT = "WORKBOOK_PARENT"  # the program of the workbook's that has started this one
LOOK = 0.2  # seconds from one look, whether it is there, to the next
OUT_OF_REACH: dict[str, Any] = {  # of the terminal's Ctrl+C, and of its end
    "start_new_session": True,
    "creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
}
ONE_AT_A_TIME = threading.Lock()


class Begun(subprocess.Popen[Any]):
    """A program that was started, in a session of its own, and ends with this one."""

    def __init__(self, words: list[str], **options: Any) -> None:
        """Start it.

        Args:
            words: the program, and what it is told.
            options: what ``subprocess.Popen`` takes.
        """
        with ONE_AT_A_TIME:
            _guard()  # first: to start it takes a moment, in which this one could be killed
        super().__init__(words, **OUT_OF_REACH, **options)
        self.is_held = True
        hold(self.pid)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end, and return its status."""
        status = super().wait(timeout)
        self._let_go()
        return status

    def poll(self) -> int | None:
        """Return its status if it has ended."""
        status = super().poll()
        if status is not None:
            self._let_go()
        return status

    def end(self) -> None:
        """End it at once, with all that it has started."""
        if os.name != "nt":
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, signal.SIGKILL)
        self.kill()
        self.wait()

    def _let_go(self) -> None:
        """Forget it, once: by the second time, another process may have its number."""
        if self.is_held:
            self.is_held = False
            let_go(self.pid)


def run(
    words: list[str], timeout: float | None = None, **options: Any
) -> "subprocess.CompletedProcess[Any]":
    """Run a program to its end, as ``subprocess.run`` does.

    Args:
        words: the program, and what it is told.
        timeout: how many seconds it may take.
        options: what ``subprocess.Popen`` takes.

    Raises:
        subprocess.TimeoutExpired: if it takes longer.
    """
    with Begun(words, **options) as process:
        try:
            printed = process.communicate(timeout=timeout)
        except BaseException:
            process.end()
            raise
    return subprocess.CompletedProcess(words, process.returncode, *printed)


def hold(process: int) -> None:
    """Have a process end with this one; it must lead a session of its own.

    Args:
        process: its number.
    """
    _tell(f"+{process}\n")


def let_go(process: int) -> None:
    """Forget a process that has ended.

    Args:
        process: its number.
    """
    _tell(f"-{process}\n")


def end_with_parent() -> None:
    """End this program when the one ends that has started it, if that is the workbook's, too.

    To be called as this one begins.
    """
    parent, here = os.environ.get(PARENT), os.getppid()
    os.environ[PARENT] = str(os.getpid())
    # On Windows, the Python of an environment is started by another one, which stands between.
    if parent and (parent == str(here) or os.name == "nt"):
        threading.Thread(target=_end_after, args=(int(parent),), daemon=True).start()


def _end_after(parent: int) -> None:
    if sys.platform == "win32":
        import ctypes

        wait_for_its_end, for_ever = 0x0010_0000, 0xFFFF_FFFF
        system = ctypes.windll.kernel32
        system.WaitForSingleObject(system.OpenProcess(wait_for_its_end, False, parent), for_ever)
    else:
        while os.getppid() == parent:
            time.sleep(LOOK)
    os.kill(os.getpid(), signal.SIGTERM)


def _tell(line: str) -> None:
    with ONE_AT_A_TIME, suppress(BrokenPipeError):
        pipe = _guard().stdin
        assert pipe
        pipe.write(line.encode())
        pipe.flush()


@cache
def _guard() -> "subprocess.Popen[bytes]":
    """Start what ends them in the end; ``guard.py`` says how."""
    words = [sys.executable, "-I", "-S", str(Path(__file__).with_name("guard.py"))]
    process = subprocess.Popen(
        [*words, str(LIMITS.stop)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **OUT_OF_REACH,
    )
    atexit.register(_dismiss, process)
    return process


def _dismiss(guard: "subprocess.Popen[bytes]") -> None:
    guard.communicate()
