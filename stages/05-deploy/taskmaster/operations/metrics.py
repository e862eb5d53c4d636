"""How many requests there are and how long they take, for Prometheus to fetch."""

import os
from hmac import compare_digest
from time import perf_counter

from flask import Flask, Response, abort, current_app, g, request
from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.multiprocess import MultiProcessCollector

from .logs import route

METHODS = {"GET", "HEAD", "POST", "PATCH", "DELETE"}
THIS_MACHINE = {"127.0.0.1", "::1"}


def note(response: Response) -> Response:
    """Count a request, and its time."""
    method = request.method if request.method in METHODS else "other"
    seconds = current_app.extensions["request_seconds"]
    seconds.labels(method, route(), response.status_code).observe(perf_counter() - g.started)
    return response


def may_read() -> bool:
    """Say whether a program sent the token; without one, those on this machine may read."""
    wanted = current_app.config["METRICS_TOKEN"]
    if not wanted:
        return request.remote_addr in THIS_MACHINE and "X-Forwarded-For" not in request.headers
    sent = request.headers.get("Authorization", "")
    return compare_digest(sent.encode(), f"Bearer {wanted}".encode())


def metrics() -> Response:
    """Show what all workers have counted."""
    if not may_read():
        abort(401)
    registry = current_app.extensions["registry"]
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def count_requests(app: Flask) -> None:
    """Measure each request, and add the page that shows it."""
    registry = app.extensions["registry"] = CollectorRegistry()
    app.extensions["request_seconds"] = Histogram(
        "http_request_duration_seconds",
        "Requests, and how long they took.",
        ["method", "route", "status"],
        registry=registry,
    )
    app.after_request(note)
    app.add_url_rule("/metrics", "metrics", metrics)
