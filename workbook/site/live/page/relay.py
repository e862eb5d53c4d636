"""The app of a step in the browser: started as `flask run` starts it, and asked without a server.

The worker beside it calls these functions; what is said of troubles goes to the page.
"""

import importlib
import linecache
import logging
import os
import shutil
import sys
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from traceback import FrameSummary, StackSummary, TracebackException
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import Flask, got_request_exception, url_for
from flask.cli import NoAppException, ScriptInfo
from werkzeug.test import Client

PROJECT = Path("/home/you/taskmaster")
DATA = PROJECT / "instance"
# Of a server, which this is not: it is asked by nobody else, and its pages are shown in a frame.
SETTINGS = {"SECRET_KEY": "only-in-this-browser-and-for-nobody-else"}
NO_FRAMES = "x-frame-options"
POLICY = "content-security-policy"
COUNTS = "prometheus_client"  # what it has counted lives as long as its modules
TRY = "sqlite:///try.db"  # as the chapter calls a database to throw away
VISITOR = {"REMOTE_ADDR": "127.0.0.1"}  # whom limits count
troubles: list[str] = []


class Short(logging.Formatter):
    """Log lines as Flask writes them, with tracebacks of the learner's own lines."""

    def formatException(self, ei: Any) -> str:
        """Return the traceback."""
        return shortened(ei[1])


def shortened(error: BaseException) -> str:
    """Return a traceback of the lines that are the learner's, and of what was raised."""
    whole = TracebackException.from_exception(error)
    seen: TracebackException | None = whole
    while seen is not None:
        _shorten(seen)
        seen = seen.__cause__ or seen.__context__
    return "".join(whole.format()).rstrip()


def _shorten(part: TracebackException) -> None:
    own = f"{PROJECT}/"
    frames = [frame for frame in part.stack if frame.filename.startswith(own)]
    part.stack = StackSummary.from_list(
        [
            FrameSummary(each.filename.removeprefix(own), each.lineno, each.name, line=each.line)
            for each in frames
        ]
    )
    if named := getattr(part, "filename", None):  # of an error in the syntax
        part.filename = named.removeprefix(own)


def lay_out(files: dict[str, str]) -> None:
    """Write the files of a project; what the app has written beside them goes."""
    shutil.rmtree(PROJECT, ignore_errors=True)
    DATA.mkdir(parents=True)
    for path, text in files.items():
        file = PROJECT / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    os.chdir(PROJECT)


class Running:
    """The app that is running, and a visitor with cookies."""

    app: Flask
    client: Client
    base: str  # the address of its first page, without the slash at the end


running = Running()


def start(base: str, may_try: bool) -> str:
    """Start the app; return why it does not start, or nothing.

    Args:
        base: the address of its first page.
        may_try: whether it may run on a database to throw away, if its models are ahead of its
            migrations, as they are for some steps.
    """
    running.base = base.rstrip("/")
    os.environ.pop("DATABASE_URL", None)
    os.environ.update(_settings())
    _forget()
    try:
        running.app = _load()
        _make_tables(running.app)
        if may_try and (ahead := _tables_ahead(running.app)):
            print(f"No migration makes {', '.join(ahead)} yet. So the app is on {TRY}.")
            os.environ["DATABASE_URL"] = TRY
            _forget()
            running.app = _load()
            with running.app.app_context():
                running.app.extensions["sqlalchemy"].create_all()
    except (Exception, SystemExit) as error:
        return _why(error)
    _listen(running.app)
    cookies = getattr(running, "client", None)
    if cookies is None:
        running.client = Client(running.app)
    else:
        running.client.application = running.app  # a browser keeps its cookies over a restart
    return ""


def forget_visitor() -> None:
    """Let whoever comes next be somebody new."""
    vars(running).pop("client", None)


def _settings() -> dict[str, str]:
    """Return what .env.example says, from stage 05 on, with a secret filled in."""
    example = PROJECT / ".env.example"
    if not example.is_file():
        return {}
    lines = example.read_text(encoding="utf-8").splitlines()
    pairs = [line.split("=", 1) for line in lines if "=" in line and not line.startswith("#")]
    host = urlsplit(running.base).hostname or ""
    said = {name: value for name, value in pairs if value}
    return said | SETTINGS | ({"HOSTS": f"{said['HOSTS']}, {host}"} if "HOSTS" in said else {})


def _forget() -> None:
    """Unload the modules of the project, to be read anew, and those that count for it."""
    for name, module in list(sys.modules.items()):
        own = str(getattr(module, "__file__", None) or "").startswith(f"{PROJECT}/")
        if own or name.partition(".")[0] == COUNTS:
            del sys.modules[name]
    importlib.invalidate_caches()
    linecache.clearcache()


def _load(name: str | None = None) -> Flask:
    with suppress(ValueError):
        sys.path.remove(str(PROJECT))
    return ScriptInfo(app_import_path=name).load_app()


def _make_tables(app: Flask) -> None:
    """Bring the database up to date, as a learner has by this step."""
    if "sqlalchemy" not in app.extensions:
        return
    with app.app_context():
        if any(Path("migrations", "versions").glob("*.py")):
            importlib.import_module("flask_migrate").upgrade()
            _wake_loggers()
        else:
            app.extensions["sqlalchemy"].create_all()


