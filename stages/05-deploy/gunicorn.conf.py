"""How gunicorn serves the app; `gunicorn wsgi:app` reads this file by itself."""

import logging
import os
import shutil
import signal
from tempfile import mkdtemp

from dotenv import load_dotenv
from flask import g, has_request_context

from taskmaster.settings import THREADS, read_settings

load_dotenv(".env")  # on your machine; a server has none
# A platform says where to listen; on your machine, only you can reach the app.
bind = f"0.0.0.0:{os.environ['PORT']}" if "PORT" in os.environ else "127.0.0.1:5000"
workers = read_settings()["WEB_CONCURRENCY"]
worker_class = "gthread"
threads = THREADS
timeout = 30
graceful_timeout = 30
limit_request_line = 8190  # an address may be this long, which is as much as gunicorn takes
forwarded_allow_ips = ""  # taskmaster/operations/proxy.py counts the proxies
control_socket_disable = True
# A statement that takes longer is stopped; migrations, which no server runs, may take their time.
os.environ.setdefault("PGOPTIONS", "-c statement_timeout=10s")


class RequestId(logging.Filter):
    """Gives each record the id of its request."""

    def filter(self, record):
        """Let every record pass, with the id."""
        if has_request_context() and "request_id" in g:
            record.request_id = g.request_id
        return True


logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "fmt": ["levelname", "name", "message"],
            "rename_fields": {"levelname": "level", "name": "logger"},
            "timestamp": True,
        }
    },
    "filters": {"request_id": {"()": RequestId}},
    "handlers": {
        "stdout": {
            "filters": ["request_id"],
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stdout",
            "formatter": "json",
        }
    },
    "root": {"level": "INFO", "handlers": ["stdout"]},
    "loggers": {
        "gunicorn.error": {"propagate": True},
        "gunicorn.access": {"propagate": False},
        "alembic": {"level": "WARNING"},  # it greets everybody who asks for a migration
    },
}


def on_starting(server):
    """Check the settings with the workers there will be, and make a folder for their numbers."""
    read_settings(os.environ | {"WEB_CONCURRENCY": str(server.cfg.workers)})
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = mkdtemp(prefix="metrics-")


def child_exit(server, worker):
    """Tell the library that a worker has ended."""
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)


def on_exit(server):
    """Delete the files of all workers."""
    shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)


def post_worker_init(worker):
    """Leave Ctrl+C to the master; told to end, finish what has been begun."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGQUIT, worker.handle_exit)
