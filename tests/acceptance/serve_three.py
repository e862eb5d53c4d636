"""Serve three apps of one factory from one process. Runs in the app's own environment."""

import os
import sys
from importlib import import_module
from threading import Thread

from werkzeug.exceptions import NotFound
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.serving import make_server

sys.path.insert(0, os.getcwd())  # noqa: PTH109
# Stage 01 is a module, and from 02 on the app is a package.
create_app = import_module("taskmaster" if os.path.isdir("taskmaster") else "app").create_app  # noqa: PTH112

apps = [create_app(), create_app(), DispatcherMiddleware(NotFound(), {"/sub": create_app()})]
servers = [
    make_server("127.0.0.1", int(port), app, threaded=True)
    for port, app in zip(sys.argv[1:], apps, strict=True)
]
for server in servers:
    Thread(target=server.serve_forever).start()
print("ready", flush=True)
