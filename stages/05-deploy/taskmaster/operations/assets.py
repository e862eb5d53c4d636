"""Static files under names that change with their content, so that browsers may keep them."""

import atexit
import os
import shutil
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from .headers import HEADERS


def hashed(file: Path) -> str:
    """Return the name of a file with a part that changes with its content."""
    digest = sha256(file.read_bytes()).hexdigest()[:12]
    return f"{file.stem}.{digest}{file.suffix}"


def publish(source: Path, target: Path) -> dict[str, str]:
    """Copy files to their hashed names, and compress them; return the names."""
    compressor = Compressor(quiet=True)
    names = {}
    for file in sorted(path for path in source.rglob("*") if path.is_file()):
        new = file.relative_to(source).with_name(hashed(file))
        (target / new).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target / new)
        compressor.compress(str(target / new))
        names[file.relative_to(source).as_posix()] = new.as_posix()
    return names


def add_headers(headers: Headers, path: str, url: str) -> None:
    """Add what every answer tells a browser; how long to keep it is said already."""
    for name, value in HEADERS.items():
        headers.setdefault(name, value)


def serve_assets(app: Flask) -> None:
    """Serve the static files by WhiteNoise, to be kept for years."""
    shared = os.environ.get("PROMETHEUS_MULTIPROC_DIR")  # which gunicorn.conf.py deletes at the end
    folder = mkdtemp(prefix="assets-", dir=shared)
    if not shared:
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    names = publish(Path(app.static_folder), Path(folder))
    app.wsgi_app = WhiteNoise(
        app.wsgi_app,
        folder,
        app.static_url_path,
        allow_all_origins=False,
        immutable_file_test=r".",
        add_headers_function=add_headers,
    )

    @app.url_defaults
    def rename(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static":
            values["filename"] = names.get(values["filename"], values["filename"])
