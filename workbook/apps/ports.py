"""Ports of the loopback address, where all that is served here listens."""

import os
import socket

HOST = "127.0.0.1"


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
