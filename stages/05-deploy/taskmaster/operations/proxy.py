"""Where a request really comes from, and which host it is for."""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, abort, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.sansio.utils import host_is_trusted

FOREIGN = "taskmaster.foreign_host"
# Probes come from the platform itself: without TLS, and to whatever name it has for the machine.
PROBES = {"healthz", "readyz", "metrics"}


# Flask's TRUSTED_HOSTS refuses, too, but leaves no name to make links with: the error page fails.
class KnownHosts:
    """Gives the app its own name as the host, and a mark where another one was asked for."""

    def __init__(self, app: WSGIApplication, hosts: list[str]) -> None:
        self.app, self.hosts = app, hosts

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Look at the host of a request, and pass the request on."""
        environ["HTTP_HOST"] = environ.get("HTTP_HOST", "").lower()  # names know no case
        if not host_is_trusted(environ["HTTP_HOST"], self.hosts):
            environ[FOREIGN] = True
            environ["HTTP_HOST"] = self.hosts[0].lstrip(".")
        return self.app(environ, start_response)


def refuse_foreign_host() -> None:
    """Answer 400 to a request for another host."""
    if FOREIGN in request.environ and request.endpoint not in PROBES:
        abort(400, "This is not the host that you asked for.")


def require_https() -> ResponseReturnValue | None:
    """Send a reader who came without TLS to the same page with it; refuse all else."""
    if request.is_secure or request.endpoint in PROBES:
        return None
    if request.method not in ("GET", "HEAD"):
        abort(400, "Send this by HTTPS.")
    return redirect(request.url.replace("http:", "https:", 1), code=308)


def trust_proxy(app: Flask) -> None:
    """Believe as many proxies as there are, and answer for the app's own hosts alone."""
    hops = app.config["PROXY_HOPS"]
    app.wsgi_app = KnownHosts(app.wsgi_app, app.config["HOSTS"])
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=min(hops, 1), x_host=0)
    app.before_request(refuse_foreign_host)
    if app.config["HTTPS"]:
        app.before_request(require_https)
