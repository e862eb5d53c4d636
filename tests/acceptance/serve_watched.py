"""Serve one app, and tell what cannot be seen over HTTP. Runs in the app's own environment.

It answers a number to each line it reads: ``holds HEX`` (in how many texts of its memory these
bytes stand), ``hashes`` (how often a password was hashed) and ``later SECONDS`` (moves the clock).
"""

import gc
import hashlib
import os
import sys
import time
from collections.abc import Callable
from importlib import import_module
from threading import Thread
from typing import Any

from werkzeug.serving import make_server

hashed: list[str] = []
late = [0.0]
clock = time.time


def counted(function: Callable[..., bytes]) -> Callable[..., bytes]:
    """Note each call of a function."""

    def count(*arguments: Any, **options: Any) -> bytes:
        hashed.append(function.__name__)
        return function(*arguments, **options)

    return count


def holds(words: bytes) -> int:
    """Count the texts in memory that words stand in."""
    gc.collect()
    text, found, left = words.decode(), 0, gc.get_objects()
    seen: set[int] = set()
    while left:
        each = left.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        if isinstance(each, str):
            found += text in each
        elif isinstance(each, (bytes, bytearray)):
            found += words in each
        else:
            left += gc.get_referents(each)
    return found


def answer(question: str, argument: str = "") -> int:
    """Answer a question."""
    if question == "holds":
        return holds(bytes.fromhex(argument))
    if question == "later":
        late[0] += float(argument)
    return len(hashed)


for name in ("scrypt", "pbkdf2_hmac"):
    setattr(hashlib, name, counted(getattr(hashlib, name)))
time.time = lambda: clock() + late[0]
sys.path.insert(0, os.getcwd())  # noqa: PTH109
port, url = sys.argv[1:]
settings = {"SQLALCHEMY_DATABASE_URI": url} if url else None
# One request after another: each is gone from memory when the next is answered.
server = make_server("127.0.0.1", int(port), import_module("taskmaster").create_app(settings))
Thread(target=server.serve_forever, daemon=True).start()
print("ready", flush=True)
for line in sys.stdin:
    print(answer(*line.split()), flush=True)
