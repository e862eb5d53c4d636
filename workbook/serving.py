"""Start an app the way its own README says, whatever folder it is in."""

import os
import shlex
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from workbook.chapters import read_page
from workbook.errors import WorkbookError
from workbook.fences import fences
from workbook.programs import Programs

# Straight to the loopback address, even where a proxy is set for the rest of the world.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
HOST = "127.0.0.1"
SECONDS = 30


def start_commands(folder: Path) -> list[list[str]]:
    """Return the commands that a README gives after those that install the packages.

    The last one serves the app; those before it prepare, a migration say.

    Args:
        folder: an app's folder, with a README.md.

    Raises:
        WorkbookError: if there is no README, or it gives no such commands.
    """
    readme = folder / "README.md"
    if not readme.is_file():
        raise WorkbookError(f"{folder} has no README.md, so nothing says how to start it.")
    for fence in fences(str(readme), read_page(readme)):
        lines = [line[2:] for line in fence.lines if line.startswith("$ ")]
        installs = [n for n, line in enumerate(lines) if "pip install" in line]
        if fence.language == "console" and installs and lines[installs[-1] + 1 :]:
            return [_words(readme, line) for line in lines[installs[-1] + 1 :]]
    raise WorkbookError(
        f"{readme} has no console block with a 'pip install' line and, after it, "
        "the commands that start the app."
    )


def _words(readme: Path, line: str) -> list[str]:
    try:
        return shlex.split(line)
    except ValueError as error:
        raise WorkbookError(f"{readme}: cannot read the command {line!r}: {error}.") from None


def port_is_free(port: int) -> bool:
    """Tell whether a server could listen on a port of the loopback address.

    Args:
        port: its number.
    """
    with socket.socket() as probe:
        if os.name != "nt":  # as servers do: a port that was closed a moment ago is free
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def prepare(programs: Programs) -> list[str]:
    """Run the commands of an app's README that stand before the one which serves.

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
) -> "subprocess.Popen[bytes]":
    """Prepare and serve an app, and return its process once it answers.

    Args:
        folder: the app's folder.
        environment: the environment that its packages are installed in.
        port: where it listens.
        log: where what it prints goes; none: to the terminal.
        variables: what else the app is told, the name of its database say.

    Raises:
        WorkbookError: if a command fails, or the app does not answer.
    """
    told = {"FLASK_RUN_PORT": str(port), "PORT": str(port)} | dict(variables or {})
    if log:
        log.write_bytes(b"")
    programs = Programs(folder, environment, told, log)
    process = programs.begin(prepare(programs))
    _wait(process, f"http://{HOST}:{port}/", programs)
    return process


def stop(process: "subprocess.Popen[bytes]") -> None:
    """Stop a served app and wait until it is gone.

    Args:
        process: what ``start`` returned.
    """
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def answers(address: str) -> bool:
    """Tell whether anything answers there, with whatever status.

    Args:
        address: a URL on the loopback address.
    """
    try:
        with DIRECT.open(address, timeout=SECONDS):
            return True
    except urllib.error.HTTPError as error:
        error.close()
        return True
    except OSError:
        return False


def _wait(process: "subprocess.Popen[bytes]", address: str, programs: Programs) -> None:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise WorkbookError(programs.with_log("The app stopped before it answered."))
        if answers(address):
            return
        time.sleep(0.05)
    stop(process)
    problem = f"The app did not answer at {address} in {SECONDS} s."
    raise WorkbookError(programs.with_log(problem))
