"""A terminal for replay: one bash that stays, so that what a command changes holds for the next."""

import os
import re
import select
import shlex
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from workbook.core.deadlines import Limits
from workbook.core.errors import WorkbookError
from workbook.core.processes import Begun
from workbook.replay.servers import Server, until

COLOURS = re.compile(r"\x1b\[[0-9;]*m")  # some programs colour even what no person sees
# Ctrl+C must reach what is played, even if this was started where it is ignored: in the background
# of a script. A shell that is born so can't change it, and no more can what the shell starts.
HEARING = """
import os, signal, sys
for each in (signal.SIGINT, signal.SIGQUIT):
    signal.signal(each, signal.SIG_DFL)
os.execvp(sys.argv[1], sys.argv[1:])
"""
BASH = [sys.executable, "-I", "-S", "-c", HEARING, "bash", "--noprofile", "--norc"]
# What Python's prompt in ``flask shell`` begins with here. A terminal shows what is typed into it,
# and a pipe shows the prompts alone.
SHOWN_AS_TYPED = """
def show_what_is_typed():
    import builtins, sys

    def typed(prompt=""):
        line = sys.stdin.readline()
        print(prompt + line, end="", flush=True)
        if not line:
            raise EOFError
        return line.rstrip("\\n")

    builtins.input = typed
    sys.stdout.reconfigure(line_buffering=True)

show_what_is_typed()
del show_what_is_typed
"""
SHOWN_PORT = "5000"  # the port in the pages; replay plays on a free one and shows this


class TerminalError(WorkbookError):
    """A command that does not end, or a server that does not answer."""

    def __init__(self, problem: str, printed: str = "", *, mend: str = "") -> None:
        """Say what is wrong with a command.

        Args:
            problem: what is wrong, in one sentence without a full stop.
            printed: what it has printed so far.
            mend: what to do about it.
        """
        self.problem, self.printed, self.mend = problem, printed, mend
        super().__init__(problem)


class Terminal:
    """One terminal window: a bash in a folder, and at most one server in its foreground."""

    def __init__(
        self, folder: Path, variables: dict[str, str], scratch: Path, limits: Limits
    ) -> None:
        """Open a window.

        Args:
            folder: where it begins.
            variables: its environment.
            scratch: where the logs of servers go.
            limits: how long commands and servers may take.
        """
        self.port = variables["FLASK_RUN_PORT"]
        self.scratch, self.limits = scratch, limits
        self.server: Server | None = None
        self.bash = Begun(
            BASH,
            cwd=folder,
            env=variables,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def set(self, name: str, value: str) -> None:
        """Set a variable for the commands to come."""
        self._send(f"export {name}={shlex.quote(value)}\n")

    def run(self, command: str, typed: Sequence[str] = ()) -> tuple[list[str], int]:
        """Run a command to its end.

        Args:
            command: what a learner types.
            typed: what they type into it then, a line each.

        Returns:
            The lines that it printed, and its exit status.

        Raises:
            TerminalError: if it does not end in time, or ends the terminal.
        """
        mark = f"end-{uuid4().hex}"
        words = f"eval {shlex.quote(self._played(command))}"
        if typed:
            startup = self.scratch / "startup.py"
            startup.write_text(SHOWN_AS_TYPED)
            lines = "".join(f"{self._played(line)}\n" for line in typed)
            self._send(
                f"PYTHONSTARTUP={shlex.quote(str(startup))} {words} <<'{mark}'\n{lines}{mark}\n"
            )
        else:
            self._send(f"{words} </dev/null\n")
        self._send(f"printf '\\n%s %s\\n' {mark} $?\n")
        printed, status = self._read_until(mark)
        return self._shown(printed), status

    def serve(self, command: str) -> tuple[list[str], int | None]:
        """Start a server and wait until it answers.

        Args:
            command: what a learner types.

        Returns:
            The lines that it printed until then, and its exit status if it has stopped instead.

        Raises:
            TerminalError: if it answers with an error, or not in time.
        """
        self.server = self._start(command)
        for _ in until(self.limits.server):
            if not self.server.runs:
                return self._shown(self.server.printed), self._end_of(self.server)
            status = self.server.answer(self.limits.server)
            if status is not None:
                return self._shown(self._greeting_of(self.server, status)), None
        raise TerminalError(
            f"the server did not answer within {self.limits.server:g} s", self.server.printed
        )

    def stop(self) -> None:
        """Press Ctrl+C on the server, if there is one."""
        if self.server is not None:
            self.server.stop(self.limits.stop)
            self._end_of(self.server)

    def close(self) -> None:
        """Stop what runs and close the window."""
        if self.server is not None:
            self.server.stop(self.limits.stop)
        self.bash.end()
        for stream in (self.bash.stdin, self.bash.stdout):
            with suppress(BrokenPipeError):
                stream and stream.close()

    def _start(self, command: str) -> Server:
        log = self.scratch / f"server-{uuid4().hex}.log"
        # Job control gives the server a process group of its own, to be stopped as one.
        # In braces, so that all of a pipeline prints into the log.
        whole = f"{{ {command}; }}" if "|" in command else command
        lines, _ = self.run(f"set -m; {whole} >{shlex.quote(str(log))} 2>&1 & set +m; echo $!")
        return Server(int(lines[-1]), log)

    def _greeting_of(self, server: Server, status: int) -> str:
        if status >= 500:
            raise TerminalError(f"the server answers with {status}", server.printed)
        time.sleep(0.05)  # the last lines of its greeting may still be on their way
        return server.greeting

    def _end_of(self, server: Server) -> int:
        """Wait for a server that has stopped, and swallow what bash says about that."""
        self.server = None
        return self.run(f"wait {server.group}")[1]

    def _send(self, text: str) -> None:
        assert self.bash.stdin is not None
        with suppress(BrokenPipeError):  # whoever reads the answer finds the terminal closed
            self.bash.stdin.write(text.encode())
            self.bash.stdin.flush()

    def _read_until(self, mark: str) -> tuple[str, int]:
        assert self.bash.stdout is not None
        stream, read = self.bash.stdout.fileno(), b""
        ending = re.compile(rf"\n{mark} (\d+)\n$".encode())
        deadline = time.monotonic() + self.limits.command
        while not (end := ending.search(read)):
            ready, _, _ = select.select([stream], [], [], max(0, deadline - time.monotonic()))
            chunk = os.read(stream, 65536) if ready else b""
            if not chunk:
                raise self._broken(read.decode(errors="replace"), closed=bool(ready))
            read += chunk
        return read[: end.start()].decode(errors="replace"), int(end[1])

    def _broken(self, printed: str, *, closed: bool) -> TerminalError:
        if closed:
            return TerminalError("this command closes the terminal", printed)
        return TerminalError(
            f"this command did not end within {self.limits.command:g} s",
            printed,
            mend="start a server with a line that begins with flask run or gunicorn; "
            "give a slow machine more time with --limit",
        )

    def _played(self, command: str) -> str:
        return re.sub(rf"\b(127\.0\.0\.1|localhost):{SHOWN_PORT}\b", rf"\1:{self.port}", command)

    def _shown(self, printed: str) -> list[str]:
        plain = COLOURS.sub("", printed.replace("\r\n", "\n"))
        shown = re.sub(rf"(:|\b[Pp]ort ){self.port}\b", rf"\g<1>{SHOWN_PORT}", plain)
        return shown.rstrip("\n").split("\n") if shown.strip("\n") else []
