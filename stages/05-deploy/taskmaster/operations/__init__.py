"""Operations: what an app needs when strangers use it, and it has to stay up."""

from flask import Flask

from .assets import serve_assets
from .backups import register_backups
from .database import answer_for_database
from .hashing import guard_hashing
from .headers import protect_browsers
from .health import answer_probes
from .limits import limit_requests
from .logs import log_requests
from .metrics import count_requests
from .openapi import describe_api
from .proxy import trust_proxy

PARTS = (
    serve_assets,
    trust_proxy,
    limit_requests,
    guard_hashing,
    answer_for_database,
    answer_probes,
    describe_api,
    protect_browsers,
    count_requests,
    log_requests,
    register_backups,
)


def operate(app: Flask) -> Flask:
    """Add each part to an app; what comes first is nearest to it."""
    for add in PARTS:
        add(app)
    return app
