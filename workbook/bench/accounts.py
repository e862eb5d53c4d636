"""Somebody who is signed in at an app, with all that their requests carry."""

import json
import re
import urllib.request
from base64 import b64encode
from dataclasses import dataclass
from http.cookiejar import CookieJar
from urllib.error import URLError
from urllib.parse import urlencode

from workbook.apps.ports import HOST
from workbook.bench.data import PASSWORD
from workbook.core.deadlines import LIMITS
from workbook.core.errors import WorkbookError

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
HERE = urllib.request.ProxyHandler({})  # straight to this machine, whatever proxy is set


@dataclass(frozen=True)
class Person:
    """What the requests of somebody carry."""

    name: str
    cookie: dict[str, str]  # the header of a browser
    bearer: dict[str, str]  # the header of a program
    token: str  # that each form sends


def register(port: int, name: str) -> Person:
    """Make an account, and sign in.

    Args:
        port: where the app listens.
        name: of the account.

    Raises:
        WorkbookError: if the app does not let them in.
    """
    return _enter(port, "/auth/register", name)


def log_in(port: int, name: str) -> Person:
    """Sign in.

    Args:
        port: where the app listens.
        name: of an account that is there.

    Raises:
        WorkbookError: if the app does not let them in.
    """
    return _enter(port, "/auth/login", name)


def _enter(port: int, path: str, name: str) -> Person:
    here, jar = f"http://{HOST}:{port}", CookieJar()
    browser = urllib.request.build_opener(HERE, urllib.request.HTTPCookieProcessor(jar))
    try:
        asked = _text(browser, here + path)
        fields = {"username": name, "password": PASSWORD, "csrf_token": _token(asked)}
        page = _text(browser, here + path, urlencode(fields).encode())
        bearer = f"Bearer {_given_token(here, name)}"
    except URLError as error:
        raise WorkbookError(f"{name} cannot sign in at {path}: {error}.") from None
    cookie = "; ".join(f"{each.name}={each.value}" for each in jar)
    return Person(name, {"Cookie": cookie}, {"Authorization": bearer}, _token(page))


def _given_token(here: str, name: str) -> str:
    words = b64encode(f"{name}:{PASSWORD}".encode()).decode()
    headers = {"Authorization": f"Basic {words}"}
    asked = urllib.request.Request(f"{here}/api/token", method="POST", headers=headers)
    return str(json.loads(_text(urllib.request.build_opener(HERE), asked))["token"])


def _text(
    browser: urllib.request.OpenerDirector,
    asked: str | urllib.request.Request,
    form: bytes | None = None,
) -> str:
    with browser.open(asked, form, LIMITS.answer) as answer:
        return str(answer.read().decode())


def _token(page: str) -> str:
    found = TOKEN.search(page)
    if not found:
        raise WorkbookError("A page of the app has no form with a csrf_token.")
    return found[1]
