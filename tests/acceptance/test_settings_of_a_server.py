"""The stories of a start that must not be: a setting that is missing, weak or malformed."""

from pathlib import Path

import pytest

from tests.acceptance.apps import App
from tests.acceptance.gunicorn import ON_GUNICORN
from tests.support.tiny import Ran
from workbook.apps.databases import VARIABLE, sqlite_url
from workbook.apps.ports import free_port, listening
from workbook.apps.settings import SECRET, example

pytestmark = [pytest.mark.since("05"), ON_GUNICORN]

HUSH = "hush-hush"  # stands in what must not be shown
GOOD = "0123456789abcdef" * 4
FAULTS = [
    (SECRET, None),
    (SECRET, ""),
    (SECRET, "example"),  # the one that .env.example has
    (SECRET, f"{HUSH}-0123456789abcdef"),
    (SECRET, "a" * 64),
    (VARIABLE, None),
    (VARIABLE, HUSH),
    (VARIABLE, f"mysql://somebody:{HUSH}@host/name"),
    (VARIABLE, f"postgresql://somebody:{HUSH}@host:port/name"),
    ("HOSTS", None),
    ("HOSTS", "www.example.com/,*"),
    ("HTTPS", "maybe"),
    ("PROXY_HOPS", "-1"),
    ("PROXY_HOPS", "one"),
    ("WEB_CONCURRENCY", "0"),
    ("REDIS_URL", f"http://:{HUSH}@host:6379"),
    ("REDIS_URL", f"redis://:{HUSH}@host:port"),
]
# The last one gunicorn reads, too, and would stop with a traceback of its own.
OF_A_RELEASE = [(SECRET, None), (VARIABLE, HUSH), ("WEB_CONCURRENCY", "two")]


def started(app: App, tmp_path: Path, *command: str, **settings: str | None) -> Ran:
    """Run what starts an app, or prepares it, with settings that are good but for some."""
    good = {SECRET: GOOD, VARIABLE: sqlite_url(tmp_path / "app.db")} | listening(free_port())
    return app.run(*command, **good | settings)


def is_one_line(ran: Ran, name: str) -> bool:
    """Tell whether all that was said is a line which begins with a name, and no secret."""
    assert ran.status != 0
    assert len(ran.said.splitlines()) == 1, ran.said
    return ran.said.startswith(f"{name} ") and GOOD not in ran.said and HUSH not in ran.said


def value_of(app: App, text: str | None) -> str | None:
    """Return a value; for one that stands for the example's, that one."""
    return example(app.folder)[SECRET] if text == "example" else text


@pytest.mark.parametrize(("name", "text"), FAULTS)
def test_a_variable_that_is_missing_or_wrong_stops_the_start_with_one_line_that_names_it(
    app: App, tmp_path: Path, name: str, text: str | None
) -> None:
    ran = started(app, tmp_path, "gunicorn", "wsgi:app", **{name: value_of(app, text)})

    assert is_one_line(ran, name)


@pytest.mark.parametrize(("name", "text"), OF_A_RELEASE)
def test_a_release_stops_as_the_start_does(
    app: App, tmp_path: Path, name: str, text: str | None
) -> None:
    ran = started(app, tmp_path, "flask", "db", "upgrade", **{name: text})

    assert is_one_line(ran, name)
    assert not list(tmp_path.iterdir()), "a database was made all the same"


def test_workers_that_have_no_redis_to_share_limits_do_not_start(app: App, tmp_path: Path) -> None:
    two = {"WEB_CONCURRENCY": "2", "REDIS_URL": None}

    assert is_one_line(started(app, tmp_path, "gunicorn", "wsgi:app", **two), "REDIS_URL")
