"""An app that gunicorn serves, as its Procfile starts it, with the workers that a bench needs."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from workbook.apps.ports import HOST, free_port, listening
from workbook.apps.programs import Programs
from workbook.apps.serving import start, stop

FLAGS = "GUNICORN_CMD_ARGS"
BOOTED = re.compile(r"Booting worker with pid: (\d+)")


@dataclass(frozen=True)
class Gunicorn:
    """A server: its first process, where it listens, and what it has printed."""

    process: "subprocess.Popen[bytes]"
    port: int
    log: Path

    @property
    def workers(self) -> list[int]:
        """The process of each worker that it has ever started, the last one last."""
        return [int(number) for number in BOOTED.findall(self.log.read_text(encoding="utf-8"))]


@contextmanager
def served(programs: Programs, log: Path, flags: str) -> Iterator[Gunicorn]:
    """Serve an app whose database is there; yield the server, and stop it in the end.

    Args:
        programs: the app's.
        log: where what the server prints goes.
        flags: what gunicorn is told on top of what the app's own file tells it.

    Raises:
        WorkbookError: if it does not start.
    """
    port = free_port()
    # Several workers ask for a Redis; no request here needs it, so nothing has to be there.
    told = {"REDIS_URL": f"redis://{HOST}:1", **programs.variables}
    told[FLAGS] = f"{listening(port)[FLAGS]} {flags}"
    process = start(programs.folder, programs.environment, port, log, told, prepared=True)
    try:
        yield Gunicorn(process, port, log)
    finally:
        stop(process)


def can_be_served(folder: Path) -> bool:
    """Tell whether gunicorn can serve an app here.

    Args:
        folder: the app's.
    """
    return (folder / "gunicorn.conf.py").is_file() and os.name != "nt"
