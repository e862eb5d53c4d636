"""What stands before an app on a server: it ends TLS, says who asks, and takes machines in turn.

Here it is a part of the client: whatever goes to an ``https:`` address goes through it, and what
goes to an ``http:`` one does not.
"""

import ssl
from collections.abc import Iterator
from itertools import cycle
from uuid import uuid4

import httpx

from workbook.core.deadlines import LIMITS

# One for all: making one takes longer than most stories.
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
NAMES = ".localhost"  # 8001.8002.localhost is served by the machines at these two ports, in turn


def some_address() -> str:
    """Make up an address that nobody else comes from."""
    return ".".join(map(str, (10, *uuid4().bytes[:3])))


def server_name(*ports: int) -> str:
    """Return the address of an app that machines at these ports serve in turn."""
    return f"https://{'.'.join(map(str, ports))}{NAMES}"


class Proxy(httpx.BaseTransport):
    """A proxy, as one visitor meets it."""

    def __init__(self, visitor: str = "") -> None:
        """Take an address.

        Args:
            visitor: where the visitor comes from; none: somewhere of their own.
        """
        self.visitor = visitor or some_address()
        self.turns: dict[str, Iterator[str]] = {}
        self.inside = httpx.HTTPTransport(verify=NO_TLS)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Pass a request on to a machine, and its answer back."""
        headers = request.headers.copy()
        told = headers.get("X-Forwarded-For")
        headers["X-Forwarded-For"] = f"{told}, {self.visitor}" if told else self.visitor
        headers["X-Forwarded-Proto"] = "https"
        headers["Connection"] = "close"  # one that is kept may be closed at this very moment
        return self.inside.handle_request(
            httpx.Request(
                request.method,
                self.machine(request.url),
                headers=headers,
                stream=request.stream,
                extensions=request.extensions,
            )
        )

    def machine(self, url: httpx.URL) -> httpx.URL:
        """Return where a machine answers for a URL; the Host header stays as it is."""
        if not url.host.endswith(NAMES):
            return url.copy_with(scheme="http")
        ports = url.host.removesuffix(NAMES).split(".")
        turn = self.turns.setdefault(url.host, cycle(ports))
        return url.copy_with(scheme="http", host="127.0.0.1", port=int(next(turn)))

    def close(self) -> None:
        """Close what is open."""
        self.inside.close()


def new_client(visitor: str = "") -> httpx.Client:
    """Return a client with cookies and connections of its own.

    Args:
        visitor: where a proxy sees it come from; none: somewhere of its own.
    """
    proxy = Proxy(visitor)
    return httpx.Client(
        timeout=LIMITS.answer, trust_env=False, verify=NO_TLS, mounts={"https://": proxy}
    )
