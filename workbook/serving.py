"""Start an app the way its own README says, whatever folder it is in."""

import os
import shlex
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from workbook.environments import activated
from workbook.errors import WorkbookError
from workbook.fences import fences

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
    for fence in fences(str(readme), readme.read_text(encoding="utf-8")):
        lines = [line[2:] for line in fence.lines if line.startswith("$ ")]
        installs = [n for n, line in enumerate(lines) if "pip install" in line]
        if fence.language == "console" and installs and lines[installs[-1] + 1 :]:
            return [shlex.split(line) for line in lines[installs[-1] + 1 :]]
    raise WorkbookError(
        f"{readme} has no console block with a 'pip install' line and, after it, "
        "the commands that start the app."
    )


def port_is_free(port: int) -> bool:
    """Tell whether a server could listen on a port of the loopback address."""
    with socket.socket() as probe:
        if os.name != "nt":  # as servers do: a port that was closed a moment ago is free
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def start(
    folder: Path, environment: Path, port: int, log: Path | None = None
) -> "subprocess.Popen[bytes]":
    """Prepare and serve an app, and return its process once it answers.

    Args:
        folder: the app's folder.
        environment: the environment that its packages are installed in.
        port: where it listens.
        log: where what it prints goes; none: to the terminal.

    Raises:
        WorkbookError: if a command fails, or the app does not answer.
    """
    *preparing, serving = start_commands(folder)
    variables = activated(environment) | {"FLASK_RUN_PORT": str(port), "PORT": str(port)}
    output = log.open("wb") if log else None
    try:
        for command in preparing:
            subprocess.run(_found(command, variables), cwd=folder, env=variables, check=True)
        process = subprocess.Popen(
            _found(serving, variables), cwd=folder, env=variables, stdout=output, stderr=output
        )
    except subprocess.CalledProcessError as error:
        raise WorkbookError(f"{shlex.join(error.cmd)} failed in {folder}.") from None
    finally:
        if output:
            output.close()
    _wait(process, f"http://{HOST}:{port}/", log)
    return process


def stop(process: "subprocess.Popen[bytes]") -> None:
    """Stop a served app and wait until it is gone."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def answers(address: str) -> bool:
    """Tell whether anything answers there, with whatever status."""
    try:
        with urllib.request.urlopen(address, timeout=SECONDS):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def _found(command: list[str], variables: dict[str, str]) -> list[str]:
    """Name the program by its path: on Windows the PATH given to a process does not find it."""
    program = shutil.which(command[0], path=variables["PATH"])
    if program is None:
        raise WorkbookError(f"The README runs {command[0]!r}, which its requirements don't bring.")
    return [program, *command[1:]]


def _wait(process: "subprocess.Popen[bytes]", address: str, log: Path | None) -> None:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            printed = log.read_text(errors="replace") if log else ""
            raise WorkbookError(f"The app stopped before it answered.\n{printed}".rstrip())
        if answers(address):
            return
        time.sleep(0.05)
    stop(process)
    raise WorkbookError(f"The app did not answer at {address} within {SECONDS} s.")
