"""Serve three apps of one factory from one process. Runs in the app's own environment.

It takes three ports, and three URLs of databases; where there is none, three empty words.
"""

import os
import sys
from importlib import import_module
from threading import Thread
from typing import Any

from werkzeug.exceptions import NotFound
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.serving import make_server

sys.path.insert(0, os.getcwd())  # noqa: PTH109
# Stage 01 is a module, and from 02 on the app is a package.
create_app = import_module("taskmaster" if os.path.isdir("taskmaster") else "app").create_app  # noqa: PTH112

ports, urls = sys.argv[1:4], sys.argv[4:]


def make(url: str) -> Any:
    """Make an app on a database of its own, from the stage on that has one."""
    return create_app({"SQLALCHEMY_DATABASE_URI": url}) if url else create_app()


one, other, mounted = map(make, urls)
apps = [one, other, DispatcherMiddleware(NotFound(), {"/sub": mounted})]
servers = [
    make_server("127.0.0.1", int(port), app, threaded=True)
    for port, app in zip(ports, apps, strict=True)
]
for server in servers:
    Thread(target=server.serve_forever).start()
print("ready", flush=True)