def _tables_ahead(app: Flask) -> list[str]:
    """Return the tables of the models that its database has not, though it is up to date."""
    if "sqlalchemy" not in app.extensions:
        return []
    database = app.extensions["sqlalchemy"]
    with app.app_context():
        there = importlib.import_module("sqlalchemy").inspect(database.engine).get_table_names()
    return sorted({*database.metadata.tables} - {*there})


def migrate(message: str) -> tuple[str, dict[str, str]]:
    """Write a migration, as ``flask db migrate`` does; return what that says, and the new file.

    Args:
        message: what it is called.
    """
    versions = PROJECT / "migrations" / "versions"
    before = {*versions.glob("*.py")}
    done = running.app.test_cli_runner().invoke(args=["db", "migrate", "-m", message])
    _wake_loggers()
    made = {*versions.glob("*.py")} - before
    said = done.output.strip() or _why(done.exception or SystemExit("It says nothing."))
    return said, {str(path.relative_to(PROJECT)): path.read_text("utf-8") for path in made}


def _wake_loggers() -> None:
    """Undo what a migration does to logging: elsewhere it is a program of its own."""
    for logger in logging.root.manager.loggerDict.values():
        if isinstance(logger, logging.Logger):
            logger.disabled = False


def _why(error: BaseException) -> str:
    """Return why an app does not start, in the words that the terminal has for it."""
    if isinstance(error, NoAppException):
        cause = error.__cause__ or error.__context__
        return shortened(cause) if isinstance(cause, ImportError) else str(error)
    return str(error) if isinstance(error, SystemExit) else shortened(error)


def _listen(app: Flask) -> None:
    """Have what an app logs shown, and what goes wrong in it told."""
    root = logging.getLogger()
    if not app.config.get("DEBUG") and not Path("taskmaster", "operations").is_dir():
        handler = logging.StreamHandler()
        handler.setFormatter(Short("[%(asctime)s] %(levelname)s in %(module)s: %(message)s"))
        root.handlers[:] = [handler]
    got_request_exception.connect(_note, app)


def _note(_app: Flask, exception: BaseException, **_more: Any) -> None:
    troubles.append(shortened(exception))


def answer(
    method: str, url: str, headers: Iterable[tuple[str, str]], body: bytes
) -> tuple[int, list[list[str]], bytes, str]:
    """Return the app's answer to a request: status, headers, content, and what went wrong.

    Whoever sends cookies is somebody else than the reader, whose browser shows none to the page.
    """
    troubles.clear()
    named = list(headers)
    is_reader = all(name != "cookie" for name, _ in named)
    client = running.client if is_reader else Client(running.app, use_cookies=False)
    path, query = urlsplit(url).path, urlsplit(url).query
    root = urlsplit(running.base).path
    response = client.open(
        unquote(path.removeprefix(root)) or "/",
        base_url=f"{running.base}/",
        query_string=query,
        method=method,
        environ_base=VISITOR,
        headers=named,
        data=bytes(body),
    )
    content = response.get_data()
    _log(method, url, response.status_code)
    given = [[name, value] for name, value in response.headers.to_wsgi_list()]
    return response.status_code, _shown(given), content, "\n\n".join(troubles)


def _shown(headers: list[list[str]]) -> list[list[str]]:
    """Return the headers without what forbids a frame, and with whole addresses."""
    kept = []
    for name, value in headers:
        if name.lower() == NO_FRAMES:
            continue
        if name.lower() == POLICY:
            rules = [rule for rule in value.split(";") if "frame-ancestors" not in rule]
            value = ";".join(rules)
        if name.lower() == "location" and value.startswith("/"):
            value = f"{'/'.join(running.base.split('/')[:3])}{value}"
        kept.append([name, value])
    return kept


def _log(method: str, url: str, status: int) -> None:
    """Write the line that Flask's own server writes."""
    asked = url.removeprefix(running.base).partition("#")[0] or "/"
    now = datetime.now().strftime("%d/%b/%Y %H:%M:%S")
    print(f'127.0.0.1 - - [{now}] "{method} {asked} HTTP/1.1" {status} -')


def sign_in() -> str:
    """Sign in as the account that the step has to try things on; return why not, or nothing."""
    try:
        return _demo()
    except (Exception, SystemExit) as error:
        return _why(error)


def _demo() -> str:
    running.client = Client(running.app)  # another visitor than the one before
    if Path("demo.py").is_file():
        _forget()
        running.app = running.client.application = _load("demo")
        _listen(running.app)
        return _log_in("ada", "correct horse")
    if "seed" not in running.app.cli.commands:
        return "This step has no account to try things on yet. Register one of your own."
    if refused := _log_in("demo", "demo-password"):
        done = running.app.test_cli_runner().invoke(args=["seed"])
        print(done.output.strip())
        refused = _log_in("demo", "demo-password")
    return refused


def _log_in(name: str, password: str) -> str:
    """Fill in the form, as somebody would; return why it is refused, or nothing."""
    with running.app.test_request_context(base_url=f"{running.base}/"):
        path = url_for("auth.login").removeprefix(urlsplit(running.base).path)
    base = f"{running.base}/"
    said = {"base_url": base, "environ_base": VISITOR, "headers": {"Referer": base}}
    form = running.client.get(path, **said)
    token = form.text.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
    fields = {"username": name, "password": password, "csrf_token": token}
    status = running.client.post(path, data=fields, **said).status_code
    return "" if status in (302, 303) else f"The account {name} is not let in."
