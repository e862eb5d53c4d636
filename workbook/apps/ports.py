"""Ports of the loopback address, where all that is served here listens."""

import os
import socket

from workbook.core.errors import WorkbookError

HOST = "127.0.0.1"
MANY = 100  # ports that are tried


def free_port() -> int:
    """Return a port of the loopback address that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


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


def listening(port: int) -> dict[str, str]:
    """Return what tells a server to listen on a port of the loopback address, and nowhere else.

    Args:
        port: its number.
    """
    bind = f"--bind {HOST}:{port}"  # gunicorn, which reads PORT too, listens to all otherwise
    return {"FLASK_RUN_PORT": str(port), "PORT": str(port), "GUNICORN_CMD_ARGS": bind}


def choose_port(wanted: int | None, first: int) -> int:
    """Return the port that somebody wants, or else the first that is free, and say so.

    Args:
        wanted: a number that a person has typed, if any.
        first: where a server listens that nobody has told otherwise.

    Raises:
        WorkbookError: if the wanted one is no port, or taken, or all are.
    """
    if wanted is not None:
        if not 1 <= wanted <= 65535:
            raise WorkbookError(f"{wanted} is no port. Ports are numbered 1 to 65535.")
        if not port_is_free(wanted):
            raise WorkbookError(f"Port {wanted} is in use. Leave --port out to get a free one.")
        return wanted
    for port in range(first, first + MANY):
        if port_is_free(port):
            if port != first:
                print(f"Port {first} is in use, so this one listens on {port}.")
            return port
    raise WorkbookError(f"No port from {first} on is free. Name one with --port.")
