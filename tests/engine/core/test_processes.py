"""Whatever ends a program of the workbook's ends what it has started."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.support.gone import ENDS, all_gone, started_by
from workbook.core import guard
from workbook.core.paths import ROOT
from workbook.core.processes import PARENT, Begun, run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are another thing there")
# A server that goes on when its terminal is closed, as gunicorn does, and has started another.
SERVER = """
import signal, subprocess, sys, time
signal.signal(signal.SIGHUP, signal.SIG_IGN)
worker = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(998)"])
print(flush=True)
time.sleep(999)
"""
WORKER = "-c import time; time.sleep(998)"
DEAF = "import signal, time; signal.signal(15, signal.SIG_IGN); print(flush=True); time.sleep(999)"
PROGRAM = """
import subprocess, sys, time
from workbook.core.processes import Begun
Begun([sys.executable, "-c", sys.argv[1]], stdout=subprocess.PIPE).stdout.readline()
print(flush=True)
{}
"""


def begin(code: str, *words: str, **told: str) -> "subprocess.Popen[str]":
    """Run some Python until it prints a line."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, *words],
        cwd=ROOT,
        env=os.environ | told,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout
    assert process.stdout.readline()
    return process


@pytest.mark.parametrize("sent", ENDS)
def test_a_server_and_all_of_its_processes_end_with_the_program_that_began_it(
    sent: signal.Signals,
) -> None:
    with begin(PROGRAM.format("time.sleep(999)"), SERVER) as program:
        started = started_by(program.pid, "guard.py", "SIG_IGN", WORKER)  # and what ends them
        program.send_signal(sent)

        assert all_gone(started)
    assert program.returncode == -sent


def test_a_program_that_ends_by_itself_leaves_nothing() -> None:
    with begin(PROGRAM.format("sys.stdin.read()"), SERVER) as program:
        started = started_by(program.pid, "guard.py", "SIG_IGN", WORKER)
        program.communicate()

        assert all_gone(started)
    assert program.returncode == 0


def test_what_does_not_listen_is_killed_in_the_end() -> None:
    with begin(DEAF) as deaf, Begun([sys.executable, "-c", DEAF], stdout=-1) as started:
        assert started.stdout
        started.stdout.readline()
        guard.main([f"+{started.pid}\n", f"+{deaf.pid}\n"], 0.2)

        assert started.wait() == -signal.SIGKILL
        assert deaf.poll() is None  # it leads no session, so it was begun by somebody else
        deaf.kill()


def test_what_has_ended_before_is_left_alone() -> None:
    """Another process may have its number by then."""
    with Begun([sys.executable, "-c", DEAF], stdout=subprocess.PIPE) as started:
        assert started.stdout
        started.stdout.readline()
        guard.main([f"+{started.pid}\n", f"-{started.pid}\n"], 0.2)

        assert started.poll() is None
        started.end()


def test_a_process_is_let_go_once(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr("workbook.core.processes._tell", told.append)

    with Begun([sys.executable, "-c", ""]) as process:
        process.wait()
        process.poll()

    assert told == [f"+{process.pid}\n", f"-{process.pid}\n"]


def test_a_program_is_run_to_its_end_or_ended_in_time() -> None:
    words: list[Any] = [sys.executable, "-c"]

    done = run([*words, "print('said'); raise SystemExit(3)"], stdout=subprocess.PIPE, text=True)

    assert (done.returncode, done.stdout) == (3, "said\n")
    with pytest.raises(subprocess.TimeoutExpired):
        run([*words, SERVER], timeout=0.5)
    assert all_gone(each for each in psutil.Process().children() if SERVER in each.cmdline())


CHILD = """
import time
from workbook.core.processes import end_with_parent
end_with_parent()
print(flush=True)
time.sleep(999)
"""
OURS = """
import subprocess, sys, time
{}
words = [sys.executable, "-c", sys.argv[1]]
subprocess.Popen(words, start_new_session=True, stdout=subprocess.PIPE).stdout.readline()
print(flush=True)
time.sleep(999)
"""


def test_a_program_ends_with_the_one_of_ours_that_started_it(tmp_path: Path) -> None:
    ours = "from workbook.core.processes import end_with_parent; end_with_parent()"
    with begin(OURS.format(ours), CHILD, PYTHONPATH=str(ROOT)) as program:
        started = started_by(program.pid, "time.sleep(999)")
        program.kill()

        assert all_gone(started)


def test_a_program_that_somebody_else_has_started_goes_on() -> None:
    with begin(OURS.format(""), CHILD, PYTHONPATH=str(ROOT), **{PARENT: "1"}) as program:
        (child,) = started_by(program.pid, "time.sleep(999)")
        program.kill()
        program.wait()

        with pytest.raises(psutil.TimeoutExpired):
            child.wait(1)
        child.kill()
