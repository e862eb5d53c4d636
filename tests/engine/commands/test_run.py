"""What the run command does, and what it says of a mistake."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.support.gone import ENDS, all_gone, started_by
from tests.support.tiny import SERVED, Tiny
from workbook.apps.ports import HOST, free_port, port_is_free

SERVE_ON = f"import signal\nsignal.signal(signal.SIGHUP, signal.SIG_IGN)\n{SERVED}"


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that something listens on."""
    with socket.create_server((HOST, 0)) as listening:
        yield listening.getsockname()[1]


def test_an_unknown_stage_is_one_line_that_lists_the_stages(tiny: Tiny) -> None:
    ran = tiny.command("run", "7")

    assert ran.status == 1
    assert ran.said == "There is no stage '7'. The stages are: 01-tiny.\n"


@pytest.mark.parametrize(("port", "says"), [("0", "0 is no port."), ("65536", "65536 is no port.")])
def test_a_number_that_is_no_port_is_refused(tiny: Tiny, port: str, says: str) -> None:
    ran = tiny.command("run", "01", "--port", port)

    assert ran.status == 1
    assert ran.said.startswith(says)


def test_a_port_in_use_is_refused(tiny: Tiny, taken: int) -> None:
    ran = tiny.command("run", "01", "--port", str(taken))

    assert ran.status == 1
    assert ran.said == f"Port {taken} is in use. Leave --port out to get a free one.\n"


@pytest.fixture
def served(tiny: Tiny) -> Tiny:
    """A workbook whose stage is served by what does not end with its terminal, as gunicorn."""
    readme = "```console\n$ pip install -r requirements.txt\n$ python served.py\n```\n"
    files = {"README.md": readme, "requirements.txt": "", "served.py": SERVE_ON}
    for name, text in files.items():
        tiny.page(text, f"stages/01-tiny/{name}")
    return tiny


@pytest.mark.skipif(os.name == "nt", reason="signals are another thing there")
@pytest.mark.parametrize("sent", ENDS)
def test_whatever_ends_the_command_ends_the_app(served: Tiny, sent: signal.Signals) -> None:
    port = free_port()
    words = [sys.executable, "-m", "workbook.commands", "run", "01", "--port", str(port)]
    with subprocess.Popen(words, cwd=served.root, stdout=subprocess.PIPE, text=True) as command:
        assert command.stdout
        assert any("Ctrl+C stops it." in line for line in command.stdout)
        started = started_by(command.pid, "served.py", "guard.py")
        command.send_signal(sent)

        assert all_gone(started)
    assert port_is_free(port)
