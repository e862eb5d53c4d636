"""Ask the server on this machine for a page: `python -m taskmaster.probe /healthz`."""

import os
import sys
from http.client import HTTPConnection, HTTPResponse

PORT = os.environ.get("PORT", "5000")


def ask(path: str) -> HTTPResponse:
    """Return the answer to a request for a path."""
    connection = HTTPConnection("127.0.0.1", int(PORT), timeout=5)
    connection.request("GET", path)
    return connection.getresponse()


if __name__ == "__main__":
    answer = ask(sys.argv[1])
    print(answer.status, answer.reason)
    print(answer.headers.as_string(), answer.read().decode(), sep="", end="")
    sys.exit(answer.status >= 400)
