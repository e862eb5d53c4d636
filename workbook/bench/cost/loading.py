"""Load the app of a folder. Runs in the app's own environment, and imports little of its own."""

import logging.config
import os
import runpy
import sys
from importlib import import_module, reload
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from flask import Flask


def load() -> "Flask":
    """Return the app as its server has it; each time that it is called, another one."""
    name = "wsgi" if Path("wsgi.py").is_file() else "app"
    module = reload(sys.modules[name]) if name in sys.modules else import_module(name)
    app: Flask = module.app if hasattr(module, "app") else module.create_app()
    return app


def set_up_log() -> TextIO:
    """Have the log as the server has it, if it says how, and return where to print instead."""
    out, sys.stdout = sys.stdout, Path(os.devnull).open("w")  # noqa: SIM115
    if Path("gunicorn.conf.py").is_file():
        logging.config.dictConfig(runpy.run_path("gunicorn.conf.py")["logconfig_dict"])
    return out
