"""Ask for a page again and again, one connection at a time.

It takes a port and how many seconds to go on, and reads the request; it prints how many answers
came. An answer that is no page ends it all.
"""

import socket
import sys
import time

HERE = "127.0.0.1"


def ask(port: int, request: bytes) -> bytes:
    """Return the first bytes of an answer, once it is whole."""
    with socket.create_connection((HERE, port)) as connection:
        connection.sendall(request)
        first = connection.recv(65_536)
        while connection.recv(65_536):
            pass
    return first


def main() -> None:
    """Ask until the time is over."""
    port, seconds, request = int(sys.argv[1]), float(sys.argv[2]), sys.stdin.buffer.read()
    answers, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        first = ask(port, request)
        if first[8:13] != b" 200 ":  # after HTTP/1.1, say
            sys.exit(f"The answer begins with {first[:40]!r}.")
        answers += 1
    print(answers)


if __name__ == "__main__":
    main()
