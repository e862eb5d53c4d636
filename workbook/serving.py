"""Start an app the way its own README says, whatever folder it is in."""

import os
import shlex
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import nullcontext
from pathlib import Path

from workbook.chapters import read_page
from workbook.environments import activated
from workbook.errors import WorkbookError
from workbook.fences import fences

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
    variables = activated(environment) | {"FLASK_RUN_PORT": str(port), "PORT": str(port)}
    variables["PYTHONDONTWRITEBYTECODE"] = "1"  # a snapshot holds what a chapter wrote, and no more
    *preparing, serving = [_found(command, variables) for command in start_commands(folder)]
    with log.open("wb") if log else nullcontext() as output:
        for command in preparing:
            done = subprocess.run(
                command, cwd=folder, env=variables, stdout=output, stderr=output, check=False
            )
            if done.returncode:
                raise WorkbookError(_with_log(f"{shlex.join(command)} fails in {folder}.", log))
        process = subprocess.Popen(serving, cwd=folder, env=variables, stdout=output, stderr=output)
    _wait(process, f"http://{HOST}:{port}/", log)
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
            raise WorkbookError(_with_log("The app stopped before it answered.", log))
        if answers(address):
            return
        time.sleep(0.05)
    stop(process)
    raise WorkbookError(_with_log(f"The app did not answer at {address} in {SECONDS} s.", log))


def _with_log(problem: str, log: Path | None) -> str:
    printed = log.read_text(encoding="utf-8", errors="replace") if log else ""
    return f"{problem}\n{printed}".rstrip()
