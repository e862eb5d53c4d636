"""What the environment may say, and which mistakes stop the start."""

import re
from pathlib import Path

import pytest

from taskmaster.settings import DEFAULTS, PLACEHOLDER, READERS, SettingsError, read_settings

ROOT = Path(__file__).parents[2]
SECRET = "hunter2"
REQUIRED = set(READERS) - set(DEFAULTS)
# gunicorn.conf.py sets these, and a platform the port.
SET_BY_ITSELF = {"PORT", "PROMETHEUS_MULTIPROC_DIR", "PGOPTIONS"}


def test_three_settings_are_enough(environment: dict[str, str]) -> None:
    enough = ("SECRET_KEY", "DATABASE_URL", "HOSTS")

    settings = read_settings({name: environment[name] for name in enough})

    assert settings["HTTPS"] is True
    assert settings["PROXY_HOPS"] == 0
    assert settings["WEB_CONCURRENCY"] == 1


@pytest.mark.parametrize("name", sorted(REQUIRED))
@pytest.mark.parametrize("value", [None, "", "  "])
def test_a_setting_that_is_missing_is_named(
    environment: dict[str, str], name: str, value: str | None
) -> None:
    del environment[name]
    if value is not None:
        environment[name] = value

    with pytest.raises(SettingsError, match=f"^{name} is not set."):
        read_settings(environment)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", SECRET),
        ("SECRET_KEY", PLACEHOLDER),
        ("SECRET_KEY", "x" * 64),
        ("DATABASE_URL", f"no url, but {SECRET}"),
        ("DATABASE_URL", f"postgresql://ada:{SECRET}@host:port/name"),
        ("DATABASE_URL", f"postgresql://ada:{SECRET}@host"),
        ("DATABASE_URL", f"mysql://ada:{SECRET}@host/name"),
        ("DATABASE_URL", "sqlite://"),
        ("HOSTS", "https://www.example.com/"),
        ("HOSTS", "www.example.com,"),
        ("HTTPS", "true"),
        ("PROXY_HOPS", "-1"),
        ("PROXY_HOPS", "one"),
        ("WEB_CONCURRENCY", "0"),
        ("WEB_CONCURRENCY", "²"),
        ("REDIS_URL", f"ada:{SECRET}@host"),
        ("REDIS_URL", f"redis://:{SECRET}@host:port"),
    ],
)
def test_a_setting_that_is_wrong_is_named_and_not_shown(
    environment: dict[str, str], name: str, value: str
) -> None:
    with pytest.raises(SettingsError, match=f"^{name} ") as caught:
        read_settings(environment | {name: value})

    assert str(caught.value).count("\n") == 0
    assert SECRET not in str(caught.value)


def test_workers_that_cannot_share_limits_do_not_start(environment: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="^REDIS_URL is not set"):
        read_settings(environment | {"WEB_CONCURRENCY": "2"})


def test_the_example_names_every_setting_and_no_other() -> None:
    example = (ROOT / ".env.example").read_text()
    compose = (ROOT / "compose.yaml").read_text()

    names = set(re.findall(r"^(\w+)=", example, re.MULTILINE))

    assert names == set(READERS) | set(re.findall(r"\$\{(\w+)", compose))


def test_no_code_reads_a_variable_that_is_no_setting() -> None:
    files = [*ROOT.glob("*.py"), *(ROOT / "taskmaster").rglob("*.py")]
    read = re.compile(r'os\.environ(?:\.\w+\(|\[)"(\w+)"|"(\w+)" in os\.environ')

    names = {name for file in files for found in read.findall(file.read_text()) for name in found}

    assert names <= set(READERS) | SET_BY_ITSELF | {""}


def test_the_secret_of_the_example_is_refused(environment: dict[str, str]) -> None:
    line = re.search("^SECRET_KEY=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE)

    assert line
    with pytest.raises(SettingsError, match="^SECRET_KEY can be guessed"):
        read_settings(environment | {"SECRET_KEY": line[1]})
