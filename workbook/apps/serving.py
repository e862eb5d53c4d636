"""Start an app the way its own Procfile or README says, whatever folder it is in."""

import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from workbook.apps.ports import HOST, listening
from workbook.apps.programs import Programs
from workbook.apps.start_commands import start_commands
from workbook.core.deadlines import LIMITS
from workbook.core.errors import WorkbookError


class Unfollowed(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: that one is sent elsewhere, to HTTPS say, is an answer."""

    def redirect_request(self, *_arguments: object) -> None:
        """Make no request of a redirect."""


# Straight to the loopback address, even where a proxy is set for the rest of the world.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}), Unfollowed)


def prepare(programs: Programs) -> list[str]:
    """Run the commands of an app that come before the one which serves.

    Args:
        programs: the app's.

    Returns:
        The command that serves.

    Raises:
        WorkbookError: if a command fails, or there is none.
    """
    *preparing, serving = start_commands(programs.folder)
    for command in preparing:
        programs.run(command)
    return serving


def start(
    folder: Path,
    environment: Path,
    port: int,
    log: Path | None = None,
    variables: Mapping[str, str] | None = None,
    *,
    prepared: bool = False,
) -> "subprocess.Popen[bytes]":
    """Prepare and serve an app, and return its process once it answers.

    Args:
        folder: the app's folder.
        environment: the environment that its packages are installed in.
        port: where it listens.
        log: where what it prints goes; none: to the terminal.
        variables: what else the app is told, the name of its database say.
        prepared: whether to leave out the commands that prepare.

    Raises:
        WorkbookError: if a command fails, or the app does not answer.
    """
    told = listening(port) | dict(variables or {})
    if log:
        log.write_bytes(b"")
    programs = Programs(folder, environment, told, log)
    process = programs.begin(start_commands(folder)[-1] if prepared else prepare(programs))
    _wait(process, f"http://{HOST}:{port}/", programs)
    return process


def stop(process: "subprocess.Popen[bytes]") -> None:
    """Stop a served app and wait until it is gone.

    Args:
        process: what ``start`` returned.
    """
    process.terminate()
    try:
        process.wait(LIMITS.stop)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_or_stop(process: "subprocess.Popen[bytes]") -> int | None:
    """Wait until a server ends by itself, or stop it at Ctrl+C.

    Args:
        process: the server.

    Returns:
        The status that it ended with; none if it was stopped.
    """
    try:
        return process.wait()
    except KeyboardInterrupt:
        stop(process)
        print("\nStopped.")
        return None


def answers(address: str) -> bool:
    """Tell whether anything answers there, with whatever status.

    Args:
        address: a URL on the loopback address.
    """
    try:
        with DIRECT.open(address, timeout=LIMITS.answer):
            return True
    except urllib.error.HTTPError as error:
        error.close()
        return True
    except OSError:
        return False


def _wait(process: "subprocess.Popen[bytes]", address: str, programs: Programs) -> None:
    deadline = time.monotonic() + LIMITS.server
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise WorkbookError(programs.with_log("The app stopped before it answered."))
        if answers(address):
            return
        time.sleep(0.05)
    stop(process)
    problem = f"The app did not answer at {address} in {LIMITS.server:g} s."
    raise WorkbookError(programs.with_log(problem))
