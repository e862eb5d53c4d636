"""Static files at addresses that change with their content, so that browsers may keep them."""

from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask, Response, request
from werkzeug.http import parse_date

from .headers import YEAR

DATES = ("HTTP_IF_MODIFIED_SINCE", "HTTP_IF_RANGE")


def replace_mad_dates() -> None:
    """Put words in the place of a date that Werkzeug cannot read, and fails at."""
    for name in DATES:
        try:
            parse_date(request.environ.get(name))
        except OverflowError:
            request.environ[name] = "no date"


def serve_assets(app: Flask) -> None:
    """Put a digest of each file into its links; what is asked for by it may be kept for a year."""
    folder = Path(app.static_folder)
    files = [path for path in folder.rglob("*") if path.is_file()]
    digests = {
        file.relative_to(folder).as_posix(): sha256(file.read_bytes()).hexdigest()[:12]
        for file in files
    }
    app.add_url_rule("/robots.txt", "robots", lambda: app.send_static_file("robots.txt"))
    app.before_request(replace_mad_dates)

    @app.url_defaults
    def add_digest(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static":
            values["v"] = digests.get(values["filename"])

    @app.after_request
    def keep(response: Response) -> Response:
        file = (request.view_args or {}).get("filename")
        is_this_file = file in digests and request.args.get("v") == digests[file]
        if is_this_file and response.status_code in (200, 304):
            response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
        return response
