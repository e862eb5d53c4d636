"""The settings of a server: all from its environment, and checked before it starts."""

import os
import re
from collections.abc import Callable, Mapping
from secrets import token_hex
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

PLACEHOLDER = "replace-this-by-a-secret-of-your-own"
SECRET_MIN = 32
THREADS = 8  # of each worker
# The log says which query has failed, and never what somebody has typed.
ENGINE = {"hide_parameters": True}
# For PostgreSQL; a file needs none of it.
POOL = {
    "pool_size": THREADS,  # a connection for each thread, so that none has to wait
    "max_overflow": 0,
    "pool_timeout": 5,
    "pool_pre_ping": True,  # a connection that has died is replaced before it is used
    "connect_args": {
        "connect_timeout": 3,
        "keepalives_idle": 30,
        "tcp_user_timeout": 5000,  # milliseconds, after which a machine that has gone counts so
    },
}


class SettingsError(SystemExit):
    """A variable that stops the start; what is shown is one line, and no traceback."""


def secret(text: str) -> str:
    """Return a secret that nobody can guess."""
    if text == PLACEHOLDER or len(text) < SECRET_MIN or len(set(text)) < SECRET_MIN // 4:
        raise ValueError(f"can be guessed; give it {SECRET_MIN} random characters or more")
    return text


def database_url(text: str) -> str:
    """Return the URL of a database, with the driver that the app has for it."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise ValueError("is not a URL like postgresql://user:password@host/name") from None
    if url.drivername in ("postgres", "postgresql"):
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername not in ("postgresql+psycopg", "sqlite") or not url.database:
        raise ValueError("names neither a PostgreSQL nor an SQLite database")
    return url.render_as_string(hide_password=False)


def redis_url(text: str) -> str:
    """Return the URL of a Redis server, or nothing where there is none."""
    try:
        url = urlsplit(text)
        if text and (url.scheme not in ("redis", "rediss") or url.port == 0):
            raise ValueError
    except ValueError:  # a port that is no number raises it, too
        raise ValueError("is not a URL like redis://host:6379") from None
    return text


def hosts(text: str) -> list[str]:
    """Return the names between commas."""
    names = [name.strip().lower() for name in text.split(",")]
    if not all(re.fullmatch(r"[A-Za-z0-9.-]+", name) for name in names):
        raise ValueError("is not a list of names like www.example.com,example.com")
    return names


def yes_or_no(text: str) -> bool:
    """Return whether the answer is yes."""
    if text not in ("yes", "no"):
        raise ValueError("is neither yes nor no")
    return text == "yes"


def number_from(least: int) -> Callable[[str], int]:
    """Return what reads a whole number, and refuses a smaller one."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdecimal()) or int(text) < least:
            raise ValueError(f"is not a whole number from {least} on")
        return int(text)

    return read


# What reads each variable; one without a default has to be set.
READERS: dict[str, Callable[[str], Any]] = {
    "SECRET_KEY": secret,
    "DATABASE_URL": database_url,
    "HOSTS": hosts,
    "HTTPS": yes_or_no,
    "PROXY_HOPS": number_from(0),
    "REDIS_URL": redis_url,
    "METRICS_TOKEN": str,
    "WEB_CONCURRENCY": number_from(1),
}
DEFAULTS = {
    "HTTPS": "yes",
    "PROXY_HOPS": "0",
    "REDIS_URL": "",
    "METRICS_TOKEN": "",
    "WEB_CONCURRENCY": "1",
}


def read(name: str, environment: Mapping[str, str]) -> Any:
    """Return the value of a variable, or say what is wrong with it."""
    text = environment.get(name, "").strip() or DEFAULTS.get(name)
    if text is None:
        raise SettingsError(f"{name} is not set. .env.example says what it is for.")
    try:
        return READERS[name](text)
    except ValueError as error:
        raise SettingsError(f"{name} {error}. .env.example says more.") from None


def read_settings(environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Return the value of every variable."""
    settings = {name: read(name, environment) for name in READERS}
    if settings["WEB_CONCURRENCY"] > 1 and not settings["REDIS_URL"]:
        raise SettingsError("REDIS_URL is not set, and without it workers cannot share limits.")
    return settings


def configure(settings: dict[str, Any]) -> dict[str, Any]:
    """Return the settings as Flask and its extensions name them."""
    url = settings["DATABASE_URL"]
    options = ENGINE | (POOL if url.startswith("postgresql") else {})
    return settings | {"SQLALCHEMY_DATABASE_URI": url, "SQLALCHEMY_ENGINE_OPTIONS": options}


if __name__ == "__main__":
    print(token_hex())
