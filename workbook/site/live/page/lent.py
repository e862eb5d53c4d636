"""What Python lacks in a browser, lent to it: hashes for passwords, a place of its own, an end."""

import hashlib
import json.scanner
import sys
import threading
from collections.abc import Callable
from typing import Any

Hash = Callable[..., Any]  # of JavaScript


def lend(scrypt_of: Hash, pbkdf2_of: Hash) -> None:
    """Give Python what it has been built without.

    Args:
        scrypt_of: hashes a password in one way.
        pbkdf2_of: hashes it in the other one.
    """

    def scrypt(
        password: bytes, *, salt: bytes, n: int, r: int, p: int, maxmem: int = 0, dklen: int = 64
    ) -> bytes:
        return bytes(scrypt_of(password, salt, n, r, p, dklen).to_bytes())

    def pbkdf2_hmac(
        hash_name: str, password: bytes, salt: bytes, iterations: int, dklen: int | None = None
    ) -> bytes:
        size = dklen or hashlib.new(hash_name).digest_size
        return bytes(pbkdf2_of(hash_name, password, salt, iterations, size).to_bytes())

    hashlib.scrypt = scrypt  # type: ignore[assignment]
    hashlib.pbkdf2_hmac = pbkdf2_hmac  # type: ignore[assignment]
    # Python is installed at the root of all, and Flask would take the project for a part of it.
    sys.prefix = "/usr"
    # What is nested too deeply ends at Python's own limit, and not with the stack of the browser.
    reader: Any = json
    reader.scanner.make_scanner = reader.scanner.py_make_scanner
    reader._default_decoder = json.JSONDecoder()
    # There are no threads. What a timer would throw away is too old by then, and nobody reads it.
    threading.Timer.start = lambda self: None  # type: ignore[method-assign]
