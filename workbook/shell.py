"""A terminal for replay: one bash that stays, so that what a command changes holds for the next."""

import os
import re
import select
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from workbook.errors import WorkbookError
from workbook.git import isolated

SHOWN_PORT = "5000"  # the port in the pages; replay plays on a free one and shows this
SERVER = re.compile(r"^(flask (--\S+ )*run|gunicorn)\b")
ADDRESS = re.compile(r"http://(?:127\.0\.0\.1|localhost):\d+")
COMMAND_SECONDS = 300
SERVER_SECONDS = 30
# What a person's own machine would bring in: an active environment, other tools' settings.
FOREIGN = re.compile(r"^(VIRTUAL_ENV|PYTHON|FLASK_|GIT_|NOX_|BASH|ENV$|CDPATH|COLUMNS|LINES|LC_|LANG)")


class TerminalError(WorkbookError):
    """A command that does not end, or a server that does not answer."""


def require_bash() -> None:
    """Refuse to go on without a POSIX shell.

    Raises:
        WorkbookError: on Windows, and where there is no bash.
    """
    if os.name == "nt" or shutil.which("bash") is None:
        raise WorkbookError(
            "Replay types the macOS / Linux commands of the chapters into bash, and there is none "
            "here. On Windows, run it inside WSL."
        )


def free_port() -> int:
    """Return a port of the loopback address that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def clean_environment(tools: Path, port: int) -> dict[str, str]:
    """Return the variables of a fresh terminal of a learner's.

    Args:
        tools: an empty folder; gets a ``python3`` that is the Python which runs this.
        port: where ``flask run`` is to listen.
    """
    python = tools / "python3"
    base = getattr(sys, "_base_executable", sys.executable)  # not the environment we run in
    python.write_text(f'#!/bin/sh\nexec {shlex.quote(base)} "$@"\n')
    python.chmod(0o755)
    own_bin = str(Path(sys.prefix) / "bin")
    path = [part for part in os.environ.get("PATH", os.defpath).split(os.pathsep) if part != own_bin]
    kept = {name: value for name, value in os.environ.items() if not FOREIGN.match(name)}
    return (
        kept
        | isolated()
        | {
            "PATH": os.pathsep.join([str(tools), *path]),
            "FLASK_RUN_PORT": str(port),
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
            "TERM": "dumb",
            "NO_COLOR": "1",
            "PAGER": "cat",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "PIP_NO_INPUT": "1",
            "PIP_PROGRESS_BAR": "off",
        }
    )


@dataclass
class Server:
    """A server that a command started."""

    process_group: int
    log: Path
    command: str


class Terminal:
    """One terminal window: a bash in a folder, and at most one server in its foreground."""

    def __init__(self, folder: Path, variables: dict[str, str], scratch: Path) -> None:
        """Open it in a folder, with the given variables; logs of servers go to ``scratch``."""
        self.port = variables["FLASK_RUN_PORT"]
        self.scratch = scratch
        self.server: Server | None = None
        self.bash = subprocess.Popen(
            ["bash", "--noprofile", "--norc"],
            cwd=folder,
            env=variables,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        # Job control gives each server a process group of its own, to be stopped as one.
        self._send("set -m\n")

    def set(self, name: str, value: str) -> None:
        """Set a variable for the commands to come."""
        self._send(f"export {name}={shlex.quote(value)}\n")

    def run(self, command: str) -> tuple[list[str], int]:
        """Run a command to its end and return the lines it printed and its exit status.

        Raises:
            TerminalError: if it does not end in time.
        """
        mark = f"end-{uuid4().hex}"
        self._send(f"eval {shlex.quote(self._played(command))} </dev/null\n")
        self._send(f"printf '\\n%s %s\\n' {mark} $?\n")
        printed, status = self._read_until(mark)
        return self._shown(printed), status

    def serve(self, command: str) -> list[str]:
        """Start a server, wait until it answers, and return the lines it printed until then.

        Raises:
            TerminalError: if it stops, or does not answer in time.
        """
        log = self.scratch / f"server-{uuid4().hex}.log"
        lines, _ = self.run(f"{command} >{shlex.quote(str(log))} 2>&1 & echo $!")
        self.server = Server(int(lines[-1]), log, command)
        deadline = time.monotonic() + SERVER_SECONDS
        while time.monotonic() < deadline:
            printed = log.read_text(errors="replace") if log.exists() else ""
            if not _alive(self.server.process_group):
                self.server = None
                raise TerminalError(f"the server {command!r} stopped at once:\n{printed}")
            address = ADDRESS.search(printed)
            if address and _answers(address[0]):
                # The last lines of its greeting may still be on their way.
                time.sleep(0.05)
                return self._shown(log.read_text(errors="replace").partition("127.0.0.1 - - [")[0])
            time.sleep(0.05)
        self.stop()
        raise TerminalError(f"the server {command!r} did not answer within {SERVER_SECONDS} s")

    def stop(self) -> None:
        """Press Ctrl+C on the server, if there is one."""
        if self.server is None:
            return
        group, self.server = self.server.process_group, None
        for sent in (signal.SIGINT, signal.SIGKILL):
            _signal(group, sent)
            deadline = time.monotonic() + 5
            while _alive(group) and time.monotonic() < deadline:
                time.sleep(0.02)

    def close(self) -> None:
        """Stop what runs and close the window."""
        self.stop()
        _signal(self.bash.pid, signal.SIGKILL)
        self.bash.communicate()

    def _send(self, text: str) -> None:
        assert self.bash.stdin is not None
        try:
            self.bash.stdin.write(text.encode())
            self.bash.stdin.flush()
        except BrokenPipeError:
            raise TerminalError("the terminal was closed by the command before this one") from None

    def _read_until(self, mark: str) -> tuple[str, int]:
        assert self.bash.stdout is not None
        stream, read = self.bash.stdout.fileno(), b""
        ending = re.compile(rf"\n{mark} (\d+)\n$".encode())
        deadline = time.monotonic() + COMMAND_SECONDS
        while not (end := ending.search(read)):
            ready, _, _ = select.select([stream], [], [], max(0, deadline - time.monotonic()))
            if not ready:
                raise TerminalError(f"the command did not end within {COMMAND_SECONDS} s")
            chunk = os.read(stream, 65536)
            if not chunk:
                return read.decode(errors="replace"), self.bash.wait()
            read += chunk
        return read[: end.start()].decode(errors="replace"), int(end[1])

    def _played(self, command: str) -> str:
        return re.sub(rf"\b(127\.0\.0\.1|localhost):{SHOWN_PORT}\b", rf"\1:{self.port}", command)

    def _shown(self, printed: str) -> list[str]:
        return printed.replace(f":{self.port}", f":{SHOWN_PORT}").rstrip("\n").splitlines()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=SERVER_SECONDS):
            return True
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False


def _alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _signal(group: int, number: int) -> None:
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        pass
