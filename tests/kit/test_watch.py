"""A check is judged by what it computes; on a slow machine it only takes longer."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from workbook.core.paths import ROOT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows can't halt a process")
CHECK = '''"""A check."""

import subprocess
import sys
import time
from pathlib import Path


def begins(copy):
    """It begins."""
    (copy.scratch / "begun").touch()
    {}


def goes_on(copy):
    """It goes on."""
'''


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where a check is run, on a copy of an app that is empty."""
    for name in ("copy", "scratch"):
        (tmp_path / name).mkdir()
    return tmp_path


def begin(place: Path, does: str, *, part: float, idle: float) -> "subprocess.Popen[bytes]":
    """Begin to watch a check whose first part does something."""
    (place / "check.py").write_text(CHECK.format(does))
    words = [str(place / name) for name in ("check.py", "copy", "scratch")]
    (place / "told").write_text('{"word": "x", "inside": false, "sandbox": []}\n')
    with (place / "told").open() as told, (place / "report").open("w") as report:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "kit.watch", *words, str(part), str(idle)],
            env=os.environ | {"PYTHONPATH": str(ROOT / "exercises")},
            stdin=told,
            stdout=report,
            start_new_session=True,
        )


def session_of(process: psutil.Process) -> int | None:
    """Return the session that a process is in, which is its watch's; none if it has ended."""
    try:
        return os.getsid(process.pid) if process.status() != psutil.STATUS_ZOMBIE else None
    except (psutil.Error, OSError):
        return None


def facts(place: Path) -> list[dict[str, object]]:
    """Return what stands in the report, but for the names of the parts."""
    found = [json.loads(line) for line in (place / "report").read_text().splitlines()][1:]
    return [{name: what for name, what in fact.items() if name != "word"} for fact in found]


@pytest.mark.parametrize(
    ("does", "endless"),
    [
        ("while True: pass", "computes"),
        ("subprocess.run([sys.executable, '-c', 'while True: pass'])", "computes"),
        ("time.sleep(999)", "waits"),
        ("while True: time.sleep(0.1)", "waits"),
        ("subprocess.run(['sleep', '999'])", "waits"),
    ],
)
def test_a_part_that_comes_to_no_end_is_ended_and_told_why(
    place: Path, does: str, endless: str
) -> None:
    watch = begin(place, does, part=0.5, idle=1)
    watch.wait()

    assert facts(place)[-1] == {"endless": endless}
    assert [each for each in psutil.process_iter() if session_of(each) == watch.pid] == []


def test_each_part_may_compute_as_long(place: Path) -> None:
    spend = "while time.process_time() < 0.8: pass"

    begin(place, spend, part=1.2, idle=60).wait()

    assert facts(place) == [{"why": None}, {"why": None}, {"done": True}]


@pytest.mark.parametrize("whom", ["all", "the check"])
def test_a_check_that_a_machine_halts_for_longer_than_it_may_take_is_not_judged(
    place: Path, whom: str
) -> None:
    wait = "while not (copy.scratch / 'on').exists(): pass"
    process = begin(place, wait, part=30, idle=1)
    while not (place / "scratch" / "begun").exists():
        time.sleep(0.01)
    check = psutil.Process(process.pid).children()
    halted = [each.pid for each in check] + ([process.pid] if whom == "all" else [])

    for each in halted:
        os.kill(each, signal.SIGSTOP)
    time.sleep(3)  # three times as long as it may be idle
    (place / "scratch" / "on").touch()
    for each in halted:
        os.kill(each, signal.SIGCONT)
    process.wait()

    assert facts(place) == [{"why": None}, {"why": None}, {"done": True}]
